import { useVisit } from '../state/visit.ts';
import { shortTime, timeOfId } from '../time.ts';
import type { Channel, Message } from '../types.ts';
import { Icon } from '../icons.tsx';
import { MESSAGE_TYPES } from './kinds.ts';

/** The thread that began with a message: what it is called, how much is in it, and the way into it. */
export function ThreadCard({ message }: { message: Message }) {
  const visit = useVisit();
  const thread = threadOf(visit.channels.get, message);
  if (!thread) return null;
  const { name = '', message_count: count = 0, thread_metadata, last_message_id: lastId } = thread;
  return (
    <button type="button" class="thread-card" onClick={() => visit.open(thread)}>
      <span class="thread-name">
        <Icon name="thread" /> <strong>{name}</strong>
        <span class="open">Open</span>
      </span>
      <span class="thread-about">
        {`${count} ${count === 1 ? 'message' : 'messages'}`}
        {thread_metadata?.archived && ' · archived'}
        {lastId !== null && ` · last one ${shortTime(timeOfId(lastId))}`}
      </span>
    </button>
  );
}

function threadOf(
  find: (id: string | undefined) => Channel | undefined,
  { id, channel_id: channelId, type, message_reference: reference }: Message,
): Channel | undefined {
  const thread = find(type === MESSAGE_TYPES.threadCreated ? reference?.channel_id : id);
  // The first message of a forum post has the id of the post that it is in.
  return thread?.id === channelId ? undefined : thread;
}
