import type { setTimeout as delay } from 'node:timers/promises';
import {
  type Client,
  DiscordAPIError,
  type Guild,
  type Message,
  PermissionFlagsBits,
  RESTJSONErrorCodes,
  type TextBasedChannel,
} from 'discord.js';
import type { Logger } from 'pino';
import type { Conversations } from '../conversation/conversations.ts';
import { patiently } from '../patiently.ts';
import { compareIds, firstIdAt, isNewer, timeOf } from '../snowflake.ts';
import { createSlots } from '../slots.ts';
import type { ServerMarks } from './server-marks.ts';

export interface CatchUpOptions {
  client: Client;
  conversations: Pick<Conversations, 'activeSince' | 'newestPosts' | 'placeMissing'>;
  marks: ServerMarks;
  /** Puts work in line before what is posted in a channel from now on. */
  inLine: (channelId: string, work: () => Promise<void>) => Promise<void>;
  /** Deals with one message, as if it had just been posted. */
  take: (message: Message) => Promise<void>;
  log: Logger;
  signal: AbortSignal;
  /** How old a post may be that is still looked for; 0: none is. */
  hours: number;
  sleep?: typeof delay;
  now?: () => number;
}

/** A channel, thread or DM that may hold posts that nobody has seen. */
interface Place {
  readonly id: string;
  readonly serverId?: string;
  /** The newest message that has been dealt with. */
  readonly after: string;
}

const PAGE = 100;
/** Of one place the newest so many messages are looked at. */
const MAX_MESSAGES = 1_000;
/** So many conversations in DMs, and in threads that were archived meanwhile, are asked for of each server. */
const MAX_UNSEEN_PLACES = 200;
/** So many places are read at the same time. */
const MAX_READERS = 5;
const FIRST_WAIT_MS = 500;
const MAX_WAIT_MS = 30_000;

