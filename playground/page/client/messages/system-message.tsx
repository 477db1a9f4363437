import type { ComponentChildren } from 'preact';
import { Icon, type IconName } from '../icons.tsx';
import { useVisit } from '../state/visit.ts';
import type { Message } from '../types.ts';
import { AuthorName } from './author-name.tsx';
import { MESSAGE_TYPES } from './kinds.ts';
import { MessageTime } from './message-time.tsx';

/** What Discord itself says about somebody. */
export function SystemMessage({ message }: { message: Message }) {
  return (
    <>
      <span class="margin system-icon">
        <Icon name={iconOf(message)} />
      </span>
      <div class="body system">
        <p>
          <Sentence message={message} /> <MessageTime timestamp={message.timestamp} />
        </p>
      </div>
    </>
  );
}

function Sentence({ message }: { message: Message }): ComponentChildren {
  const visit = useVisit();
  const { type, author, mentions, content, channel_id: channelId, message_reference: reference } = message;
  const who = <AuthorName user={author} channelId={channelId} />;
  const [other] = mentions;
  const whom = other && <AuthorName user={other} channelId={channelId} />;
  switch (type) {
    case MESSAGE_TYPES.recipientAdd:
      return (
        <>
          {who} added {whom}.
        </>
      );
    case MESSAGE_TYPES.recipientRemove:
      return other && other.id !== author.id ? (
        <>
          {who} removed {whom}.
        </>
      ) : (
        <>{who} left.</>
      );
    case MESSAGE_TYPES.rename:
      return (
        <>
          {who} changed the name to “<strong>{content}</strong>”.
        </>
      );
    case MESSAGE_TYPES.pin: {
      const id = reference?.message_id;
      if (id === undefined) return <>{who} pinned a message.</>;
      const jump = () => visit.jumpTo({ channel_id: reference?.channel_id ?? channelId, id });
      return (
        <>
          {who} pinned <LinkButton onClick={jump}>a message</LinkButton>.
        </>
      );
    }
    case MESSAGE_TYPES.join:
      return <>{who} is here now. Say hello!</>;
    case MESSAGE_TYPES.threadCreated: {
      const thread = visit.channels.get(reference?.channel_id);
      if (!thread)
        return (
          <>
            {who} started a thread: <strong>{content}</strong>.
          </>
        );
      return (
        <>
          {who} started a thread: <LinkButton onClick={() => visit.open(thread)}>{content}</LinkButton>.
        </>
      );
    }
    default:
      return content === '' ? (
        <>{who} did something that this page does not know.</>
      ) : (
        <>
          {who}: {content}
        </>
      );
  }
}

function LinkButton({ onClick, children }: { onClick: () => void; children: ComponentChildren }) {
  return (
    <button type="button" class="link" onClick={onClick}>
      {children}
    </button>
  );
}

function iconOf({ type }: Message): IconName {
  switch (type) {
    case MESSAGE_TYPES.recipientAdd:
    case MESSAGE_TYPES.join:
      return 'arrive';
    case MESSAGE_TYPES.recipientRemove:
      return 'leave';
    case MESSAGE_TYPES.rename:
      return 'pencil';
    case MESSAGE_TYPES.pin:
      return 'pin';
    case MESSAGE_TYPES.threadCreated:
      return 'thread';
    default:
      return 'warning';
  }
}
