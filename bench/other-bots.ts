import type { Program } from './programs.ts';
import { type BotOptions, clientLimit, type Scene, type Stack, start, temporaryFolder } from './scene.ts';

interface Model {
  readonly modelUrl: string;
}

/** The limit: a bot that keeps nothing, asks the model directly and replies. */
export async function startDirectBot(stack: Stack, scene: Scene, { modelUrl }: Model, options: BotOptions = {}) {
  return startBot(stack, scene, 'bench/processes/direct-bot.ts', { modelUrl }, options);
}

/** The tutorial's loop, on an Assistants server. */
export async function startTutorialBot(stack: Stack, scene: Scene, assistantsUrl: string, options: BotOptions = {}) {
  return startBot(stack, scene, 'bench/processes/tutorial-bot.ts', { assistantsUrl }, options);
}

async function startBot(
  stack: Stack,
  { discord }: Scene,
  script: string,
  argument: object,
  options: BotOptions,
): Promise<Program> {
  const { apiUrl, token } = discord;
  const bot = start(stack, script, { argument: { apiUrl, token, ...argument }, nodeArguments: clientLimit(options) });
  await bot.until(/^Ready/m);
  return bot;
}

/** The engine alone in a process of its own, on SQLite. */
export async function startEngine(stack: Stack, { modelUrl }: Model): Promise<{ url: string; program: Program }> {
  const program = start(stack, 'start-engine.ts', {
    settings: {
      OPENAI_BASE_URL: modelUrl,
      OPENAI_MODEL: 'stub',
      DATA_DIR: temporaryFolder(stack),
      ENGINE_PORT: '0',
    },
  });
  const [, url = ''] = await program.until(/The Assistants API, at (\S+)/);
  return { url, program };
}
