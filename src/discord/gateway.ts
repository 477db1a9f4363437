import { setImmediate as nextTurn, setTimeout as delay } from 'node:timers/promises';
import {
  type Client,
  type ClientEvents,
  Events,
  GatewayDispatchEvents,
  type GatewayDispatchPayload,
  type Guild,
  type Message,
} from 'discord.js';
import type { Logger } from 'pino';
import type { Conversations } from '../conversation/conversations.ts';
import { StoreAwayError } from '../conversation/store-away.ts';
import type { Surface } from '../conversation/surface.ts';
import { createInOrder } from '../in-order.ts';
import { patiently } from '../patiently.ts';
import { createCatchUp } from './catch-up.ts';
import type { Commands } from './command.ts';
import type { CommandServices } from './command-context.ts';
import { createGate } from './gate.ts';
import { createIntake } from './intake.ts';
import { createInteractionHandler } from './interactions.ts';
import { readPlace } from './read-place.ts';
import { readPost, textIn } from './read-post.ts';
import { createServerMarks, type MarkStore } from './server-marks.ts';
import { createReadWholePost } from './whole-post.ts';

export interface GatewayOptions {
  client: Client;
  conversations: Conversations;
  surface: Surface;
  commands: Commands;
  /** What the commands work with. */
  services: CommandServices;
  store: MarkStore;
  log: Logger;
  /** How old a post may be that was made while Bobbin was away, and is still answered; 0: none is. */
  catchUpHours: number;
  /** So many posts wait in memory while they cannot be stored; more are read again from Discord. @default 5000 */
  maxHeld?: number;
  sleep?: typeof delay;
}

const FIRST_WAIT_MS = 200;
const MAX_WAIT_MS = 5_000;

const WATCHED: ReadonlySet<string> = new Set([
  GatewayDispatchEvents.MessageDelete,
  GatewayDispatchEvents.MessageDeleteBulk,
  GatewayDispatchEvents.ThreadDelete,
  GatewayDispatchEvents.ChannelDelete,
]);

