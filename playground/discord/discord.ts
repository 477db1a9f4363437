import {
  type APIApplicationCommandPermission,
  type APIOverwrite,
  PermissionFlagsBits as Flags,
} from 'discord-api-types/v10';
import type { Hono } from 'hono';
import { createActions } from './actions/actions.ts';
import type { NewEmoji } from './actions/emojis.ts';
import type { NewChannel } from './actions/channels.ts';
import type { ForumSettings, NewTag } from './actions/forums.ts';
import { createCdn } from './cdn.ts';
import { refusal } from './discord-error.ts';
import { createFaults } from './faults.ts';
import { createFileLinks } from './file-links.ts';
import { createGateway } from './gateway/gateway.ts';
import { LOOPBACK_HOST } from './loopback.ts';
import { createWays } from './people/ways.ts';
import { createOthers } from './people/others.ts';
import { createPeople } from './people/people.ts';
import { createPeopleHttp } from './people/people-http.ts';
import { createPermissions } from './permissions.ts';
import { createPrivilegedIntents, type PrivilegedIntent } from './privileged-intents.ts';
import type { ChannelRecord, GuildRecord } from './records.ts';
import { createRest, type LoggedRequest } from './rest/rest.ts';
import { fillWorld, seedApplication, type Seed } from './seed.ts';
import { createServer, type Pages } from './server.ts';
import { createUntil } from './until.ts';
import { createViews } from './views.ts';
import type { Watcher } from './watcher.ts';
import { createWorld } from './world.ts';

const KEPT_REQUESTS = 10_000;

export interface DiscordOptions {
  /** Default: any free one. */
  port?: number | undefined;
  /** Only ever 127.0.0.1: this server lets everybody do everything. */
  host?: typeof LOOPBACK_HOST | undefined;
  /** A SQLite file that keeps everything over a restart. Default: in memory. */
  file?: string | undefined;
  now?: (() => number) | undefined;
  /** Whether REST requests are limited as on Discord. Default: yes. */
  rateLimits?: boolean | undefined;
  application?:
    | {
        name?: string | undefined;
        token?: string | undefined;
        /** Which of them are switched on. Default: all. */
        privilegedIntents?: boolean | readonly PrivilegedIntent[] | undefined;
        /** What the bot's own role allows. Default: what a chat bot asks for. */
        permissions?: bigint | undefined;
      }
    | undefined;
  seed?: Seed | undefined;
  /** Answers everything that is neither Discord nor the page's API. */
  pages?: Pages | undefined;
  /** Answers what is below `/playground` and not the page's API; the paths are without `/playground`. */
  controls?: Hono | undefined;
  /** Is told of everything that goes between this Discord and its bots. */
  watcher?: Watcher | undefined;
  /** Default: 41.25 s, as on Discord. */
  heartbeatMs?: number | undefined;
  /** How long a broken connection can be resumed. Default: 60 s. */
  resumeWindowMs?: number | undefined;
}

export interface NewForum extends Omit<ForumSettings, 'tags'> {
  name: string;
  tags?: readonly (string | NewTag)[] | undefined;
}

/** Something that happened, as a gateway event. */
export interface DiscordEvent {
  type: string;
  guildId?: string | undefined;
  channelId?: string | undefined;
  /** Set when only this user is told. */
  onlyFor?: string | undefined;
  data: object;
}

export type Discord = Awaited<ReturnType<typeof createDiscord>>;

const BOT_PERMISSIONS =
  Flags.ViewChannel |
  Flags.SendMessages |
  Flags.SendMessagesInThreads |
  Flags.CreatePublicThreads |
  Flags.EmbedLinks |
  Flags.AttachFiles |
  Flags.AddReactions |
  Flags.ReadMessageHistory;

