import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createDiscord } from '../../playground/discord/discord.ts';
import { createCrowd } from './crowd.ts';
import { startKeptRedis } from './kept-redis.ts';
import { startBrokenProxy } from './broken-proxy.ts';
import { createRandom, seedFor } from './random.ts';
import type { Extent, Scenario } from './scenario.ts';
import { superviseScript, type Supervised } from './supervised.ts';
import { startThinkingModel } from './thinking-model.ts';

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
    const model = await startThinkingModel(random.branch());
    closing.push(() => model.close());
    closing.push(() => Promise.all([...scripts.values()].map((script) => script.kill())));
    const redis = setting.store === 'Redis' ? await startKeptRedis(makeFolder('redis')) : undefined;
    if (redis) closing.push(() => redis.stop());

    const models = { OPENAI_BASE_URL: model.url, OPENAI_MODEL: 'thinker' };
    const place = { DATA_DIR: makeFolder('data'), ...(redis && { REDIS_URL: redis.url }) };
    const engine = setting.isRemote ? await startEngine(models) : undefined;
    const proxy = engine && setting.hasProxy ? await startBrokenProxy(engine, random.branch()) : undefined;
    if (proxy) closing.push(() => proxy.close());
    const assistants = engine && {
      ASSISTANTS_BASE_URL: `${proxy?.url ?? engine}/v1`,
      ASSISTANTS_API_KEY: 'sk-faults-0',
    };
    const settings = {
      DISCORD_TOKEN: discord.token,
      DISCORD_API_URL: discord.apiUrl,
      LOG_LEVEL: 'debug',
      ...place,
      ...(assistants ?? models),
    };

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

    /** Where an Assistants server of its own listens. */
    async function startEngine(models: Record<string, string>): Promise<string> {
      const settings = { ...models, DATA_DIR: makeFolder('engine'), ENGINE_PORT: '0' };
      const script = supervise('engine', { script: 'start-engine.ts', settings, readyText: 'assistants-api.md' });
      script.start();
      const [, url] = /at (http:\/\/\S+)\/v1\n/.exec(await script.untilReady()) ?? [];
      if (url === undefined) throw new Error('The Assistants server does not say where it listens.');
      return url;
    }

    /** One more bot with the same token and store; it is not started yet. */
    function addBot(part = 'bot'): Supervised {
      return supervise(part, { script: 'start.ts', settings, readyText: 'Ready' });
    }

    return {
      name,
      folder,
      random,
      extent,
      discord,
      model,
      redis,
      proxy,
      crowd: createCrowd(discord, random.branch()),
      bot: addBot(),
      addBot,
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
