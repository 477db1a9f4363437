import { setTimeout as delay } from 'node:timers/promises';
import type { Discord } from '../../playground/discord/discord.ts';
import { PNG } from '../support/post-files.ts';
import type { JudgedPost } from './evidence.ts';
import type { Random } from './random.ts';

/** Somewhere that the bot answers every post. */
export interface Conversation {
  readonly kind: 'thread' | 'direct message';
  readonly placeId: string;
}

const NAMES = ['Ada', 'Ben', 'Cleo', 'Dan'] as const;
const CHANNELS = ['general', 'help'] as const;
const WORDS = [
  'what do bees eat?',
  'why is the sky blue?',
  'and now in verse',
  'how far is the moon?',
  'go on',
] as const;
/** Beyond that, new threads are still started, and nobody writes in them. */
const MAX_TALKATIVE = 14;
const PAUSE_MS = [60, 420] as const;
const BURST_SHARE = 0.12;
const MENTION_SHARE = 0.1;
const FILE_SHARE = 0.25;
const PICTURE_SHARE = 0.5;
/** More than one may do: who ends everything. */
const MODERATOR = 'Mia';

/** The people: they post, each post with a token of its own, and remember what they posted and where. */
export function createCrowd(discord: Discord, random: Random) {
  const posts: (JudgedPost & { channelId?: string; author: ReturnType<Discord['person']> })[] = [];
  const conversations: Conversation[] = [];
  /** Whose direct message it is, by its id. */
  const authors = new Map<string, ReturnType<Discord['person']>>();
  let talking: { readonly stop: AbortController; readonly end: Promise<void> } | undefined;

  const somebody = () => discord.person(random.pick(NAMES));

  function compose(isWithFiles: boolean) {
    const number = posts.length + 1;
    const token = `q${number}`;
    const text = `${token} ${random.pick(WORDS)}`;
    if (!isWithFiles || !random.chance(FILE_SHARE)) return { kept: { token }, text, attachments: [] };
    const isPicture = random.chance(PICTURE_SHARE);
    const file = { token: `f${number}`, name: isPicture ? `picture-${number}.png` : `notes-${number}.txt` };
    const words = ` ${file.token} ${random.pick(WORDS)}`;
    const data = isPicture ? Buffer.concat([PNG, Buffer.from(words)]) : words;
    return { kept: { token, file }, text, attachments: [{ name: file.name, data }] };
  }

  /** Writes in a conversation; in a direct message it is always the one whose it is. */
  async function post(place: Conversation, isProbe = false): Promise<JudgedPost> {
    const { kept, text, attachments } = compose(!isProbe);
    const { placeId } = place;
    const author = authors.get(placeId) ?? somebody();
    const { id } = await author.post(placeId, text, { attachments });
    posts.push({ ...kept, id, placeId, isProbe, author });
    return { ...kept, id, placeId, isProbe };
  }

  /** Mentions the bot in a channel, which starts a thread with the post's own id. */
  async function mention(channel: string = random.pick(CHANNELS)): Promise<JudgedPost> {
    const { kept, text, attachments } = compose(true);
    const channelId = discord.channel(channel).id;
    const author = somebody();
    const { id } = await author.post(channelId, `<@${discord.bot.id}> ${text}`, { attachments });
    posts.push({ ...kept, id, placeId: id, isProbe: false, channelId, author });
    conversations.push({ kind: 'thread', placeId: id });
    return { ...kept, id, placeId: id, isProbe: false };
  }

  /** Writes to the bot directly for the first time. */
  async function write(name: string): Promise<JudgedPost> {
    const person = discord.person(name);
    const { id: placeId } = await person.openDm();
    authors.set(placeId, person);
    const conversation: Conversation = { kind: 'direct message', placeId };
    conversations.push(conversation);
    return post(conversation);
  }

  /** Those of the first conversations that one can write in: a thread is there only when the bot has started it. */
  function open(): Conversation[] {
    return conversations.slice(0, MAX_TALKATIVE).filter(({ placeId }) => exists(placeId));
  }

  function exists(placeId: string): boolean {
    try {
      return discord.channel(placeId).id === placeId;
    } catch {
      return false;
    }
  }

  async function keepPosting(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const [first, ...others] = open();
      if (!first || random.chance(MENTION_SHARE)) await mention();
      else {
        const place = random.pick([first, ...others]);
        const count = random.chance(BURST_SHARE) ? random.between(2, 4) : 1;
        for (let index = 0; index < count; index += 1) await post(place);
      }
      await delay(random.between(...PAUSE_MS));
    }
  }

  return {
    /** What was posted. Where no thread could be started from a mention, its channel is the place for the answer. */
    posts: (): JudgedPost[] =>
      posts.map(({ channelId, placeId, author: _author, ...post }) => ({
        ...post,
        placeId: channelId === undefined || exists(placeId) ? placeId : channelId,
      })),
    conversations: conversations as readonly Conversation[],
    post,
    mention,
    /** Begins so many conversations of each kind. */
    async gather({ threads, directs }: { threads: number; directs: number }): Promise<void> {
      for (let index = 0; index < threads; index += 1) await mention();
      for (const name of NAMES.slice(0, directs)) await write(name);
    },
    /** People post at random until `fallSilent`. */
    talk(): void {
      if (talking) return;
      const stop = new AbortController();
      talking = { stop, end: keepPosting(stop.signal) };
    },
    async fallSilent(): Promise<void> {
      talking?.stop.abort();
      await talking?.end;
      talking = undefined;
    },
    /** Everything that was posted is deleted: threads as a whole, elsewhere each post. */
    async deleteEverything(): Promise<void> {
      const moderator = discord.person(MODERATOR, { moderator: true });
      const threads = conversations.filter(({ kind, placeId }) => kind === 'thread' && exists(placeId));
      for (const { placeId } of threads) await moderator.deleteChannel(placeId);
      for (const { id, placeId, channelId = placeId, author } of posts) {
        if (exists(channelId)) await author.delete(channelId, id);
      }
    },
    /** One more post in every conversation: does it still answer? */
    async probe(): Promise<void> {
      for (const conversation of conversations) if (exists(conversation.placeId)) await post(conversation, true);
    },
  };
}
