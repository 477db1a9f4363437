import { Icon } from '../icons.tsx';
import { useVisit, type Visit } from '../state/visit.ts';
import type { Message } from '../types.ts';
import { AuthorName } from './author-name.tsx';
import { MESSAGE_TYPES } from './kinds.ts';
import { MessageTime } from './message-time.tsx';
import { Reactions } from './reactions.tsx';
import type { SystemLine } from './system-text.ts';
import { ThreadCard } from './thread-card.tsx';

interface Props {
  message: Message;
  line: SystemLine;
}

/** What Discord itself says about somebody. */
export function SystemMessage({ message, line: { icon, verb, whom, what } }: Props) {
  const visit = useVisit();
  const { author, channel_id: channelId, timestamp } = message;
  const open = targetOf(visit, message);
  return (
    <>
      <span class={`system-icon ${icon}`}>
        <Icon name={icon} />
      </span>
      <div class="body system">
        <p>
          <AuthorName user={author} channelId={channelId} /> {verb}
          {whom && (
            <>
              {' '}
              <AuthorName user={whom} channelId={channelId} />
            </>
          )}
          {what !== undefined && ' '}
          {open ? (
            <button type="button" class="system-link" onClick={open}>
              {what}
            </button>
          ) : (
            <strong>{what}</strong>
          )}
          . <MessageTime timestamp={timestamp} />
        </p>
        <Reactions message={message} />
        <ThreadCard message={message} />
      </div>
    </>
  );
}

/** What pressing the last words opens: the message that was pinned, the thread that was started. */
function targetOf(visit: Visit, { type, channel_id: here, message_reference: reference }: Message) {
  const { message_id: id, channel_id: channelId = here } = reference ?? {};
  if (type === MESSAGE_TYPES.pin && id !== undefined) return () => visit.jumpTo({ channel_id: channelId, id });
  const thread = type === MESSAGE_TYPES.threadCreated ? visit.channels.get(channelId) : undefined;
  return thread && (() => visit.open(thread));
}
