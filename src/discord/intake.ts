import { setTimeout as delay } from 'node:timers/promises';
import { type Client, DiscordAPIError, type Message } from 'discord.js';
import type { Logger } from 'pino';
import type { Conversations } from '../conversation/conversations.ts';
import type { Post } from '../conversation/post.ts';
import { orAway, StoreAwayError } from '../conversation/store-away.ts';
import type { Surface } from '../conversation/surface.ts';
import { whenToSpeak } from '../conversation/when-to-speak.ts';
import { type EffectiveSettings, settingsHere } from '../server-settings/effective.ts';
import type { ServerSettingsKeeper } from '../server-settings/server-settings.ts';
import { threadName } from '../markdown/thread-name.ts';
import { type TextKey, textsIn, type TextValues } from '../texts/texts.ts';
import { refusalOf } from './admission.ts';
import { hasSpoken } from './history.ts';
import type { LogChannel } from './log-channel.ts';
import { maySpeak } from './may-speak.ts';
import { readPlace, type SeenPlace } from './read-place.ts';
import { authorNow, type SeenPost, textIn } from './read-post.ts';
import { createRecentSet } from './recent-set.ts';
import { mayStartThreads } from './start-thread.ts';
import type { ReadWholePost } from './whole-post.ts';

export interface IntakeOptions {
  client: Client;
  conversations: Pick<Conversations, 'memoryOf' | 'take'>;
  settings: Pick<ServerSettingsKeeper, 'recent' | 'peek'>;
  /** Where the moderators hear of refusals. */
  logChannel: Pick<LogChannel, 'tell'>;
  surface: Surface;
  readWholePost: ReadWholePost;
  log: Logger;
  /** Aborted when Bobbin stops: what is not taken in by then is found again at the next start. */
  signal: AbortSignal;
  sleep?: typeof delay;
}

const FIRST_WAIT_MS = 200;
const MAX_WAIT_MS = 5_000;
/** What fails for other reasons than the store is tried so often. */
const MAX_TRIES = 8;
/** Whoever waits longer than this for the store is told. */
const TELL_AFTER_MS = 3_000;