/** Finds what was posted while Bobbin was away, and has it dealt with before anything newer. */
export function createCatchUp(options: CatchUpOptions) {
  const { client, conversations, marks, inLine, take, log, signal, hours, sleep, now = Date.now } = options;
  const readers = createSlots(MAX_READERS);

  /** Puts everything that has to be read in line; resolves when it is in line, not when it is read. */
  async function plan(guilds: readonly Guild[], isWithDirects: boolean): Promise<void> {
    const oldest = firstIdAt(now() - hours * 3_600_000);
    const known = await marks.read(guilds.map(({ id }) => id));
    const places: Place[] = [];
    for (const [index, guild] of guilds.entries()) {
      const mark = known[index];
      if (mark === undefined) {
        await marks.start(guild.id, newestMessage(guild)); // Bobbin is new here
      } else if (hours > 0) {
        if (isNewer(oldest, mark)) {
          log.warn({ serverId: guild.id, since: new Date(timeOf(mark)) }, 'away for longer than is caught up with');
        }
        const after = isNewer(oldest, mark) ? oldest : mark;
        places.push(...visiblePlaces(guild, after), ...(await unseenPlaces(guild, after)));
      }
    }
    const directs = isWithDirects && hours > 0 ? await unseenPlaces(undefined, oldest) : [];
    const newest = await conversations.newestPosts(directs.map(({ id }) => id));
    for (const [index, place] of directs.entries()) {
      const own = newest[index] ?? oldest; // DMs belong to no server, so there is no mark
      places.push(isNewer(own, oldest) ? { ...place, after: own } : place);
    }
    for (const place of places) enqueue(place);
    if (places.length > 0) log.info({ places: places.length }, 'looking for what was posted meanwhile');
  }

  /** Channels and active threads with something newer, as Discord has just told. */
  function visiblePlaces(guild: Guild, after: string): Place[] {
    const { me } = guild.members;
    return guild.channels.cache
      .filter((channel) => channel.isTextBased())
      .filter(({ lastMessageId }) => lastMessageId !== null && isNewer(lastMessageId, after))
      .filter((channel) => !me || channel.permissionsFor(me)?.has(READING))
      .map(({ id }) => ({ id, serverId: guild.id, after }));
  }

  /** Conversations in places of which Discord has not told: DMs, and threads that were archived meanwhile. */
  async function unseenPlaces(guild: Guild | undefined, after: string): Promise<Place[]> {
    const since = now() - hours * 3_600_000;
    const ids = await conversations.activeSince(guild?.id, since, MAX_UNSEEN_PLACES);
    const unseen = ids.filter((id) => !guild?.channels.cache.has(id));
    return unseen.map((id) => ({ id, ...(guild && { serverId: guild.id }), after }));
  }

  function enqueue(place: Place): void {
    const { id, serverId, after } = place;
    const done = serverId === undefined ? undefined : marks.begin(serverId, `${BigInt(after) + 1n}`);
    const reading = inLine(id, async () => {
      await readers.run(() => readPlace(place));
      done?.();
    });
    reading.catch((error: unknown) => {
      if (!signal.aborted) log.error({ channelId: id, err: error }, 'could not look for what was posted meanwhile');
    });
  }

  async function readPlace({ id, after }: Place): Promise<void> {
    const messages = await orNothing(() => readSince(id, after));
    if (messages === 'missing') return conversations.placeMissing(id);
    if (!messages) return;
    for (const message of messages) {
      signal.throwIfAborted();
      await take(message);
    }
    if (messages.length > 0) log.info({ channelId: id, messages: messages.length }, 'caught up');
  }

  /** Oldest first; read from the newest on, so that the bound leaves out the oldest. */
  async function readSince(channelId: string, after: string): Promise<Message[] | undefined> {
    const channel = await client.channels.fetch(channelId);
    if (!channel?.isTextBased()) return undefined;
    const found = new Map<string, Message>();
    for (let before: string | undefined; ;) {
      const page = await readPage(channel, before);
      for (const message of page) if (isNewer(message.id, after)) found.set(message.id, message);
      before = page.at(-1)?.id;
      if (page.length < PAGE || before === undefined || !isNewer(before, after)) break;
      if (found.size >= MAX_MESSAGES) {
        log.warn({ channelId, messages: found.size }, 'more was posted than is caught up with');
        break;
      }
    }
    return [...found.values()].toSorted((one, other) => compareIds(one.id, other.id));
  }

  async function readPage(channel: TextBasedChannel, before: string | undefined): Promise<Message[]> {
    const page = await channel.messages.fetch({ limit: PAGE, cache: false, ...(before !== undefined && { before }) });
    return [...page.values()].toSorted((one, other) => compareIds(other.id, one.id));
  }

  /** Waits out an outage of Discord; nothing for a place that it does not show (any more). */
  async function orNothing<Result>(read: () => Promise<Result>): Promise<Result | 'missing' | undefined> {
    try {
      return await patiently(read, {
        mayPass: (error) => !isRefusal(error),
        signal,
        firstWaitMs: FIRST_WAIT_MS,
        maxWaitMs: MAX_WAIT_MS,
        onWait: (error, waitMs) =>
          log.warn({ err: error, waitMs }, 'could not look for what was posted meanwhile, trying again'),
        sleep,
      });
    } catch (error) {
      if (!isRefusal(error)) throw error;
      return error.code === RESTJSONErrorCodes.UnknownChannel ? 'missing' : undefined;
    }
  }

  return { plan };
}

const READING = [PermissionFlagsBits.ViewChannel, PermissionFlagsBits.ReadMessageHistory];

function isRefusal(error: unknown): error is DiscordAPIError {
  return error instanceof DiscordAPIError && error.status < 500 && error.status !== 429;
}

/** What a server's first mark is: everything until now. */
function newestMessage(guild: Guild): string {
  const ids = guild.channels.cache
    .filter((channel) => channel.isTextBased())
    .map(({ lastMessageId }) => lastMessageId)
    .filter((id) => id !== null);
  return ids.toSorted(compareIds).at(-1) ?? firstIdAt(guild.joinedTimestamp);
}
