import type { ComponentChildren } from 'preact';
import type { Channel } from '../types.ts';
import type { Order, Wanted } from './find-posts.ts';
import { TagToggles } from './tags.tsx';

interface Props {
  forum: Channel;
  wanted: Wanted;
  onChange: (wanted: Wanted) => void;
  /** What stands at the end of the line. */
  children: ComponentChildren;
}

/** Which posts are shown, and in which order. */
export function ForumBar({ forum, wanted, onChange, children }: Props) {
  return (
    <div class="forum-bar">
      <div class="forum-line">
        <input
          type="search"
          aria-label="Search posts"
          placeholder="Search by title"
          value={wanted.search}
          onInput={({ currentTarget }) => onChange({ ...wanted, search: currentTarget.value })}
        />
        <select
          aria-label="Order"
          value={wanted.order}
          onChange={({ currentTarget }) => onChange({ ...wanted, order: currentTarget.value as Order })}
        >
          <option value="activity">Recent activity</option>
          <option value="creation">Date posted</option>
        </select>
        {children}
      </div>
      <TagToggles
        label="Show posts with"
        tags={forum.available_tags ?? []}
        chosen={wanted.tags}
        onChange={(tags) => onChange({ ...wanted, tags })}
      />
    </div>
  );
}
