import { readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { z } from 'zod';
import { OperatorError } from './errors.ts';
import { isLoopback } from './loopback.ts';
import {
  type ApiKey,
  apiKeys,
  type DatabaseFile,
  databaseFiles,
  type ModelAliases,
  modelAliases,
  ownerIds,
} from './notations.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** Which API the models speak, or the demo that needs none. */
export type ModelApi = 'responses' | 'chat' | 'demo';

export type LogLevel = (typeof LOG_LEVELS)[number];

export interface Config {
  /** No token means the playground. */
  readonly discord: { readonly token?: string; readonly apiUrl: string; readonly cdnUrl: string };
  readonly models: {
    readonly api: ModelApi;
    readonly apiKey?: string;
    readonly baseUrl?: string;
    readonly model?: string;
  };
  /** Somebody else's Assistants server; without it the embedded engine. */
  readonly assistantsServer?: { readonly baseUrl: string; readonly apiKey: string };
  readonly assistantId?: string;
  /** How long one run may take. */
  readonly runTimeoutMs: number;
  /** How old a post may be that was made while the bot was away, and is still answered; 0: none is. */
  readonly catchUpHours: number;
  /** The bot asks Discord for what is written in messages that do not concern it. */
  readonly hasMessageContent: boolean;
  readonly ownerIds: readonly string[];
  /** A JSON file of defaults and ceilings for every server. */
  readonly serversFile?: string;
  readonly engine: EngineConfig;
  /** Without it SQLite in `dataDir`. */
  readonly redisUrl?: string;
  readonly dataDir: string;
  /** SQLite files that assistants may read with the function `ask_database`. */
  readonly databaseFiles: readonly DatabaseFile[];
  readonly port: number;
  readonly logLevel: LogLevel;
}

/** What concerns the engine, embedded or served over HTTP. */
export interface EngineConfig {
  /** Where it listens when it is served. */
  readonly host: string;
  readonly port: number;
  /** The bot's process serves it, too. */
  readonly isServedByBot: boolean;
  /** Who may use it over HTTP; none: everybody who reaches it, which is this machine only. */
  readonly keys: readonly ApiKey[];
  /** It refuses what OpenAI's server refused, instead of meeting old code kindly. */
  readonly isStrict: boolean;
  /** Left out, what the model's kind of server takes. */
  readonly contextTokens?: number;
  readonly modelAliases: ModelAliases;
  /** A JSON file of assistants that shall exist. */
  readonly seedFile?: string;
  /** A thread id that it does not know becomes a new thread of that id. */
  readonly adoptsThreads: boolean;
}

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

const httpUrl = z
  .url({ protocol: /^https?$/, error: 'must be a URL that starts with http:// or https://' })
  .transform((url) => url.replace(/\/+$/, ''));

const port = z.coerce
  .number('must be a number')
  .int('must be a whole number')
  .min(0, 'must be between 0 and 65535')
  .max(65_535, 'must be between 0 and 65535');

const isOn = z.enum(['0', '1'], 'must be 1 or 0').default('0');

function hasReadableLogin(url: string): boolean {
  const { username, password } = new URL(url);
  try {
    decodeURIComponent(`${username}:${password}`);
    return true;
  } catch {
    return false;
  }
}

/** Every setting, in the order of the README's table; the descriptions are the table's and `.env.example`'s. */
export const settings = z
  .object({
    DISCORD_TOKEN: z
      .string()
      .optional()
      .describe("The bot's token from the Discord developer portal; unset starts the playground"),
    DISCORD_API_URL: httpUrl
      .refine((url) => !/\/v\d+$/.test(url), 'must not end in a version: Bobbin adds /v10 itself')
      .default('https://discord.com/api')
      .describe("A Discord-compatible server's REST API, without a version"),
    DISCORD_CDN_URL: httpUrl.default('https://cdn.discordapp.com').describe('Where that server keeps files'),
    OPENAI_API_KEY: z.string().optional().describe('The key for the models'),
    OPENAI_BASE_URL: httpUrl.optional().describe('Where the models are, e.g. http://localhost:11434/v1 for Ollama'),
    MODEL_API: z
      .enum(['responses', 'chat', 'demo'], 'must be responses, chat or demo')
      .optional()
      .describe('responses (default with a key), chat (default with a base URL) or demo (default with neither)'),
    OPENAI_MODEL: z
      .string()
      .optional()
      .describe('The default model; unset: gpt-6-luna, or the first that a chat server lists'),
    ASSISTANTS_BASE_URL: httpUrl
      .optional()
      .describe("Somebody else's Assistants server, instead of the embedded engine"),
    ASSISTANTS_API_KEY: z.string().optional().describe('The key for that server; required with it'),
    ASSISTANT_ID: z
      .string()
      .max(64, 'must be 64 characters at most')
      .optional()
      .describe('The default assistant; unset: the one named Bobbin, made if it is missing'),
    RUN_TIMEOUT_SECONDS: z.coerce
      .number('must be a number')
      .min(1, 'must be at least 1')
      .max(86_400, 'must be 86400 at most')
      .default(600)
      .describe('How long an answer may take before it is given up'),
    CATCH_UP_HOURS: z.coerce
      .number('must be a number')
      .min(0, 'must be 0 or more')
      .max(720, 'must be 720 at most')
      .default(24)
      .describe('How old a post may be that was made while the bot was away, and is still answered; 0: none is'),
    MESSAGE_CONTENT_INTENT: z
      .enum(['on', 'off'], 'must be on or off')
      .default('on')
      .describe('off: do without that intent, and answer only mentions, replies, DMs, commands and menus'),
    OWNER_IDS: ownerIds
      .optional()
      .describe('The Discord ids of people who may do everywhere what moderators may, comma-separated'),
    SERVERS_FILE: z.string().optional().describe('A JSON file of defaults and ceilings for every server'),
    REDIS_URL: z
      .url({ protocol: /^rediss?$/, error: 'must be a URL that starts with redis:// or rediss://', abort: true })
      .refine((url) => new URL(url).hostname !== '', 'must name a host, as in redis://localhost:6379')
      .refine(hasReadableLogin, 'must have every % of its user and password written as %25')
      .refine((url) => /^\/?\d*$/.test(new URL(url).pathname), 'must end in the number of a database, if in anything')
      .optional()
      .describe('A Redis server to keep everything in; unset: SQLite in DATA_DIR'),
    DATA_DIR: z.string().default('./data').describe('The folder for what is kept on disk'),
    DATABASE_FILES: databaseFiles
      .optional()
      .describe(
        'SQLite files that assistants may read with the function ask_database, comma-separated: name=path or path',
      ),
    PORT: port.default(3000).describe("The playground's port"),
    ENGINE_HOST: z.string().default('127.0.0.1').describe('The address that `npm run engine` listens on'),
    ENGINE_PORT: port.default(8787).describe('The port that it listens on'),
    ENGINE_HTTP: isOn.describe('1: `npm start` serves the engine over HTTP as well'),
    ENGINE_API_KEYS: apiKeys
      .optional()
      .describe(
        "The keys for it, comma-separated; name=key names a key's project, bot=key opens the bot's own; unset: none needed, on this machine only",
      ),
    ENGINE_STRICT: isOn.describe("1: refuse what OpenAI's server refused, such as a missing OpenAI-Beta header"),
    CONTEXT_TOKENS: z.coerce
      .number('must be a number')
      .int('must be a whole number')
      .min(1_000, 'must be at least 1000')
      .optional()
      .describe('How much of a thread a model is given, in tokens; unset: 100000, for chat servers 8000'),
    MODEL_ALIASES: modelAliases
      .optional()
      .describe('Other models for some names, e.g. gpt-4o=gpt-6-luna,gpt-4*=gpt-6-luna'),
    ENGINE_SEED: z
      .string()
      .optional()
      .describe('A JSON file of assistants with their old ids, made where they are missing'),
    ENGINE_ADOPT_THREADS: isOn.describe(
      '1: a thread id that the engine does not know becomes a new, empty thread of that id',
    ),
    LOG_LEVEL: z
      .enum(LOG_LEVELS, `must be one of ${LOG_LEVELS.join(', ')}`)
      .default('info')
      .describe('How much is logged: fatal, error, warn, info, debug, trace or silent'),
  })
  .check((context) => {
    const { OPENAI_API_KEY, OPENAI_BASE_URL, MODEL_API, ASSISTANTS_BASE_URL, ASSISTANTS_API_KEY } = context.value;
    const { ENGINE_API_KEYS, ENGINE_HOST, ENGINE_HTTP } = context.value;
    const mistake = (path: string, message: string) =>
      context.issues.push({ code: 'custom', input: undefined, path: [path], message });
    if (ASSISTANTS_BASE_URL && !ASSISTANTS_API_KEY)
      mistake('ASSISTANTS_API_KEY', 'is required with ASSISTANTS_BASE_URL');
    if (ASSISTANTS_API_KEY && !ASSISTANTS_BASE_URL)
      mistake('ASSISTANTS_BASE_URL', 'is required with ASSISTANTS_API_KEY');
    if (MODEL_API && MODEL_API !== 'demo' && !OPENAI_API_KEY && !OPENAI_BASE_URL)
      mistake('MODEL_API', `is ${MODEL_API}, which needs OPENAI_API_KEY or OPENAI_BASE_URL`);
    if (!isLoopback(ENGINE_HOST) && !ENGINE_API_KEYS?.length)
      mistake('ENGINE_API_KEYS', 'is required when ENGINE_HOST is not an address of this machine alone');
    if (ENGINE_HTTP === '1' && ASSISTANTS_BASE_URL)
      mistake('ENGINE_HTTP', 'serves the embedded engine, which ASSISTANTS_BASE_URL replaces: set one of them');
  });

/**
 * What the environment says, then the `.env` file; an empty value counts as none, names not known are ignored.
 * @throws {OperatorError} that lists every mistake, never a value (it may be a secret).
 */
export function readConfig(environment: Environment, file: Environment = {}): Config {
  const raw = Object.fromEntries(
    Object.keys(settings.shape).map((name) => [name, environment[name]?.trim() || file[name]?.trim() || undefined]),
  );
  const parsed = settings.safeParse(raw);
  if (!parsed.success) {
    const mistakes = parsed.error.issues.map(({ path, message }) => `  ${path.join('.')} ${message}`);
    throw new OperatorError(`Bobbin cannot start; correct these settings:\n${mistakes.join('\n')}`);
  }
  const { data } = parsed;
  const api = data.MODEL_API ?? (data.OPENAI_BASE_URL ? 'chat' : data.OPENAI_API_KEY ? 'responses' : 'demo');
  return {
    discord: {
      apiUrl: data.DISCORD_API_URL,
      cdnUrl: data.DISCORD_CDN_URL,
      ...(data.DISCORD_TOKEN && { token: data.DISCORD_TOKEN }),
    },
    models: {
      api,
      ...(data.OPENAI_API_KEY && { apiKey: data.OPENAI_API_KEY }),
      ...(data.OPENAI_BASE_URL && { baseUrl: data.OPENAI_BASE_URL }),
      ...(data.OPENAI_MODEL && { model: data.OPENAI_MODEL }),
    },
    runTimeoutMs: data.RUN_TIMEOUT_SECONDS * 1_000,
    catchUpHours: data.CATCH_UP_HOURS,
    hasMessageContent: data.MESSAGE_CONTENT_INTENT === 'on',
    ownerIds: data.OWNER_IDS ?? [],
    ...(data.SERVERS_FILE && { serversFile: data.SERVERS_FILE }),
    ...(data.ASSISTANTS_BASE_URL &&
      data.ASSISTANTS_API_KEY && {
        assistantsServer: { baseUrl: data.ASSISTANTS_BASE_URL, apiKey: data.ASSISTANTS_API_KEY },
      }),
    ...(data.ASSISTANT_ID && { assistantId: data.ASSISTANT_ID }),
    engine: {
      host: data.ENGINE_HOST,
      port: data.ENGINE_PORT,
      isServedByBot: data.ENGINE_HTTP === '1',
      keys: data.ENGINE_API_KEYS ?? [],
      isStrict: data.ENGINE_STRICT === '1',
      ...(data.CONTEXT_TOKENS !== undefined && { contextTokens: data.CONTEXT_TOKENS }),
      modelAliases: data.MODEL_ALIASES ?? {},
      ...(data.ENGINE_SEED && { seedFile: data.ENGINE_SEED }),
      adoptsThreads: data.ENGINE_ADOPT_THREADS === '1',
    },
    ...(data.REDIS_URL && { redisUrl: data.REDIS_URL }),
    dataDir: data.DATA_DIR,
    databaseFiles: data.DATABASE_FILES ?? [],
    port: data.PORT,
    logLevel: data.LOG_LEVEL,
  };
}

/**
 * The settings of a `.env` file; none when there is no such file.
 * @throws {OperatorError} when it cannot be read.
 */
export function readEnvFile(path: string): Environment {
  const text = readText(path);
  // What Windows calls Unicode is UTF-16: every other byte of it is 0.
  if (text.includes('\0')) throw new OperatorError(`Cannot read ${path}: it is not text in UTF-8. Save it as UTF-8.`);
  return parseEnv(text.replace(/^\uFEFF/, ''));
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '';
    throw new OperatorError(`Cannot read ${path}: ${(error as Error).message}`, { cause: error });
  }
}

/** The values that must never be seen outside: tokens, keys, and the password in a Redis URL. */
export function secretsOf(config: Config): string[] {
  const redis = config.redisUrl === undefined ? undefined : new URL(config.redisUrl);
  return [
    config.discord.token,
    config.models.apiKey,
    config.assistantsServer?.apiKey,
    ...config.engine.keys.map(({ key }) => key),
    redis?.password,
    redis && decodeURIComponent(redis.password),
  ].filter((secret) => secret !== undefined && secret !== '') as string[];
}
