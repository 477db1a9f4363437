import { useVisit } from '../../state/visit.ts';
import { LogStart } from './log-start.tsx';

interface Props {
  /** Before the oldest message that is there, or after the newest. */
  kind: 'start' | 'end';
  channelId: string;
  loadOlder: () => void;
}

/** What stands at an end of the messages that are there: that more are coming, or how it began. */
export function LogEdge({ kind, channelId, loadOlder }: Props) {
  const visit = useVisit();
  const { hasMore, messages, status, problem } = visit.lists.open(channelId).value;
  const channel = visit.channels.get(channelId);
  const isLoading = kind === 'end' || hasMore || (status === 'loading' && messages.length === 0);
  if (kind === 'start' && status === 'failed')
    return (
      <p class="log-problem" role="alert">
        {problem}{' '}
        <button type="button" class="link" onClick={() => void visit.lists.reload(channelId)}>
          Try again
        </button>
      </p>
    );
  if (!isLoading) return channel ? <LogStart channel={channel} isEmpty={messages.length === 0} /> : null;
  return (
    <div class="log-edge">
      {kind === 'start' && hasMore && (
        <button type="button" class="older" onClick={loadOlder}>
          Show older messages
        </button>
      )}
      <Skeleton />
    </div>
  );
}

/** The shape of messages that are on their way. */
function Skeleton() {
  return (
    <div class="skeleton" aria-hidden="true">
      {[62, 84, 45, 71].map((width) => (
        <div key={width}>
          <span class="skeleton-avatar" />
          <span class="skeleton-text" style={{ width: `${width}%` }} />
        </div>
      ))}
    </div>
  );
}
