import { Avatar } from '../avatar.tsx';
import { LayoutView } from '../components/layout-view.tsx';
import { Markdown } from '../markdown/markdown.tsx';
import { usePlace } from '../markdown/use-place.ts';
import { openPersonCard } from '../members/person-card.tsx';
import { nameOf } from '../names.ts';
import { useVisit } from '../state/visit.ts';
import type { Message } from '../types.ts';
import { AttachmentList } from './attachments/attachment-list.tsx';
import { AuthorName } from './author-name.tsx';
import { BotBadge } from './bot-badge.tsx';
import { EmbedView } from './embed-view.tsx';
import { isEphemeral, isLaidOut, isThinking, isWritten, MESSAGE_TYPES } from './kinds.ts';
import { remove } from './message-actions.ts';
import { MessageTime } from './message-time.tsx';
import { OnlyYou } from './only-you.tsx';
import { OriginLine } from './origin-line.tsx';
import { Reactions } from './reactions.tsx';
import { SystemMessage } from './system-message.tsx';
import { ThreadCard } from './thread-card.tsx';

interface Props {
  message: Message;
  /** It follows one of the same author: the name is not said again. */
  isContinued?: boolean;
}

/** The inside of one message. */
export function MessageView({ message, isContinued = false }: Props) {
  const visit = useVisit();
  if (message.type === MESSAGE_TYPES.threadStarter) return <Starter message={message} />;
  if (!isWritten(message)) return <SystemMessage message={message} />;
  return (
    <>
      {!isContinued && <OriginLine message={message} />}
      {isContinued ? <Margin message={message} /> : <AuthorPicture message={message} />}
      <div class="body">
        {!isContinued && <Head message={message} />}
        <Content message={message} />
        <Accessories message={message} />
        <Reactions message={message} />
        {isEphemeral(message) && <OnlyYou onDismiss={() => remove(visit, message)} />}
        <ThreadCard message={message} />
      </div>
    </>
  );
}

/** The message of the channel with which this thread began. */
function Starter({ message: { id, referenced_message: starter } }: { message: Message }) {
  if (!starter)
    return (
      <div class="body system">
        <p>The message with which this thread began was deleted.</p>
      </div>
    );
  return <MessageView message={{ ...starter, id, components: [], reactions: [] }} />;
}

function AuthorPicture({ message: { author, channel_id: channelId } }: { message: Message }) {
  const visit = useVisit();
  return (
    <span
      class="author-picture"
      data-user={author.id}
      onClick={({ currentTarget }) => openPersonCard(visit, { userId: author.id, channelId, anchor: currentTarget })}
    >
      <Avatar user={author} />
    </span>
  );
}

function Margin({ message }: { message: Message }) {
  return (
    <span class="margin">
      <MessageTime timestamp={message.timestamp} isShort />
    </span>
  );
}

function Head({ message: { author, channel_id: channelId, timestamp } }: { message: Message }) {
  return (
    <div class="head">
      <AuthorName user={author} channelId={channelId} />
      {author.bot && <BotBadge />}
      <MessageTime timestamp={timestamp} />
    </div>
  );
}

function Content({ message }: { message: Message }) {
  const place = usePlace(message);
  if (isLaidOut(message)) return null;
  if (isThinking(message))
    return (
      <div class="content">
        <p class="thinking">
          {nameOf(message.author)} is thinking <Dots />
        </p>
      </div>
    );
  if (message.content === '') return null;
  return (
    <div class="content">
      <Markdown text={message.content} place={place} isEdited={message.edited_timestamp !== null} />
    </div>
  );
}

/** What stands beneath the text. */
function Accessories({ message }: { message: Message }) {
  return (
    <>
      {!isLaidOut(message) && <AttachmentList message={message} />}
      {message.embeds.map((embed, index) => (
        <EmbedView key={index} message={message} embed={embed} />
      ))}
      {message.components?.map((component, index) => (
        <LayoutView key={component.id ?? index} message={message} component={component} />
      ))}
    </>
  );
}

function Dots() {
  return (
    <span class="dots">
      <span />
      <span />
      <span />
    </span>
  );
}
