import { GatewayIntentBits as Intents } from 'discord-api-types/v10';
import type { Permissions } from '../permissions.ts';
import type { PrivilegedIntents } from '../privileged-intents.ts';
import type { GuildRecord } from '../records.ts';
import type { Views } from '../views.ts';
import type { World } from '../world.ts';
import type { Session } from './session.ts';

export interface GreetingOptions {
  world: World;
  permissions: Permissions;
  views: Views;
  privilegedIntents: PrivilegedIntents;
  botId: () => string;
  url: () => string;
}

/** What a bot is told when it has identified: READY, and GUILD_CREATE for each of its servers. */
export function createGreeting({ world, permissions, views, privilegedIntents, botId, url }: GreetingOptions) {
  function ready(session: Session): object {
    return {
      v: 10,
      user: { ...views.user(world.user(botId())), email: null, verified: true, mfa_enabled: true, flags: 0, bio: '' },
      guilds: guildsOf(session).map(({ id }) => ({ id, unavailable: true })),
      session_id: session.id,
      session_type: 'normal',
      resume_gateway_url: url(),
      shard: session.shard,
      application: { id: botId(), flags: privilegedIntents.applicationFlags() },
      private_channels: [],
      presences: [],
      relationships: [],
      user_settings: {},
      geo_ordered_rtc_regions: [],
      _trace: [],
    };
  }

  function guild(record: GuildRecord, session: Session): object {
    const bot = botId();
    const threads = world
      .threadsOf(record.id)
      .filter((thread) => !thread.thread?.archived && permissions.canView(thread, bot));
    const members = world.membersOf(record.id);
    // Only one with GUILD_PRESENCES is told all members at once.
    const hasAll = (session.intents & Intents.GuildPresences) !== 0;
    return {
      ...views.guild(record),
      joined_at: world.member(record.id, bot)?.joinedAt,
      large: false,
      unavailable: false,
      member_count: members.length,
      members: members.filter(({ userId }) => hasAll || userId === bot).map(views.member),
      channels: world.channelsOf(record.id).map((channel) => views.channel(channel, bot)),
      threads: threads.map((thread) => views.channel(thread, bot)),
      presences: [],
      voice_states: [],
      stage_instances: [],
      guild_scheduled_events: [],
      soundboard_sounds: [],
    };
  }

  function guildsOf({ shard: [id, count] }: Session): GuildRecord[] {
    return [...world.guilds.values()].filter(
      (record) => world.member(record.id, botId()) && shardOf(record.id, count) === id,
    );
  }

  /** GUILD_CREATE for each of its servers. */
  function tellGuilds(session: Session): void {
    if (!(session.intents & Intents.Guilds)) return;
    for (const record of guildsOf(session)) session.dispatch('GUILD_CREATE', guild(record, session));
  }

  return {
    tellGuilds,
    greet(session: Session): void {
      session.dispatch('READY', ready(session));
      tellGuilds(session);
    },
  };
}

/** The shard that is told of a server; direct messages belong to shard 0. */
export function shardOf(guildId: string | undefined, count: number): number {
  return guildId === undefined ? 0 : Number((BigInt(guildId) >> 22n) % BigInt(count));
}
