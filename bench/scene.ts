import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { createDiscord } from '../playground/discord/discord.ts';
import type { Person } from '../playground/discord/people/person.ts';
import { type Program, type ProgramOptions, startProgram } from './programs.ts';
import { startRedis } from './redis.ts';
import { createTurns, type Turns } from './turns.ts';

export type Stack = AsyncDisposableStack;

/** A folder that goes with the stack, or with this process. */
export function temporaryFolder(stack: Stack): string {
  const folder = mkdtempSync(join(tmpdir(), 'bobbin-bench-'));
  const remove = () => rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
  process.once('exit', remove);
  stack.defer(() => {
    process.off('exit', remove);
    remove();
  });
  return folder;
}

/** Where Bobbin keeps things. */
export interface Place {
  readonly name: 'SQLite' | 'Redis';
  /** Somewhere empty, as settings; it goes with the stack. */
  prepare(stack: Stack): Promise<Readonly<Record<string, string>>>;
}

const sqlite: Place = { name: 'SQLite', prepare: async (stack) => ({ DATA_DIR: temporaryFolder(stack) }) };
const redis: Place = {
  name: 'Redis',
  prepare: async (stack) => ({ DATA_DIR: temporaryFolder(stack), REDIS_URL: await startRedis(stack) }),
};

export function placesOf({ hasRedis }: { hasRedis: boolean }): readonly Place[] {
  return hasRedis ? [sqlite, redis] : [sqlite];
}

/** A program that ends with the stack. */
export function start(stack: Stack, script: string, options?: ProgramOptions): Program {
  const program = startProgram(script, options);
  stack.defer(() => program.stop());
  return program;
}

/** Starts the model. */
export async function startModel(stack: Stack, nodeArguments: readonly string[] = []) {
  const program = start(stack, 'bench/processes/model.ts', { nodeArguments });
  const [, url = ''] = await program.until(/The model is at (\S+)/);
  return { url, program };
}

/** A local Discord with somebody in it who posts, and what measures the answers. */
export interface Scene {
  readonly discord: Awaited<ReturnType<typeof createDiscord>>;
  readonly ada: Person;
  readonly turns: Turns;
}

export async function openScene(stack: Stack, options: { rateLimits?: boolean } = {}): Promise<Scene> {
  const discord = await createDiscord(options);
  stack.defer(() => discord.close());
  return { discord, ada: discord.person('Ada'), turns: createTurns(discord) };
}

export interface BotOptions {
  /** Whether discord.js keeps to 50 requests a second by itself, as shipped. Default: yes. */
  readonly hasClientLimit?: boolean;
}

/** The arguments for Node that see to it. */
export function clientLimit({ hasClientLimit = true }: BotOptions): string[] {
  return hasClientLimit ? [] : ['--import', './bench/processes/without-client-limit.ts'];
}

export interface BobbinOptions extends BotOptions {
  readonly modelUrl: string;
  /** Where it keeps things: settings. */
  readonly place: Readonly<Record<string, string>>;
  readonly settings?: Readonly<Record<string, string>>;
  readonly nodeArguments?: readonly string[];
}

/** Bobbin as it is shipped, in a process of its own, ready. Answers with how long that took, too. */
export async function startBobbin(stack: Stack, { discord }: Scene, options: BobbinOptions) {
  const { modelUrl, place, settings = {}, nodeArguments = [] } = options;
  const startMs = performance.now();
  const program = start(stack, 'start.ts', {
    settings: {
      DISCORD_TOKEN: discord.token,
      DISCORD_API_URL: discord.apiUrl,
      DISCORD_CDN_URL: `${discord.url}/cdn`,
      OPENAI_BASE_URL: modelUrl,
      OPENAI_MODEL: 'stub',
      ...place,
      ...settings,
    },
    nodeArguments: [...shippedArguments(), ...clientLimit(options), ...nodeArguments],
  });
  await program.until(/^Ready/m);
  return { ...program, readyMs: performance.now() - startMs };
}

/** What `npm start` tells Node. */
function shippedArguments(): string[] {
  const { scripts } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
    scripts: { start: string };
  };
  return scripts.start.split(' ').slice(1, -1);
}

/** Bobbin on an Assistants server somewhere else. */
export function assistantsServer(url: string): Readonly<Record<string, string>> {
  return { ASSISTANTS_BASE_URL: url, ASSISTANTS_API_KEY: 'none' };
}

/** Waits until the bot has asked nothing of Discord for a while: it is done with starting. */
export async function untilQuiet({ discord }: Scene, quietMs = 1_000): Promise<void> {
  for (let seen = -1; seen !== discord.requests.length; await delay(quietMs)) seen = discord.requests.length;
}

/** Threads in which the bot answers every post; it has had one turn in each. */
export async function openThreads({ discord, ada, turns }: Scene, count: number): Promise<string[]> {
  const general = discord.channel('general').id;
  const ids: string[] = [];
  const openSome = async () => {
    while (ids.length < count) {
      const index = ids.push('') - 1;
      const { id } = await ada.startThread(general, { name: `Thread ${index + 1}` });
      ids[index] = id;
      await turns.ask(ada, id, `<@${discord.bot.id}> hello`);
    }
  };
  await Promise.all(Array.from({ length: 20 }, openSome));
  return ids;
}
