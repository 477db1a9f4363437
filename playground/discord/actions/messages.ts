import {
  type APIEmbed,
  ChannelType,
  MessageFlags,
  MessageType,
  PermissionFlagsBits as Flags,
} from 'discord-api-types/v10';
import { parseMessageComponents } from '../components/message-components.ts';
import { invalidForm, refusal } from '../discord-error.ts';
import { maxFileBytes } from '../file-limit.ts';
import type { Permissions } from '../permissions.ts';
import { pictureSize } from '../picture-size.ts';
import type { AttachmentRecord, ChannelRecord, MessageRecord, PollRecord, StickerRecord } from '../records.ts';
import { snowflakeMs } from '../snowflake.ts';
import type { World } from '../world.ts';
import { type AllowedMentions, type Mentions, findMentions } from './mentions.ts';
import { createNonces } from './nonces.ts';
import type { Threads } from './threads.ts';
import type { Timeline } from './timeline.ts';

const MAX_CONTENT_LENGTH = 2000;
const BULK_DELETE_MAX_AGE_MS = 14 * 24 * 60 * 60 * 1000;
const SENDABLE_FLAGS = MessageFlags.SuppressEmbeds | MessageFlags.SuppressNotifications | MessageFlags.IsComponentsV2;

export interface Upload {
  filename: string;
  data: Uint8Array<ArrayBuffer>;
  contentType?: string | undefined;
  description?: string | undefined;
}

/** What somebody wants to post. */
export interface Draft {
  content?: string | undefined;
  embeds?: APIEmbed[] | undefined;
  components?: unknown[] | undefined;
  files?: Upload[] | undefined;
  flags?: number | undefined;
  allowedMentions?: AllowedMentions | undefined;
  stickers?: StickerRecord[] | undefined;
  poll?: PollRecord | undefined;
  reference?: { messageId: string; channelId?: string | undefined; failIfNotExists: boolean } | undefined;
  /** The message that is forwarded, with nothing beside it. */
  forward?: { messageId: string; channelId: string } | undefined;
  nonce?: string | number | undefined;
  enforceNonce?: boolean | undefined;
}

/** What is to be different about a message; what is absent stays. */
export interface MessageChange extends Omit<
  Draft,
  'reference' | 'forward' | 'stickers' | 'poll' | 'nonce' | 'enforceNonce'
> {
  /** The attachments to keep, with their descriptions where these are to be others. */
  keepAttachments?: { id: string; description?: string | undefined }[] | undefined;
}

/** What decides what a message says. */
interface Composed extends Omit<Draft, 'reference' | 'forward' | 'nonce' | 'enforceNonce'> {
  /** The attachments that it had already. */
  kept?: AttachmentRecord[] | undefined;
  repliedUserId?: string | undefined;
}

type Content = Mentions &
  Pick<MessageRecord, 'content' | 'embeds' | 'components' | 'attachments' | 'flags' | 'stickers' | 'poll'>;

interface MessagesOptions {
  world: World;
  permissions: Permissions;
  timeline: Timeline;
  threads: Threads;
}

export type Messages = ReturnType<typeof createMessages>;

