import type { ComponentChildren } from 'preact';
import { Avatar } from '../avatar.tsx';
import { Dots } from '../components/dots.tsx';
import { LayoutView } from '../components/layout-view.tsx';
import { Icon } from '../icons.tsx';
import { Markdown } from '../markdown/markdown.tsx';
import { usePlace } from '../markdown/use-place.ts';
import { openPersonCard } from '../members/person-card.tsx';
import { nameAmong } from '../names.ts';
import { useVisit } from '../state/visit.ts';
import { longTime } from '../time.ts';
import type { Attachment, Message } from '../types.ts';
import { AttachmentList } from './attachments/attachment-list.tsx';
import { AuthorName } from './author-name.tsx';
import { BotBadge } from './bot-badge.tsx';
import { EmbedView } from './embeds/embed-view.tsx';
import { Forwarded } from './forwarded.tsx';
import { isEphemeral, isLaidOut, isThinking, MESSAGE_TYPES } from './kinds.ts';
import { remove } from './message-actions.ts';
import { MessageTime } from './message-time.tsx';
import { OnlyYou } from './only-you.tsx';
import { OriginLine } from './origin-line.tsx';
import { PollView } from './poll-view.tsx';
import { Reactions } from './reactions.tsx';
import { Stickers } from './stickers.tsx';
import { SystemMessage } from './system-message.tsx';
import { STARTER_GONE, systemLine } from './system-text.ts';
import { ThreadCard } from './thread-card.tsx';

interface Props {
  message: Message;
  /** It follows one of the same author: the name is not said again. */
  isContinued?: boolean;
  /** It stands at the beginning of its thread, and belongs to the channel. */
  isStarter?: boolean;
  /** What stands in place of its text while it is being changed. */
  editor?: ComponentChildren;
}

/** The inside of one message. */
export function MessageView({ message, isContinued = false, isStarter = false, editor }: Props) {
  const visit = useVisit();
  if (message.type === MESSAGE_TYPES.threadStarter) return <Starter message={message} />;
  const line = systemLine(message);
  if (line) return <SystemMessage message={message} line={line} />;
  return (
    <>
      {!isContinued && <OriginLine message={message} />}
      {isContinued ? <Margin message={message} /> : <AuthorPicture message={message} />}
      <div class="body">
        {!isContinued && <Head message={message} />}
        {editor ?? <Content message={message} />}
        <Accessories message={message} />
        {!isStarter && <Reactions message={message} />}
        {isEphemeral(message) && <OnlyYou onDismiss={() => remove(visit, message)} />}
        {!isStarter && <ThreadCard message={message} />}
      </div>
    </>
  );
}

/** The message of the channel with which this thread began. */
function Starter({ message: { referenced_message: starter } }: { message: Message }) {
  if (!starter)
    return (
      <div class="body system">
        <p>{STARTER_GONE}</p>
      </div>
    );
  return <MessageView message={{ ...starter, components: [] }} isStarter />;
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
    <span class={message.pinned ? 'margin with-pin' : 'margin'}>
      {message.pinned && <Pinned />}
      <MessageTime timestamp={message.timestamp} isShort />
    </span>
  );
}

function Head({ message: { author, channel_id: channelId, timestamp, pinned } }: { message: Message }) {
  return (
    <div class="head">
      <AuthorName user={author} channelId={channelId} />
      {author.bot && <BotBadge />}
      <MessageTime timestamp={timestamp} />
      {pinned && <Pinned />}
    </div>
  );
}

function Pinned() {
  return (
    <span class="pinned" data-tooltip="Pinned">
      <Icon name="pin" />
      <span class="unseen">Pinned</span>
    </span>
  );
}

function Content({ message }: { message: Message }) {
  const place = usePlace(message);
  const { content, edited_timestamp: edited } = message;
  if (isLaidOut(message)) return null;
  if (isThinking(message))
    return (
      <div class="content">
        <p class="thinking">
          {nameAmong(place, message.author)} is thinking <Dots />
        </p>
      </div>
    );
  if (content === '') return null;
  return (
    <div class="content">
      <Markdown
        text={content}
        place={place}
        isEdited={edited !== null}
        editedAt={edited === null ? undefined : longTime(edited)}
      />
    </div>
  );
}

/** What stands beneath the text. */
function Accessories({ message }: { message: Message }) {
  const { embeds, components, poll, message_snapshots: snapshots = [], sticker_items: stickers } = message;
  return (
    <>
      {snapshots.map(({ message: snapshot }) => (
        <Forwarded key={snapshot.timestamp} message={message} snapshot={snapshot} />
      ))}
      {!isLaidOut(message) && <AttachmentList message={message} attachments={notInEmbeds(message)} />}
      {embeds.map((embed, index) => (
        <EmbedView key={index} message={message} embed={embed} />
      ))}
      <Stickers stickers={stickers} />
      {poll && <PollView message={message} poll={poll} />}
      {components?.map((component, index) => (
        <LayoutView key={component.id ?? index} message={message} component={component} />
      ))}
    </>
  );
}

/** The files that are not shown in an embed already. */
function notInEmbeds({ attachments, embeds }: Message): Attachment[] {
  const shown = new Set(embeds.flatMap(({ image, thumbnail }) => [image?.url, thumbnail?.url]));
  return attachments.filter(({ url }) => !shown.has(url));
}
