import { titleOf } from '../names.ts';
import type { Channel } from '../types.ts';

/** A forum: its posts, and the form for a new one. */
export function ForumPane({ forum }: { forum: Channel }) {
  return (
    <main class="pane forum" aria-label={titleOf(forum)}>
      <h2>{titleOf(forum)}</h2>
    </main>
  );
}