/** Posting, editing, deleting and reading of messages, with what Discord refuses. */
export function createMessages({ world, permissions, timeline, threads }: MessagesOptions) {
  const nonces = createNonces(world);

  /** What a message says, checked: for new ones and for edits, which may keep attachments. */
  function compose(actorId: string, channel: ChannelRecord, draft: Composed): Content {
    const content = draft.content?.trim() ?? '';
    const flags = (draft.flags ?? 0) & SENDABLE_FLAGS;
    const hasLayout = (flags & MessageFlags.IsComponentsV2) !== 0;
    checkContent(content, hasLayout, draft);
    const components = parseMessageComponents(draft.components ?? [], hasLayout);
    const maxBytes = maxFileBytes(world, channel.guildId);
    const attachments = [...(draft.kept ?? []), ...(draft.files ?? []).map((file) => saveFile(file, maxBytes))];
    const { stickers, poll } = draft;
    const parts = [draft.embeds, attachments, components, stickers].map((part) => part?.length ?? 0);
    if (content === '' && !poll && parts.every((count) => count === 0)) throw refusal('emptyMessage');
    return {
      content,
      embeds: draft.embeds ?? [],
      components,
      attachments,
      flags,
      ...(stickers && { stickers }),
      ...(poll && { poll }),
      ...findMentions(
        { world, permissions },
        { actorId, channel, content, allowed: draft.allowedMentions, repliedUserId: draft.repliedUserId },
      ),
    };
  }

  function saveFile(file: Upload, maxBytes: number): AttachmentRecord {
    if (file.data.byteLength > maxBytes) throw refusal('fileTooLarge');
    const id = world.newId();
    world.files.set(id, file.data);
    return {
      id,
      filename: file.filename.replaceAll(/[^\p{L}\p{N}._-]/gu, '_') || 'unknown',
      size: file.data.byteLength,
      ...(file.contentType !== undefined && file.contentType !== '' && { contentType: file.contentType }),
      ...(file.description !== undefined && { description: file.description }),
      ...pictureSize(file.data),
    };
  }

  function referenced(
    actorId: string,
    channel: ChannelRecord,
    { messageId, channelId, failIfNotExists }: NonNullable<Draft['reference']>,
  ): MessageRecord | undefined {
    if (!permissions.has(channel, actorId, Flags.ReadMessageHistory)) throw refusal('replyNeedsHistory');
    const found = world.findMessage(messageId);
    const isHere = found?.channelId === channel.id && (channelId === undefined || channelId === channel.id);
    if (!found || !isHere || found.visibleTo !== undefined) {
      if (!failIfNotExists) return undefined;
      throw invalidForm({ message_reference: { code: 'REPLIES_UNKNOWN_MESSAGE', message: 'Unknown message' } });
    }
    if (isSystem(found))
      throw invalidForm({
        message_reference: {
          code: 'REPLIES_CANNOT_REPLY_TO_SYSTEM_MESSAGE',
          message: 'Cannot reply to a system message',
        },
      });
    return found;
  }

  /** What a message says when it is another one, passed on. */
  function forwarded(
    actorId: string,
    { channelId, messageId }: NonNullable<Draft['forward']>,
  ): Pick<MessageRecord, 'reference' | 'snapshot' | 'flags'> {
    const source = world.channel(channelId);
    permissions.need(source, actorId);
    if (!permissions.has(source, actorId, Flags.ReadMessageHistory)) throw refusal('missingAccess');
    const snapshot = world.message(channelId, messageId, actorId);
    if (isSystem(snapshot)) throw refusal('systemMessage');
    return { reference: { channelId, messageId }, snapshot, flags: MessageFlags.HasSnapshot };
  }

  function needToPost(actorId: string, channel: ChannelRecord, draft: Draft): void {
    permissions.need(channel, actorId);
    if (channel.type === ChannelType.GuildCategory || channel.forum) throw refusal('notATextChannel');
    needToWrite(actorId, channel, draft);
  }

  /** Also in a forum, where writing is starting a post. */
  function needToWrite(actorId: string, channel: ChannelRecord, draft: Draft): void {
    permissions.need(channel, actorId, channel.thread ? Flags.SendMessagesInThreads : Flags.SendMessages);
    if (draft.files?.length) permissions.need(channel, actorId, Flags.AttachFiles);
    if (draft.embeds?.length) permissions.need(channel, actorId, Flags.EmbedLinks);
    if (channel.thread?.locked && !permissions.has(channel, actorId, Flags.ManageThreads))
      throw refusal('threadLocked');
  }

  /** A post in a thread opens it, and brings in its author and the ones that it mentions. */
  function enterThread(channel: ChannelRecord, actorId: string, mentions: readonly string[]): void {
    if (!channel.thread) return;
    threads.unarchive(channel.id);
    const parent = world.channel(channel.parentId ?? '');
    const mayInvite =
      channel.type !== ChannelType.PrivateThread ||
      channel.thread.invitable ||
      channel.thread.ownerId === actorId ||
      permissions.has(channel, actorId, Flags.ManageThreads);
    for (const userId of [actorId, ...(mayInvite ? mentions : [])])
      if (permissions.canView(parent, userId)) threads.join(channel.id, userId);
  }

  function needUnarchived(channel: ChannelRecord): void {
    if (channel.thread?.archived) throw refusal('threadArchived');
  }

  /** Edits without asking whether the author may. */
  function change(before: MessageRecord, wanted: MessageChange): MessageRecord {
    const repliedTo = world.findMessage(before.reference?.messageId ?? '')?.authorId ?? '';
    const content = compose(before.authorId, world.channel(before.channelId), {
      content: wanted.content ?? before.content,
      embeds: wanted.embeds ?? before.embeds,
      components: wanted.components ?? before.components,
      files: wanted.files,
      stickers: before.stickers,
      poll: before.poll,
      kept: wanted.keepAttachments ? keptFiles(before, wanted.keepAttachments) : before.attachments,
      flags: (wanted.flags ?? before.flags) | (before.flags & MessageFlags.IsComponentsV2),
      allowedMentions: wanted.allowedMentions,
      repliedUserId: before.mentions.includes(repliedTo) ? repliedTo : undefined,
    });
    const flags = (before.flags & ~SENDABLE_FLAGS & ~MessageFlags.Loading) | content.flags;
    return timeline.change({ ...before, ...content, flags, editedAt: world.timestamp() });
  }

  return {
    compose,
    change,
    needToWrite,
    enterThread,

    create(actorId: string, channelId: string, draft: Draft): MessageRecord {
      const channel = world.channel(channelId);
      needToPost(actorId, channel, draft);
      const existing = draft.enforceNonce ? nonces.find(actorId, draft.nonce) : undefined;
      if (existing) return existing;
      if (draft.forward) {
        const forward = forwarded(actorId, draft.forward);
        enterThread(channel, actorId, []);
        return timeline.append({ channelId, authorId: actorId, ...forward });
      }
      const repliedTo = draft.reference && referenced(actorId, channel, draft.reference);
      const content = compose(actorId, channel, { ...draft, repliedUserId: repliedTo?.authorId });
      enterThread(channel, actorId, content.mentions);
      const created = timeline.append({
        channelId,
        authorId: actorId,
        ...content,
        ...(draft.nonce !== undefined && { nonce: draft.nonce }),
        ...(repliedTo && { type: MessageType.Reply, reference: { channelId, messageId: repliedTo.id } }),
      });
      nonces.add(created);
      return created;
    },

    edit(actorId: string, channelId: string, messageId: string, wanted: MessageChange): MessageRecord {
      const channel = world.channel(channelId);
      permissions.need(channel, actorId);
      const before = world.message(channelId, messageId, actorId);
      if (before.authorId !== actorId) throw refusal('notYourMessage');
      needUnarchived(channel);
      return change(before, wanted);
    },

    delete(actorId: string, channelId: string, messageId: string): void {
      const channel = world.channel(channelId);
      permissions.need(channel, actorId);
      const message = world.message(channelId, messageId, actorId);
      if (message.authorId !== actorId) permissions.need(channel, actorId, Flags.ManageMessages);
      if (message.type === MessageType.ThreadStarterMessage || message.type === MessageType.RecipientAdd)
        throw refusal('systemMessage');
      needUnarchived(channel);
      timeline.remove([message]);
    },

    /** Ids that are not there are passed over, as Discord does. */
    bulkDelete(actorId: string, channelId: string, ids: readonly string[]): void {
      const channel = world.channel(channelId);
      if (channel.recipients) throw refusal('notInDirectMessage');
      permissions.need(channel, actorId, Flags.ManageMessages);
      if (ids.length < 2 || ids.length > 100) throw refusal('tooFewOrTooManyMessages');
      if (ids.some((id) => snowflakeMs(id) < world.now() - BULK_DELETE_MAX_AGE_MS)) throw refusal('messageTooOld');
      const wanted = new Set(ids);
      timeline.remove(
        world.messagesOf(channelId).filter((message) => wanted.has(message.id)),
        true,
      );
    },

    get(actorId: string, channelId: string, messageId: string): MessageRecord {
      const channel = world.channel(channelId);
      permissions.need(channel, actorId);
      if (!permissions.has(channel, actorId, Flags.ReadMessageHistory)) throw refusal('missingAccess');
      return world.message(channelId, messageId, actorId);
    },
  };
}