/** A small Discord on this machine: the real discord.js logs in to it. */
export async function createDiscord(options: DiscordOptions = {}) {
  const { now = Date.now, application = {} } = options;
  if (options.host !== undefined && options.host !== LOOPBACK_HOST)
    throw new Error('The local Discord listens on 127.0.0.1 only: anybody who reaches it can do everything.');
  const world = createWorld({ file: options.file, now });
  const seeded = seedApplication(world, { name: application.name ?? 'TestBot', token: application.token });
  const filling = {
    application: seeded,
    permissions: application.permissions ?? BOT_PERMISSIONS,
    seed: options.seed ?? {},
  };
  if (world.guilds.size === 0) world.startOver(() => fillWorld(world, filling));
  else world.applications.set(seeded);
  const botId = () => seeded.id;
  const token = () => seeded.token;
  const origin = () => server.url;
  const gatewayUrl = () => `${server.url.replace('http', 'ws')}/gateway`;

  const privilegedIntents = createPrivilegedIntents(application.privilegedIntents ?? true);
  const permissions = createPermissions(world);
  const links = createFileLinks({ origin, now, secret: token });
  const views = createViews({ world, links, intentFlags: privilegedIntents.applicationFlags });
  const actions = createActions({ world, permissions, views, botId });
  const guildId = () => firstGuild().id;
  const ways = createWays({ world, permissions, views, actions, botId });
  const people = createPeople({ world, permissions, views, actions, ...ways, botId, guildId });
  const faults = createFaults({
    gateway: () => gateway,
    expireFileLinks: links.expire,
    onChange: () => world.emit({ type: 'FAULTS_CHANGED', view: faultsNow }),
  });
  const gateway = createGateway({
    world,
    permissions,
    views,
    privilegedIntents,
    token,
    botId,
    url: gatewayUrl,
    heartbeatMs: options.heartbeatMs ?? 41_250,
    resumeWindowMs: options.resumeWindowMs ?? 60_000,
    untilThawed: faults.untilThawed,
    watcher: options.watcher,
  });

  const requests: LoggedRequest[] = [];
  let hasRateLimits = options.rateLimits ?? true;
  const rest = createRest({
    world,
    permissions,
    views,
    actions,
    privilegedIntents,
    botId,
    gatewayUrl,
    token,
    faults,
    hasRateLimits: () => hasRateLimits,
    onRequest(request) {
      requests.push(request);
      if (requests.length > KEPT_REQUESTS) requests.shift();
      world.emit({ type: 'REQUEST', onlyFor: '', view: () => request });
    },
    watcher: options.watcher,
  });
  const peopleHttp = createPeopleHttp({
    world,
    permissions,
    views,
    actions,
    people,
    gateway,
    faults: faults.controls,
    hasRateLimits: () => hasRateLimits,
    setRateLimits,
    faultsNow,
    controls: options.controls,
    botId,
    guildId,
  });
  const server = await createServer({
    port: options.port ?? 0,
    rest,
    cdn: createCdn({ world, links, faults }),
    peopleHttp: (request) => peopleHttp.fetch(request),
    pages: options.pages,
    upgrade: gateway.upgrade,
    refusesConnections: faults.refusesConnections,
  });

  const until = createUntil(world);

  function setRateLimits(areOn: boolean): void {
    hasRateLimits = areOn;
    world.emit({ type: 'FAULTS_CHANGED', view: faultsNow });
  }

  /** What is broken on purpose, as pages are told it. */
  function faultsNow(): object {
    return { ...faults.controls.now(), hasRateLimits };
  }

  function firstGuild(): GuildRecord {
    const [found] = world.guilds.values();
    if (!found) throw new Error('There is no server in this file.');
    return found;
  }

  function findChannel(nameOrId: string): ChannelRecord | undefined {
    const byName = () => [...world.channels.values()].find((one) => one.name === nameOrId.replace(/^#/, ''));
    return world.channels.get(nameOrId) ?? byName();
  }

  function channel(nameOrId: string): ChannelRecord & { name: string } {
    const found = findChannel(nameOrId);
    if (!found) throw refusal('unknownChannel');
    return { name: '', ...found };
  }

  return {
    /** `http://127.0.0.1:PORT` */
    url: server.url,
    /** What goes into `new Client({ rest: { api } })`. */
    apiUrl: `${server.url}/api`,
    token: seeded.token,
    application: { id: seeded.id, name: seeded.name },
    bot: { id: seeded.id, username: world.user(seeded.id).username },
    /** Another one after `startOver`. */
    get guild() {
      const { id, name } = firstGuild();
      return { id, name };
    },
    /** Every REST request, the oldest first; the newest 10 000. */
    requests: requests as readonly LoggedRequest[],
    /** The live gateway sockets. */
    get connections() {
      return gateway.connections;
    },
    /** Whether the bot is logged in. */
    get isOnline() {
      return gateway.isOnline();
    },
    faults: faults.controls,

    /** A channel or thread by its name (`general`) or id. */
    channel,
    /** The ids of all channels and threads, direct messages too. */
    channelIds: () => [...world.channels.values()].map(({ id }) => id),
    createChannel: (settings: NewChannel) => actions.channels.create(guildId(), settings),
    setOverwrites: (channelId: string, overwrites: APIOverwrite[]) =>
      actions.channels.setOverwrites(channel(channelId).id, overwrites),
    createRole: people.createRole,
    /** An emoji of the server, made by its owner; `image` is a data URI. */
    createEmoji: (emoji: NewEmoji) => views.emoji(actions.emojis.create(firstGuild().ownerId, guildId(), emoji)),
    giveRoles: people.giveRoles,
    takeRoles: people.takeRoles,
    /** A forum; the tags are names, or what a tag can have. */
    createForum: ({ name, tags = [], ...settings }: NewForum) =>
      actions.channels.create(guildId(), {
        name,
        forum: { ...settings, tags: tags.map((tag) => (typeof tag === 'string' ? { name: tag } : tag)) },
      }),
    /** The language of the server: `de`, `en-GB`. */
    setPreferredLocale: (locale: string) => actions.guilds.setPreferredLocale(guildId(), locale),
    /** The level that boosts give the server, 0 to 3. */
    setPremiumTier: (tier: number) => actions.guilds.setPremiumTier(guildId(), tier),
    /** Who may use a command (by id or name), or all of them (`undefined`), set by the server's owner. */
    setCommandPermissions: (nameOrId: string | undefined, wanted: APIApplicationCommandPermission[]) =>
      people.person(firstGuild().ownerId).setCommandPermissions(nameOrId, wanted),
    /** The switches of the developer portal. Bots that are connected stay. */
    setPrivilegedIntents: privilegedIntents.set,
    /** Whether requests are limited from now on. */
    setRateLimits,

    person: people.person,
    ...createOthers({ actions, views, people, botId, channel }),

    /** All messages of a channel, oldest first, but the ephemeral ones. Of a thread that is not there yet: none. */
    messages: (nameOrId: string) =>
      world.messagesOf(findChannel(nameOrId)?.id ?? '').map((message) => views.message(message, botId())),
    until,
    /** Calls back with every event. Answers how to stop. */
    on: (listener: (event: DiscordEvent) => void) =>
      world.listen(({ type, guildId, channelId, onlyFor, view }) =>
        listener({ type, guildId, channelId, onlyFor, data: view() }),
      ),

    /** Tells every page something, as an event of its stream. */
    tellPages: (type: string, data: object) => world.emit({ type, view: () => data }),
    /**
     * Everything is as in the beginning: another server with other channels and people. The application stays, with its token
     * and the commands that it has everywhere; bots that are connected leave the one server and join the other.
     */
    startOver(): void {
      const commands = [...world.commands.values()].filter((command) => command.guildId === undefined);
      gateway.leave(guildId());
      world.startOver(() => {
        for (const command of commands) world.commands.set(command);
        fillWorld(world, filling);
      });
      gateway.join();
      world.emit({ type: 'STARTED_OVER', view: () => ({}) });
    },

    async close(): Promise<void> {
      faults.controls.clear();
      gateway.close();
      await server.close();
      world.close();
    },
  };
}
