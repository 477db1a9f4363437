import type { Discord } from '../playground/discord/discord.ts';
import type { Person, PostOptions } from '../playground/discord/people/person.ts';

/** One post and its answer. */
export interface Turn {
  /** From the post's event going out to the request that posts the answer. */
  readonly wholeMs: number;
  /** What the model took of it. */
  readonly thoughtMs: number;
  /** What the bot added. */
  readonly addedMs: number;
  /** Where it was answered. */
  readonly channelId: string;
}

export interface AskOptions extends Pick<PostOptions, 'attachments'> {
  timeoutMs?: number;
}

export type Turns = ReturnType<typeof createTurns>;

interface Waiting {
  sentMs: number;
  resolve: (turn: Turn) => void;
}

const TIMEOUT_MS = 60_000;

/** Numbers the posts, and finds their answers by the numbers that the model repeats. */
export function createTurns(discord: Discord) {
  let asked = 0;
  const waiting = new Map<number, Waiting>();
  const answers = new Map<number, number>();
  const fresh = new Map<string, string>();
  const others: string[] = [];

  function onMessage(message: { channel_id: string; content: string; author: { id: string }; type: number }): void {
    if (message.author.id === discord.bot.id) {
      fresh.set(message.channel_id, message.content);
      return;
    }
    for (const number of numbersIn(message.content)) {
      const turn = waiting.get(number);
      if (turn) turn.sentMs = performance.now();
    }
  }

  function onRequest({ path, receivedMs }: { path: string; receivedMs: number }): void {
    const channelId = /^\/channels\/(\d+)\/messages$/.exec(path)?.[1] ?? '';
    const content = fresh.get(channelId);
    if (content === undefined) return;
    fresh.delete(channelId);
    const thoughtMs = Number(/Thought for ([\d.]+) ms/.exec(content)?.[1]);
    const numbers = numbersIn(content);
    if (numbers.length === 0) others.push(content);
    for (const number of numbers) {
      answers.set(number, (answers.get(number) ?? 0) + 1);
      const turn = waiting.get(number);
      if (!turn) continue;
      waiting.delete(number);
      const wholeMs = receivedMs - turn.sentMs;
      turn.resolve({ wholeMs, thoughtMs, addedMs: wholeMs - thoughtMs, channelId });
    }
  }

  const stop = discord.on(({ type, data }) => {
    if (type === 'MESSAGE_CREATE') onMessage(data as Parameters<typeof onMessage>[0]);
    if (type === 'REQUEST') onRequest(data as Parameters<typeof onRequest>[0]);
  });

  return {
    /** Posts, and waits for the answer. */
    ask(person: Person, channelId: string, text: string, options: AskOptions = {}): Promise<Turn> {
      const { timeoutMs = TIMEOUT_MS, attachments } = options;
      asked += 1;
      const number = asked;
      return new Promise((resolve, reject) => {
        const timer = setTimeout(() => {
          waiting.delete(number);
          const seen = others.length > 0 ? ` Without a number the bot said: ${others.slice(-3).join(' / ')}` : '';
          reject(new Error(`Post #${number} was not answered within ${timeoutMs} ms.${seen}`));
        }, timeoutMs);
        const answered = (turn: Turn) => {
          clearTimeout(timer);
          resolve(turn);
        };
        waiting.set(number, { sentMs: Number.NaN, resolve: answered });
        person.post(channelId, `${text} #${number}`, { attachments }).catch(reject);
      });
    },
    /** How many posts there were, and how many of them were answered other than once. */
    count() {
      const times = Array.from({ length: asked }, (_, index) => answers.get(index + 1) ?? 0);
      return {
        posts: asked,
        lost: times.filter((count) => count === 0).length,
        twice: times.filter((count) => count > 1).length,
        others: others.length,
      };
    },
    stop,
  };
}

function numbersIn(text: string): number[] {
  return [...text.matchAll(/#(\d+)/g)].map(([, number]) => Number(number));
}