/** Listens to Discord and hands on what people post, change, delete and command. */
export function createGateway(options: GatewayOptions) {
  const {
    client,
    conversations,
    surface,
    commands,
    services,
    store,
    log,
    catchUpHours,
    maxHeld = 5_000,
    sleep = delay,
  } = options;
  const { settings, logChannel, download } = services;
  const stop = new AbortController();
  const { signal } = stop;
  const inOrder = createInOrder();
  const marks = createServerMarks({ store, log });
  const readWholePost = createReadWholePost({ conversations, download, log, signal });
  const intake = createIntake({
    client,
    conversations,
    settings,
    logChannel,
    surface,
    readWholePost,
    log,
    signal,
    sleep,
  });
  const onInteraction = createInteractionHandler(commands, services, signal);
  const listeners: (() => void)[] = [];
  const underWay = new Set<Promise<unknown>>();
  const gate = createGate(signal);
  let held = 0;
  /** The marks of servers whose posts were too many to be held. */
  const overflowed = new Map<string, () => void>();
  let hasOverflowed = false;

  const catchUp = createCatchUp({
    client,
    conversations,
    marks,
    inLine: (channelId, work) => inOrder.run(channelId, work),
    async take(message) {
      const seen = readPost(message);
      if (seen) await intake.take(message, seen, readPlace(message.channel));
    },
    log,
    signal,
    hours: catchUpHours,
    sleep,
  });

  /** Finds out what was missed, however long the store is away, and lets posts in behind it. */
  async function lookForMissed(guilds: readonly Guild[], isWithDirects: boolean): Promise<void> {
    await gate.during(async () => {
      await untilStored(() => catchUp.plan(guilds, isWithDirects));
      await untilDrained(client);
    });
    if (gate.isOpen()) marks.letGo();
  }

  function beginSession(): void {
    marks.hold();
    gate.close();
  }

  async function onMessage(message: Message): Promise<void> {
    // Read at once: the events behind this one change what discord.js knows of the thread and the author.
    const seen = readPost(message);
    const { guildId, channelId, channel } = message;
    const isKnownChannel = guildId === null || !channel.partial;
    const place = isKnownChannel ? readPlace(channel) : undefined;
    const done = guildId === null ? () => undefined : marks.begin(guildId, message.id);
    if (!seen || (isKnownChannel && !place) || (place && intake.isNothing(seen, place))) return done();
    if (held >= maxHeld || hasOverflowed) return overflow(guildId, done);
    held += 1;
    try {
      await gate.passed(message.id);
      await inOrder.run(channelId, () => intake.take(message, seen, place));
      done();
    } finally {
      held -= 1;
      if (held === 0 && hasOverflowed) await readOverflow();
    }
  }

  /** From here on nothing is held until what was is dealt with: a later post must not go before an earlier one. */
  function overflow(guildId: string | null, done: () => void): void {
    if (!hasOverflowed) log.warn({ held }, 'too many posts wait in memory; reading the others again later');
    hasOverflowed = true;
    if (guildId === null) return;
    if (overflowed.has(guildId)) done();
    else overflowed.set(guildId, done);
  }

  async function readOverflow(): Promise<void> {
    await marks.flush();
    beginSession();
    const marked = [...overflowed.values()];
    overflowed.clear();
    hasOverflowed = false;
    await lookForMissed([...client.guilds.cache.values()], true);
    for (const done of marked) done();
  }

  /** Taken out of a thread, Bobbin is quiet there until somebody mentions it again. */
  async function onMembersUpdate(removed: ReadonlyMap<string, unknown>, threadId: string): Promise<void> {
    if (client.user && removed.has(client.user.id)) {
      await inOrder.run(threadId, () => untilStored(() => conversations.leave(threadId)));
    }
  }

  /** Previews of links are updates, too; only a person's edit has a time. */
  async function onEdit(message: Message): Promise<void> {
    if (message.partial || message.editedTimestamp === null) return;
    const seen = readPost(message);
    if (!seen) return;
    const place = message.channel.partial ? undefined : readPlace(message.channel);
    const { id, channelId } = seen;
    await changePost(channelId, id, async (conversationId) => {
      if ((await conversations.stateOf(conversationId, id)) !== 'waiting') return;
      const whole = await intake.readEdited(message, seen, conversationId);
      if (whole === 'refused') return conversations.remove(conversationId, id);
      const { text, files } = whole;
      if (text === '' && files.length === 0) return;
      await conversations.edit(conversationId, id, { text: place ? textIn(place, seen, text) : text, files });
    });
  }

  async function onDelete(channelId: string, ids: readonly string[]): Promise<void> {
    for (const id of ids) {
      await changePost(channelId, id, (conversationId) => conversations.remove(conversationId, id));
    }
  }

  /** A post belongs to the conversation of its channel or to that of the thread that was started from it. */
  async function changePost(channelId: string, id: string, change: (conversationId: string) => Promise<void>) {
    await gate.passed(id);
    await Promise.all(
      [channelId, id].map((conversationId) =>
        inOrder.run(conversationId, () => untilStored(() => change(conversationId))),
      ),
    );
  }

  async function onPlaceGone(ids: readonly string[]): Promise<void> {
    for (const id of ids) await inOrder.run(id, () => untilStored(() => conversations.placeGone(id)));
  }

  /** What discord.js tells nobody of: deletions of what it has not cached. */
  async function onPacket(packet: GatewayDispatchPayload): Promise<void> {
    switch (packet.t) {
      case GatewayDispatchEvents.MessageDelete:
        return onDelete(packet.d.channel_id, [packet.d.id]);
      case GatewayDispatchEvents.MessageDeleteBulk:
        return onDelete(packet.d.channel_id, packet.d.ids);
      case GatewayDispatchEvents.ThreadDelete:
        return onPlaceGone([packet.d.id]);
      case GatewayDispatchEvents.ChannelDelete: {
        const { id } = packet.d;
        const threads = client.channels.cache.filter((channel) => channel.isThread() && channel.parentId === id);
        return onPlaceGone([id, ...threads.keys()]);
      }
      default:
        return undefined;
    }
  }

  /** Called for every packet, before discord.js itself looks at it. */
  function onRaw(packet: GatewayDispatchPayload): void {
    if (packet.t === GatewayDispatchEvents.Ready) beginSession();
    else if (WATCHED.has(packet.t)) safely(packet.t, () => onPacket(packet));
  }

  function guildsOf(shardId: number): Guild[] {
    return [...client.guilds.cache.values()].filter((guild) => guild.shardId === shardId && guild.available);
  }

  /** Does it again while the store is away. */
  async function untilStored(work: () => Promise<void>): Promise<void> {
    const mayPass = (error: unknown) => error instanceof StoreAwayError;
    await patiently(work, { mayPass, signal, firstWaitMs: FIRST_WAIT_MS, maxWaitMs: MAX_WAIT_MS, sleep });
  }

  /** Never rejects: nobody would hear it. */
  function safely(name: string, handle: () => unknown): void {
    const handling = (async () => handle())()
      .catch((error: unknown) => {
        if (!signal.aborted) log.error({ event: name, err: error }, 'event could not be handled');
      })
      .finally(() => underWay.delete(handling));
    underWay.add(handling);
  }

  function listen<Name extends keyof ClientEvents>(name: Name, listener: (...values: ClientEvents[Name]) => unknown) {
    const heard = (...values: ClientEvents[Name]) => safely(name, () => listener(...values));
    // discord.js types a listener by its event; the tuple type of a name that is not known yet is beyond it.
    client.on(name, heard as never);
    listeners.push(() => client.off(name, heard as never));
  }

  return {
    listen(): void {
      listen(Events.MessageCreate, onMessage);
      listen(Events.InteractionCreate, onInteraction);
      listen(Events.MessageUpdate, (_before, message) => onEdit(message as Message));
      client.on(Events.Raw, onRaw);
      listeners.push(() => client.off(Events.Raw, onRaw));
      listen(Events.ShardReady, (shardId) => lookForMissed(guildsOf(shardId), shardId === 0));
      listen(Events.GuildCreate, (guild) => gate.isOpen() && lookForMissed([guild], false));
      listen(Events.GuildAvailable, (guild) => gate.isOpen() && lookForMissed([guild], false));
      listen(Events.ThreadMembersUpdate, (_added, removed, thread) => onMembersUpdate(removed, thread.id));
    },
    /** Takes nothing more; resolves when commands under way are answered and what can be stored is. */
    async stopListening(boundMs: number): Promise<void> {
      for (const stopOne of listeners.splice(0)) stopOne();
      const timer = setTimeout(() => stop.abort(new Error('Bobbin is being stopped')), boundMs);
      await Promise.all(underWay);
      clearTimeout(timer);
      stop.abort();
      await marks.close();
    },
  };
}

/**
 * What comes in before discord.js is ready it hands on afterwards, one by one, and what comes in meanwhile goes before
 * that. Look at it when discord.js is upgraded: it is nobody's business but its own.
 */
async function untilDrained(client: Client): Promise<void> {
  while (client.ws['packetQueue'].length > 0) await nextTurn();
}
