import type { PaneKind } from '../app/channel-pane.tsx';
import { useVisit } from '../state/visit.ts';
import type { Channel } from '../types.ts';
import { OpenComposer } from './open-composer.tsx';
import { standingIn } from './standing.ts';

/** Where one writes, or why one cannot. */
export function Composer({ channel, kind }: { channel: Channel; kind: PaneKind }) {
  const standing = standingIn(useVisit(), channel);
  if (standing === 'forbidden') return <Closed reason="You do not have permission to send messages here." />;
  if (standing === 'locked') return <Closed reason="This thread is locked. Only moderators can write in it." />;
  return <OpenComposer channel={channel} kind={kind} />;
}

function Closed({ reason }: { reason: string }) {
  return (
    <div class="composer">
      <p class="composer-closed">{reason}</p>
    </div>
  );
}