function keptFiles(
  { attachments }: MessageRecord,
  kept: NonNullable<MessageChange['keepAttachments']>,
): AttachmentRecord[] {
  return attachments.flatMap((file) => {
    const found = kept.find(({ id }) => id === file.id);
    if (!found) return [];
    return { ...file, ...(found.description !== undefined && { description: found.description }) };
  });
}

/** Whether Discord wrote this one, not a user. */
function isSystem(message: MessageRecord): boolean {
  const written: MessageType[] = [
    MessageType.Default,
    MessageType.Reply,
    MessageType.ChatInputCommand,
    MessageType.ContextMenuCommand,
  ];
  return !written.includes(message.type);
}

function checkContent(content: string, hasLayout: boolean, draft: Composed): void {
  if (content.length > MAX_CONTENT_LENGTH)
    throw invalidForm({
      content: { code: 'BASE_TYPE_MAX_LENGTH', message: `Must be ${MAX_CONTENT_LENGTH} or fewer in length.` },
    });
  if (hasLayout && (content !== '' || draft.embeds?.length)) {
    const field = content === '' ? 'embeds' : 'content';
    throw invalidForm({
      [field]: {
        code: 'MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2',
        message: `The '${field}' field cannot be used when using MessageFlags.IS_COMPONENTS_V2`,
      },
    });
  }
}
