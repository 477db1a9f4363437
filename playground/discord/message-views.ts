import {
  type APIAttachment,
  type APIChannel,
  type APIGuildMember,
  type APIMessage,
  type APIUser,
  InteractionType,
  MessageFlags,
  MessageReferenceType,
  MessageType,
  PollLayoutType,
} from 'discord-api-types/v10';
import type {
  AttachmentRecord,
  ChannelRecord,
  InteractionOrigin,
  MemberRecord,
  MessageRecord,
  PollRecord,
  UserRecord,
} from './records.ts';
import type { FileLinks } from './file-links.ts';
import type { World } from './world.ts';

interface MessageViewsOptions {
  world: World;
  links: Pick<FileLinks, 'make'>;
  user: (record: UserRecord) => APIUser;
  memberWithoutUser: (record: MemberRecord) => Omit<APIGuildMember, 'user'>;
  channel: (record: ChannelRecord, viewerId?: string) => APIChannel;
}

/** Turns messages and their attachments into the objects of Discord's API. */
export function createMessageViews({ world, links, user, memberWithoutUser, channel }: MessageViewsOptions) {
  function attachment(record: AttachmentRecord, channelId: string): APIAttachment {
    const url = links.make(channelId, record);
    return {
      id: record.id,
      filename: record.filename,
      size: record.size,
      url,
      proxy_url: url,
      ...(record.contentType !== undefined && { content_type: record.contentType }),
      ...(record.description !== undefined && { description: record.description }),
      ...(record.width !== undefined && { width: record.width, height: record.height }),
    };
  }

  /** Embeds may show a file of their own message: `attachment://name` becomes its address. */
  function embeds(record: MessageRecord): APIMessage['embeds'] {
    const json = JSON.stringify(record.embeds);
    if (!json.includes('attachment://')) return record.embeds;
    return JSON.parse(json, (_key, value: unknown) => {
      if (typeof value !== 'string' || !value.startsWith('attachment://')) return value;
      const file = record.attachments.find(({ filename }) => `attachment://${filename}` === value);
      return file ? attachment(file, record.channelId).url : value;
    }) as APIMessage['embeds'];
  }

  /** What a forward shows of a message: not who wrote it. */
  function snapshot(record: MessageRecord): object {
    const { type, content, embeds, attachments, timestamp, edited_timestamp, flags, ...rest } = message(record);
    const { mentions, mention_roles, sticker_items = [], components } = rest;
    const shown = { type, content, embeds, attachments, timestamp, edited_timestamp, flags };
    return { message: { ...shown, mentions, mention_roles, sticker_items, components } };
  }

  function message(record: MessageRecord, viewerId?: string, depth = 0): APIMessage {
    const { reference, interaction } = record;
    const threadHere = record.flags & MessageFlags.HasThread ? world.channels.get(record.id) : undefined;
    return {
      id: record.id,
      channel_id: record.channelId,
      type: record.type,
      author: user(world.user(record.authorId)),
      content: record.content,
      timestamp: record.createdAt,
      edited_timestamp: record.editedAt ?? null,
      tts: false,
      flags: record.flags,
      embeds: embeds(record),
      attachments: record.attachments.map((file) => attachment(file, record.channelId)),
      components: record.components,
      mentions: record.mentions.map((id) => user(world.user(id))),
      mention_roles: record.mentionRoles,
      mention_everyone: record.mentionEveryone,
      pinned: record.pinnedAt !== undefined,
      ...(record.nonce !== undefined && { nonce: record.nonce }),
      ...(record.webhookId !== undefined && { webhook_id: record.webhookId }),
      ...(record.applicationId !== undefined && { application_id: record.applicationId }),
      ...(record.reactions.length > 0 && { reactions: record.reactions.map((one) => reaction(one, viewerId)) }),
      ...(threadHere && { thread: channel(threadHere, viewerId) }),
      ...(interaction && { interaction_metadata: interactionMetadata(interaction) }),
      ...(reference && {
        message_reference: {
          type: record.snapshot ? MessageReferenceType.Forward : MessageReferenceType.Default,
          channel_id: reference.channelId,
          ...(reference.messageId !== undefined && { message_id: reference.messageId }),
          ...withGuild(reference.channelId),
        },
      }),
      ...(record.stickers && { sticker_items: record.stickers.map((one) => ({ ...one, format_type: 1 })) }),
      ...(record.poll && { poll: poll(record.poll, viewerId) }),
      ...(record.snapshot && { message_snapshots: [snapshot(record.snapshot)] }),
      ...(depth === 0 && referencedMessage(record, viewerId)),
    } as unknown as APIMessage;
  }

  function referencedMessage(record: MessageRecord, viewerId?: string): { referenced_message?: APIMessage | null } {
    if (record.type !== MessageType.Reply && record.type !== MessageType.ThreadStarterMessage) return {};
    const found = world.findMessage(record.reference?.messageId ?? '');
    const isVisible = found && (found.visibleTo === undefined || found.visibleTo === viewerId);
    return { referenced_message: isVisible ? message(found, viewerId, 1) : null };
  }

  function poll({ question, answers, endsAt, votes = {} }: PollRecord, viewerId: string | undefined): object {
    const all = Object.values(votes).flat();
    const own = votes[viewerId ?? ''] ?? [];
    const counts = answers.flatMap((_answer, index) => {
      const count = all.filter((id) => id === index + 1).length;
      return count > 0 ? [{ id: index + 1, count, me_voted: own.includes(index + 1) }] : [];
    });
    return {
      question: { text: question },
      answers: answers.map((text, index) => ({ answer_id: index + 1, poll_media: { text } })),
      expiry: endsAt,
      allow_multiselect: false,
      layout_type: PollLayoutType.Default,
      results: { is_finalized: Date.parse(endsAt) <= world.now(), answer_counts: counts },
    };
  }

  function reaction(one: MessageRecord['reactions'][number], viewerId: string | undefined): object {
    return {
      emoji: { id: null, name: one.emoji },
      count: one.userIds.length,
      count_details: { normal: one.userIds.length, burst: 0 },
      me: viewerId !== undefined && one.userIds.includes(viewerId),
      me_burst: false,
      burst_colors: [],
    };
  }

  function interactionMetadata(origin: InteractionOrigin): object {
    const { type = InteractionType.ApplicationCommand, targetUserId, triggering } = origin;
    return {
      id: origin.id,
      type,
      user: user(world.user(origin.userId)),
      authorizing_integration_owners: {},
      ...(origin.name !== undefined && { name: origin.name }),
      ...(origin.originalId !== undefined && { original_response_message_id: origin.originalId }),
      ...(targetUserId !== undefined && { target_user: user(world.user(targetUserId)) }),
      ...(origin.targetMessageId !== undefined && { target_message_id: origin.targetMessageId }),
      ...(origin.interactedMessageId !== undefined && { interacted_message_id: origin.interactedMessageId }),
      ...(triggering && { triggering_interaction_metadata: interactionMetadata(triggering) }),
    };
  }

  function withGuild(channelId: string): { guild_id?: string } {
    const guildId = world.channels.get(channelId)?.guildId;
    return guildId === undefined ? {} : { guild_id: guildId };
  }

  return {
    attachment,
    message: (record: MessageRecord, viewerId?: string) => message(record, viewerId),

    /** A message as the gateway sends it: with its server, the kind of channel, and members beside users. */
    messageEvent(record: MessageRecord, viewerId?: string): object {
      const place = world.channels.get(record.channelId);
      const guildId = place?.guildId;
      const plain = message(record, viewerId);
      if (guildId === undefined) return { ...plain, channel_type: place?.type };
      const author = record.webhookId === undefined ? world.member(guildId, record.authorId) : undefined;
      const mentions = plain.mentions.map((mentioned) => {
        const found = world.member(guildId, mentioned.id);
        return found ? { ...mentioned, member: memberWithoutUser(found) } : mentioned;
      });
      return {
        ...plain,
        mentions,
        guild_id: guildId,
        channel_type: place?.type,
        ...(author && { member: memberWithoutUser(author) }),
      };
    },
  };
}
