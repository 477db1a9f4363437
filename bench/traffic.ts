import type { Person } from '../playground/discord/people/person.ts';
import { openThreads, type Scene } from './scene.ts';
import type { Turn } from './turns.ts';

/** What a community does, as shares of its posts; the rest goes on in threads. */
const IN_CHANNELS = 0.05;
const IN_DIRECT_MESSAGES = 0.05;
const PEOPLE = 20;
const THREADS = 300;
const [SHORTEST_THINK_MS, LONGEST_THINK_MS] = [200, 1_500];

/** A busy community: people who post in channels, threads and direct messages, as by chance but always the same. */
export async function openTraffic(scene: Scene, postsPerSecond: number) {
  const { discord, turns } = scene;
  const random = createRandom(1);
  const pick = <Item>(items: readonly [Item, ...Item[]]): Item =>
    items[Math.floor(random() * items.length)] ?? items[0];
  const people = Array.from({ length: PEOPLE }, (_, index) => discord.person(`Person ${index + 1}`)) as [Person];
  const directs = new Map<Person, string>();
  for (const person of people) directs.set(person, (await person.openDm()).id);
  const threads = (await openThreads(scene, THREADS)) as [string];

  async function post(): Promise<Turn> {
    const person = pick(people);
    const text = `think=${Math.round(SHORTEST_THINK_MS + random() * (LONGEST_THINK_MS - SHORTEST_THINK_MS))}`;
    const kind = random();
    if (kind < IN_CHANNELS) {
      const turn = await turns.ask(person, discord.channel('general').id, `<@${discord.bot.id}> ${text}`);
      threads.push(turn.channelId);
      return turn;
    }
    const isDirect = kind < IN_CHANNELS + IN_DIRECT_MESSAGES;
    return turns.ask(person, isDirect ? (directs.get(person) ?? '') : pick(threads), text);
  }

  return {
    /** Posts for this long, whether or not answers come; resolves when all are answered or given up. */
    async run(seconds: number): Promise<readonly Turn[]> {
      const answered: Turn[] = [];
      const waiting = new Set<Promise<void>>();
      const noted = async () => {
        try {
          answered.push(await post());
        } catch (error) {
          console.error(String(error)); // counted as lost at the end
        }
      };
      const startMs = performance.now();
      let dueMs = 0;
      while (dueMs < seconds * 1_000) {
        dueMs += (-Math.log(1 - random()) / postsPerSecond) * 1_000;
        const waitMs = startMs + dueMs - performance.now();
        if (waitMs > 0) await new Promise((resolve) => setTimeout(resolve, waitMs));
        const turn = noted();
        waiting.add(turn);
        void turn.finally(() => waiting.delete(turn));
      }
      await Promise.all(waiting);
      return answered;
    },
  };
}

/** Numbers from 0 to 1, the same ones for the same seed (a xorshift of 32 bits). */
function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}