/** Decides whether a post is for Bobbin to answer, and where, and hands it on to be kept. */
export function createIntake(options: IntakeOptions) {
  const { client, conversations, settings, logChannel, surface, readWholePost, log, signal, sleep = delay } = options;
  /** Threads of others that Bobbin is in without ever having written there. */
  const silent = createRecentSet();
  const unwritable = createRecentSet();
  /** Where people have been told that the store is away. */
  const told = createRecentSet();
  /** Who was told, and where, that they are not answered. */
  const refused = createRecentSet();

  /**
   * Resolves when the post is stored or is not for Bobbin to answer, however long the store is away. Posts of one channel
   * must be handed in one after another. Rejects only when Bobbin stops.
   */
  async function take(message: Message, seen: SeenPost, knownPlace: SeenPlace | undefined): Promise<void> {
    const sinceMs = performance.now();
    let waitMs = FIRST_WAIT_MS;
    let post: Post | undefined;
    for (let tries = 1; ;) {
      try {
        const place = knownPlace ?? readPlace(await message.channel.fetch());
        post ??= place && (await placePost(message, seen, place));
        if (post) await conversations.take(post);
        told.delete(seen.channelId);
        return;
      } catch (error) {
        signal.throwIfAborted();
        const isAddressed = seen.isMentioned || knownPlace?.kind === 'direct message' || knownPlace?.isOwn === true;
        if (!(error instanceof StoreAwayError)) {
          const isFinal = error instanceof DiscordAPIError && error.status < 500 && error.status !== 429;
          if (isFinal || tries >= MAX_TRIES) {
            log.error({ channelId: seen.channelId, postId: seen.id, err: error }, 'post could not be taken in');
            if (isAddressed) await say(message, 'answers.somethingWentWrong', `sorry-${seen.id}`);
            return;
          }
          tries += 1;
        } else if (isAddressed && performance.now() - sinceMs > TELL_AFTER_MS && !told.has(seen.channelId)) {
          told.add(seen.channelId);
          await say(message, 'answers.storeAway', `wait-${seen.id}`);
        }
        await sleep(waitMs * (0.75 + Math.random() / 2), undefined, { signal });
        waitMs = Math.min(waitMs * 2, MAX_WAIT_MS);
      }
    }
  }

  /** The post with the conversation that it belongs to; `undefined` when it is not for Bobbin to answer. */
  async function placePost(message: Message, seen: SeenPost, place: SeenPlace): Promise<Post | undefined> {
    const { id, channelId, serverId, locale, isMentioned: isPinged, isReply } = seen;
    const { kind, isOwn, isJoined, homeId, categoryId, tagIds } = place;
    const isInChannel = kind === 'channel';
    const [current, known] = await Promise.all([
      orAway(settings.recent(serverId)),
      isInChannel ? 'none' : conversations.memoryOf(channelId),
    ]);
    if (seen.author.isBot && !current.bots?.includes(seen.author.id)) return undefined;
    const { speaking, inThreads } = settingsHere(current, { channelId: homeId, categoryId });

    const isMentioned = isPinged || (isReply && !isInChannel);
    const memory = speaking === 'off' ? 'none' : known;
    // A flushed store is no reason to fall silent. Being a member is no proof: whoever is mentioned becomes one.
    const mayHaveSpoken =
      !isInChannel && memory === 'none' && !silent.has(channelId) && (isOwn || isJoined || kind === 'direct message');
    const hasHistory = mayHaveSpoken && (await hasSpoken(client, channelId));
    const isKnown = memory === 'talking' || (memory === 'none' && (isOwn || hasHistory));
    const isBeginning = kind === 'forum post' && id === channelId;
    const how = whenToSpeak({ kind, isMentioned, isKnown, isBeginning, speaking, inThreads });
    if (how === 'ignore') {
      if (mayHaveSpoken) silent.add(channelId);
      return undefined;
    }
    silent.delete(channelId);
    const startsThread = how === 'start a thread' && message.inGuild() && mayStartThreads(message.channel);
    const author = await authorNow(message, seen);
    if (!(await isAdmitted(message, { author, length: seen.length, fileCount: seen.files.length }, current))) {
      return undefined;
    }
    if (!startsThread && !mayWrite(message)) return undefined;

    const conversationId = startsThread ? id : channelId;
    const whole = await readWholePost(message, { ...seen, author }, { conversationId, mostFiles: current.mostFiles });
    const { text, files, topic, length, ownFiles } = whole;
    if (text === '' && files.length === 0) return undefined;
    if (seen.paste && !(await isAdmitted(message, { author, length, fileCount: ownFiles }, current))) return undefined;
    return {
      id,
      channelId,
      conversationId,
      ...(serverId !== undefined && { serverId }),
      ...(locale !== undefined && { locale }),
      homeId,
      ...(categoryId && { categoryId }),
      ...(tagIds?.length && { tagIds }),
      author,
      text: textIn(place, seen, text),
      ...(files.length > 0 && { files }),
      ...(startsThread && { threadName: threadName(topic, author.name) }),
      ...(!startsThread && hasHistory && { hasHistory }),
    };
  }

  /** A post that waits as it is now; `refused` when it would not be taken in any more, and its author has been told. */
  async function readEdited(message: Message, seen: SeenPost, conversationId: string) {
    const [current, author] = await Promise.all([orAway(settings.recent(seen.serverId)), authorNow(message, seen)]);
    const whole = await readWholePost(message, { ...seen, author }, { conversationId, mostFiles: current.mostFiles });
    const { length, ownFiles: fileCount } = whole;
    return (await isAdmitted(message, { author, length, fileCount }, current)) ? whole : 'refused';
  }

  /** Whoever is refused hears why: who may not talk at all, once for a while. */
  async function isAdmitted(
    message: Message,
    post: Parameters<typeof refusalOf>[0],
    current: EffectiveSettings,
  ): Promise<boolean> {
    const refusal = refusalOf(post, current);
    if (!refusal) return true;
    const isAboutPerson = refusal.key === 'refusals.notAllowed';
    const key = `${message.channelId}/${post.author.id}`;
    if (!isAboutPerson || !refused.has(key)) await refuse(message, refusal.key, refusal.values);
    if (isAboutPerson) refused.add(key);
    return false;
  }

  async function refuse(message: Message, key: TextKey, values: TextValues = {}): Promise<void> {
    const { guildId, guild, author, channelId } = message;
    if (guildId !== null) {
      const reason = textsIn(guild?.preferredLocale)(key, values);
      logChannel.tell(guildId, 'log.refused', { person: author.id, channel: channelId, reason });
    }
    await say(message, key, `no-${message.id}`, values);
  }

  function mayWrite({ channel, channelId }: Message): boolean {
    if (maySpeak(channel)) return unwritable.delete(channelId) || true;
    if (!unwritable.has(channelId)) log.warn({ channelId }, 'not permitted to write here, so nothing is answered');
    unwritable.add(channelId);
    return false;
  }

  /** Discord may be in trouble, too: then there is nobody to tell. */
  async function say(
    { channel, channelId, id, author, guild }: Message,
    key: TextKey,
    nonce: string,
    values: TextValues = {},
  ): Promise<void> {
    if (!maySpeak(channel)) return;
    const content = textsIn(guild?.preferredLocale)(key, values);
    try {
      await surface.send({ placeId: channelId, content, replyTo: id, mayPing: author.id, nonce });
    } catch (error) {
      log.warn({ channelId, postId: id, err: error }, 'could not tell the author of a post');
    }
  }

  return {
    take,
    readEdited,

    /** What a glance is enough for: of most messages nothing has to be looked up. */
    isNothing({ isMentioned, author, serverId }: SeenPost, place: SeenPlace): boolean {
      const current = serverId === undefined ? undefined : settings.peek(serverId);
      if (!current) return false;
      if (author.isBot && !current.bots?.includes(author.id)) return true;
      const { homeId: channelId, categoryId } = place;
      const { speaking } = settingsHere(current, { channelId, categoryId });
      return speaking === 'off' || (place.kind === 'channel' && speaking === 'mentioned' && !isMentioned);
    },
  };
}
