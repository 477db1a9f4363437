import type { Config } from './config.ts';
import { DEFAULT_RESPONSES_MODEL } from './engine/models/create-model.ts';

/** What is printed before the bot connects; with the address of the playground when it is in that. */
export function introduceBot(config: Config, playgroundUrl?: string): string {
  return [
    playgroundUrl === undefined
      ? `Bobbin, the bot, on ${new URL(config.discord.apiUrl).host}.`
      : 'Bobbin in the playground: a local Discord with the real bot in it. No token and no key needed.',
    `  State  ${describeState(config)}`,
    `  Model  ${describeModelOfBot(config)}`,
    playgroundUrl === undefined
      ? '  Next   connecting; the invite link comes with the connection'
      : `  Next   open ${playgroundUrl}; to put Bobbin on Discord, set DISCORD_TOKEN (README, “On Discord”)`,
  ].join('\n');
}

/** What is printed when the bot answers. */
export function whatNext({ name, inviteUrl }: { name: string; inviteUrl: string }, playgroundUrl?: string): string {
  if (playgroundUrl !== undefined) return `Ready: open ${playgroundUrl} and post a question.`;
  return `Ready: ${name} is online. Add it to a server: ${inviteUrl}\nThen mention @${name} in a channel there.`;
}

/** An engine that is served. */
interface Served {
  readonly url: string;
  readonly projects: readonly string[];
}

/** What is printed when the engine is served alone. */
export function introduceEngine(config: Config, served: Served): string {
  return [
    title(served),
    `  State  ${describeState(config)}`,
    `  Model  ${describeModel(config)}`,
    ...describeUse(config, served),
  ].join('\n');
}

/** What is printed when the bot serves its engine, too. */
export function introduceServedEngine(config: Config, served: Served): string {
  return [title(served), ...describeUse(config, served)].join('\n');
}

function title({ url }: Served): string {
  return `The Assistants API, at ${url}/v1`;
}

function describeState({ redisUrl, dataDir }: Config): string {
  return redisUrl === undefined ? `SQLite in ${dataDir}` : `Redis at ${new URL(redisUrl).host}`;
}

function describeModelOfBot(config: Config): string {
  const { assistantsServer } = config;
  if (!assistantsServer) return describeModel(config);
  return `whatever the Assistants server at ${new URL(assistantsServer.baseUrl).host} runs`;
}

function describeModel({ models }: Config): string {
  const at = new URL(models.baseUrl ?? 'https://api.openai.com').host;
  switch (models.api) {
    case 'responses':
      return `${models.model ?? DEFAULT_RESPONSES_MODEL} over the Responses API at ${at}`;
    case 'chat':
      return `${models.model ?? 'the first one listed'} over chat completions at ${at}`;
    case 'demo':
      return 'an offline demo; set OPENAI_API_KEY or OPENAI_BASE_URL for a real one';
  }
}

/** How somebody's code comes to the engine. */
function describeUse({ engine }: Config, served: Served): string[] {
  const baseUrl = `${served.url}/v1`;
  const key = engine.keys.length === 0 ? 'unused' : '…';
  const who =
    engine.keys.length === 0
      ? 'none needed, from this machine only'
      : `one of ENGINE_API_KEYS; they open ${served.projects.join(', ')}`;
  return [
    `  Keys   ${who}`,
    '  Use    one line of your program changes:',
    `           Python      client = OpenAI(base_url="${baseUrl}", api_key="${key}")`,
    `           JavaScript  const client = new OpenAI({ baseURL: '${baseUrl}', apiKey: '${key}' });`,
    '         More in docs/assistants-api.md',
  ];
}
