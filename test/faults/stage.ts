import { mkdirSync, mkdtempSync, readdirSync, rmSync, watch, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { pino } from 'pino';
import { createDiscord } from '../../playground/discord/discord.ts';
import { openStore } from '../../src/storage/open-store.ts';
import { freePort } from '../support/redis.ts';
import { createCrowd } from './crowd.ts';
import { startKeptRedis } from './kept-redis.ts';
import { startBrokenProxy } from './broken-proxy.ts';
import { createRandom, seedFor } from './random.ts';
import type { Extent, Scenario } from './scenario.ts';
import { superviseScript, type Supervised } from './supervised.ts';
import { startThinkingModel } from './thinking-model.ts';

/** Before each piece of an answer that grows. */
const SLOW_MS = 150;
const isWhole = (name: string) => !name.endsWith('.part');

export type Stage = Awaited<ReturnType<typeof setStage>>;

/** Everything that a scenario needs: a Discord with people, a model, a store, and the bot as a process of its own. */
export async function setStage({ name, setting }: Scenario, { seed, extent }: { seed: number; extent: Extent }) {
  const closing: (() => Promise<unknown> | void)[] = [];
  const random = createRandom(seedFor(seed, name));
  const folder = mkdtempSync(join(tmpdir(), `bobbin-faults-${name.replaceAll('/', '-')}-`));
  const scripts = new Map<string, Supervised>();
  let faults = 0;

  async function close(): Promise<void> {
    for (const step of closing.toReversed()) await step();
  }

  try {
    const discord = await createDiscord({
      rateLimits: setting.hasRateLimits ?? false,
      resumeWindowMs: setting.resumeWindowMs,
    });
    closing.push(() => discord.close());
    const model = await startThinkingModel(random.branch(), { pauseMs: setting.isGrowing ? SLOW_MS : 0 });
    closing.push(() => model.close());
    closing.push(() => Promise.all([...scripts.values()].map((script) => script.kill())));
    const redis = setting.store === 'Redis' ? await startKeptRedis(makeFolder('redis')) : undefined;
    if (redis) closing.push(() => redis.stop());

    const abandon = () => [...scripts.values(), ...(redis ? [redis] : [])].forEach((one) => one.abandon());
    process.once('exit', abandon);
    closing.push(() => void process.off('exit', abandon));

    const models = { OPENAI_BASE_URL: model.url, OPENAI_MODEL: 'thinker' };
    const place = { DATA_DIR: makeFolder('data'), ...(redis && { REDIS_URL: redis.url }) };
    const engine = setting.isRemote ? await startEngine(models) : undefined;
    const proxy = engine && setting.hasProxy ? await startBrokenProxy(engine.url, random.branch()) : undefined;
    if (proxy) closing.push(() => proxy.close());
    const assistants = engine && {
      ASSISTANTS_BASE_URL: `${proxy?.url ?? engine.url}/v1`,
      ASSISTANTS_API_KEY: 'sk-faults-0',
    };
    const settings = {
      DISCORD_TOKEN: discord.token,
      DISCORD_API_URL: discord.apiUrl,
      DISCORD_CDN_URL: `${discord.url}/cdn`,
      LOG_LEVEL: 'debug',
      ...place,
      ...(assistants ?? models),
      ...(setting.isGrowing && { SERVERS_FILE: writeServersFile() }),
      ...setting.settings,
    };

    function writeServersFile(): string {
      const file = join(folder, 'servers.json');
      writeFileSync(file, JSON.stringify({ defaults: { everywhere: { growing: true, mostMessages: 20 } } }));
      return file;
    }

    function makeFolder(part: string): string {
      const made = join(folder, part);
      mkdirSync(made, { recursive: true });
      return made;
    }

    function supervise(
      part: string,
      options: Pick<Parameters<typeof superviseScript>[0], 'script' | 'settings' | 'readyText'>,
    ) {
      const script = superviseScript({ ...options, logFile: join(folder, `${part}.log`) });
      scripts.set(part, script);
      return script;
    }

    /** An Assistants server of its own, always at the same address. */
    async function startEngine(models: Record<string, string>): Promise<Supervised & { url: string }> {
      const port = await freePort();
      const settings = { ...models, DATA_DIR: makeFolder('engine'), ENGINE_PORT: `${port}` };
      const script = supervise('engine', { script: 'start-engine.ts', settings, readyText: 'assistants-api.md' });
      script.start();
      await script.untilReady();
      return { ...script, url: `http://127.0.0.1:${port}` };
    }

    /** One more bot with the same token and store; it is not started yet. */
    function addBot(part = 'bot'): Supervised {
      return supervise(part, { script: 'start.ts', settings, readyText: 'Ready' });
    }

    const filesFolder = makeFolder(join(setting.isRemote ? 'engine' : 'data', 'files'));

    return {
      name,
      folder,
      /** The files that the Assistants server has, without the bytes that it knows are no file's: those it clears away. */
      async filesOnServer(): Promise<string[]> {
        const dataDir = dirname(filesFolder);
        const redisUrl = setting.isRemote ? undefined : redis?.url;
        const store = await openStore({ redisUrl, dataDir, log: pino({ level: 'silent' }), isShared: true });
        const unowned = new Set(await store.members('unowned-bytes'));
        await store.close();
        return readdirSync(filesFolder).filter((name) => isWhole(name) && !unowned.has(name));
      },
      /** Resolves when the next file is uploaded, or after a while. */
      async untilUpload(mostMs: number): Promise<void> {
        const { promise, resolve } = Promise.withResolvers<void>();
        const watcher = watch(filesFolder, (_event, name) => name && isWhole(name) && resolve());
        await Promise.race([promise, delay(mostMs)]);
        watcher.close();
      },
      random,
      extent,
      discord,
      model,
      redis,
      /** The Assistants server, when it is a process of its own. */
      engine,
      proxy,
      crowd: createCrowd(discord, random.branch()),
      bot: addBot(),
      addBot,
      /** Lets a random while pass. */
      pause: ([leastMs, mostMs]: readonly [number, number]) => delay(random.between(leastMs, mostMs) * extent.pace),
      /** Something was broken. */
      count: () => void (faults += 1),
      get faults() {
        return faults;
      },
      /** The logs of every process, by their names. */
      logs: () => [...scripts].map(([part, script]) => ({ part, text: script.readLog(), crashes: script.crashes })),
      /** Ends everything; the folder with the logs stays unless it is not needed any more. */
      async close({ keepsLogs }: { keepsLogs: boolean }): Promise<void> {
        await close();
        if (!keepsLogs) rmSync(folder, { recursive: true, force: true });
      },
    };
  } catch (error) {
    await close();
    throw error;
  }
}
