import {
  type APIApplicationCommand,
  type APIChannel,
  type APIEmoji,
  type APIGuild,
  type APIGuildMember,
  type APIRole,
  type APIThreadMember,
  type APIUser,
  type ApplicationFlags,
  ChannelFlags,
  type GuildMemberFlags,
  type ThreadMemberFlags,
} from 'discord-api-types/v10';
import type { FileLinks } from './file-links.ts';
import { createMessageViews } from './message-views.ts';
import { ALL_PERMISSIONS } from './permissions.ts';
import type {
  ChannelRecord,
  CommandRecord,
  EmojiRecord,
  ForumState,
  GuildRecord,
  MemberRecord,
  RoleRecord,
  UserRecord,
} from './records.ts';
import type { World } from './world.ts';

/** The language of people and servers that have set none. */
export const DEFAULT_LOCALE = 'en-US';

export type Views = ReturnType<typeof createViews>;

interface ViewsOptions {
  world: World;
  links: FileLinks;
  intentFlags: () => ApplicationFlags;
}

/** Turns records into the objects of Discord's API. */
export function createViews({ world, links, intentFlags }: ViewsOptions) {
  function user(record: UserRecord): APIUser {
    return {
      id: record.id,
      username: record.username,
      discriminator: record.bot ? '0001' : '0',
      global_name: record.displayName ?? null,
      avatar: null,
      bot: record.bot,
    };
  }

  function member(record: MemberRecord): APIGuildMember {
    return {
      ...memberWithoutUser(record),
      user: user(world.user(record.userId)),
    };
  }

  function memberWithoutUser(record: MemberRecord): Omit<APIGuildMember, 'user'> {
    return {
      nick: record.nick ?? null,
      avatar: null,
      banner: null,
      roles: record.roles,
      joined_at: record.joinedAt,
      premium_since: null,
      deaf: false,
      mute: false,
      flags: 0 as GuildMemberFlags,
      pending: false,
      communication_disabled_until: record.timeoutUntil ?? null,
    };
  }

  function role(record: RoleRecord): APIRole {
    return {
      id: record.id,
      name: record.name,
      description: null,
      color: record.color,
      colors: { primary_color: record.color, secondary_color: null, tertiary_color: null },
      hoist: record.hoist ?? false,
      icon: null,
      unicode_emoji: null,
      position: record.position,
      permissions: record.permissions,
      managed: record.botId !== undefined,
      mentionable: record.mentionable,
      flags: 0,
      ...(record.botId !== undefined && { tags: { bot_id: record.botId } }),
    } as unknown as APIRole;
  }

  /** Who has made it is told to those who may make some. */
  function emoji(record: EmojiRecord, { withCreator = false } = {}): APIEmoji {
    return {
      id: record.id,
      name: record.name,
      roles: record.roles,
      require_colons: true,
      managed: false,
      animated: record.animated,
      available: true,
      ...(withCreator && { user: user(world.user(record.creatorId)) }),
    };
  }

  function threadMember(thread: ChannelRecord, userId: string): APIThreadMember | undefined {
    const joined = thread.thread?.members[userId];
    return joined === undefined
      ? undefined
      : { id: thread.id, user_id: userId, join_timestamp: joined, flags: 0 as ThreadMemberFlags };
  }

  function channel(record: ChannelRecord, viewerId?: string): APIChannel {
    if (record.thread) return thread(record, viewerId);
    const common = { id: record.id, type: record.type, last_message_id: record.lastMessageId ?? null, flags: 0 };
    if (record.recipients) {
      const others = record.recipients.filter((id) => id !== viewerId).map((id) => user(world.user(id)));
      return { ...common, recipients: others, last_pin_timestamp: record.lastPinAt ?? null } as unknown as APIChannel;
    }
    return {
      ...common,
      guild_id: record.guildId,
      name: record.name,
      topic: record.topic ?? null,
      position: record.position,
      parent_id: record.parentId ?? null,
      nsfw: false,
      rate_limit_per_user: record.slowmodeSeconds,
      permission_overwrites: record.overwrites,
      last_pin_timestamp: record.lastPinAt ?? null,
      ...(record.forum && forum(record.forum)),
    } as unknown as APIChannel;
  }

  function forum({ tags, requiresTag, defaultReaction }: ForumState): object {
    return {
      flags: requiresTag ? ChannelFlags.RequireTag : 0,
      available_tags: tags.map(({ id, name, moderated, emojiName }) => ({
        id,
        name,
        moderated,
        emoji_id: null,
        emoji_name: emojiName ?? null,
      })),
      default_reaction_emoji: defaultReaction === undefined ? null : { emoji_id: null, emoji_name: defaultReaction },
      default_sort_order: null,
      default_forum_layout: 0,
    };
  }

  function thread(record: ChannelRecord, viewerId?: string): APIChannel {
    const state = record.thread;
    const own = viewerId === undefined ? undefined : threadMember(record, viewerId);
    return {
      id: record.id,
      type: record.type,
      guild_id: record.guildId,
      parent_id: record.parentId,
      owner_id: state?.ownerId,
      name: record.name,
      last_message_id: record.lastMessageId ?? null,
      last_pin_timestamp: record.lastPinAt ?? null,
      rate_limit_per_user: record.slowmodeSeconds,
      message_count: state?.messageCount,
      total_message_sent: state?.totalMessageSent,
      member_count: Math.min(50, Object.keys(state?.members ?? {}).length),
      thread_metadata: {
        archived: state?.archived,
        archive_timestamp: state?.archivedAt,
        auto_archive_duration: state?.autoArchiveMinutes,
        locked: state?.locked,
        invitable: state?.invitable,
        create_timestamp: state?.createdAt,
      },
      flags: 0,
      ...(record.appliedTags && { applied_tags: record.appliedTags }),
      ...(own && { member: own }),
    } as unknown as APIChannel;
  }

  return {
    user,
    member,
    role,
    emoji,
    channel,
    threadMember,
    ...createMessageViews({ world, links, user, memberWithoutUser, channel }),

    /** What GET /guilds/{id} answers; GUILD_CREATE adds to it. */
    guild(record: GuildRecord): APIGuild {
      return {
        id: record.id,
        name: record.name,
        owner_id: record.ownerId,
        roles: world.rolesOf(record.id).map(role),
        icon: null,
        splash: null,
        discovery_splash: null,
        banner: null,
        description: null,
        afk_channel_id: null,
        afk_timeout: 300,
        system_channel_id: null,
        system_channel_flags: 0,
        rules_channel_id: null,
        public_updates_channel_id: null,
        safety_alerts_channel_id: null,
        application_id: null,
        vanity_url_code: null,
        verification_level: 0,
        default_message_notifications: 1,
        explicit_content_filter: 0,
        mfa_level: 0,
        nsfw_level: 0,
        premium_tier: record.premiumTier ?? 0,
        premium_subscription_count: 0,
        premium_progress_bar_enabled: false,
        preferred_locale: record.preferredLocale ?? DEFAULT_LOCALE,
        emojis: world.emojisOf(record.id).map((one) => emoji(one)),
        stickers: [],
        features: [],
        hub_type: null,
        incidents_data: null,
      } as unknown as APIGuild;
    },

    command(record: CommandRecord): APIApplicationCommand {
      const { options, ...data } = record.data;
      return {
        ...data,
        id: record.id,
        application_id: application().id,
        version: record.version,
        ...(record.guildId !== undefined && { guild_id: record.guildId }),
        ...(options.length > 0 && { options }),
      } as unknown as APIApplicationCommand;
    },

    application(): object {
      const { id, name } = application();
      return {
        id,
        name,
        icon: null,
        description: '',
        bot_public: true,
        bot_require_code_grant: false,
        summary: '',
        verify_key: '0'.repeat(64),
        flags: intentFlags(),
        owner: user(world.user([...world.guilds.values()][0]?.ownerId ?? id)),
        team: null,
        approximate_guild_count: world.guilds.size,
        bot: user(world.user(id)),
        redirect_uris: [],
        interactions_endpoint_url: null,
      };
    },

    /** Permissions as a decimal string, without bits that Discord does not know. */
    permissions: (bits: bigint): string => String(bits & ALL_PERMISSIONS),
  };

  function application() {
    const [found] = world.applications.values();
    if (!found) throw new Error('The world has no application yet: it must be seeded first.');
    return found;
  }
}
