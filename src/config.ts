import { readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { z } from 'zod';
import { OperatorError } from './errors.ts';

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
  /** Without it SQLite in `dataDir`. */
  readonly redisUrl?: string;
  readonly dataDir: string;
  readonly port: number;
  readonly logLevel: LogLevel;
}

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

const httpUrl = z
  .url({ protocol: /^https?$/, error: 'must be a URL that starts with http:// or https://' })
  .transform((url) => url.replace(/\/+$/, ''));

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
    REDIS_URL: z
      .url({ protocol: /^rediss?$/, error: 'must be a URL that starts with redis:// or rediss://' })
      .optional()
      .describe('A Redis server to keep everything in; unset: SQLite in DATA_DIR'),
    DATA_DIR: z.string().default('./data').describe('The folder for what is kept on disk'),
    PORT: z.coerce
      .number('must be a number')
      .int('must be a whole number')
      .min(0, 'must be between 0 and 65535')
      .max(65_535, 'must be between 0 and 65535')
      .default(3000)
      .describe("The playground's port"),
    LOG_LEVEL: z
      .enum(LOG_LEVELS, `must be one of ${LOG_LEVELS.join(', ')}`)
      .default('info')
      .describe('How much is logged: fatal, error, warn, info, debug, trace or silent'),
  })
  .check((context) => {
    const { OPENAI_API_KEY, OPENAI_BASE_URL, MODEL_API, ASSISTANTS_BASE_URL, ASSISTANTS_API_KEY } = context.value;
    const mistake = (path: string, message: string) =>
      context.issues.push({ code: 'custom', input: undefined, path: [path], message });
    if (ASSISTANTS_BASE_URL && !ASSISTANTS_API_KEY)
      mistake('ASSISTANTS_API_KEY', 'is required with ASSISTANTS_BASE_URL');
    if (ASSISTANTS_API_KEY && !ASSISTANTS_BASE_URL)
      mistake('ASSISTANTS_BASE_URL', 'is required with ASSISTANTS_API_KEY');
    if (MODEL_API && MODEL_API !== 'demo' && !OPENAI_API_KEY && !OPENAI_BASE_URL)
      mistake('MODEL_API', `is ${MODEL_API}, which needs OPENAI_API_KEY or OPENAI_BASE_URL`);
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
    ...(data.ASSISTANTS_BASE_URL &&
      data.ASSISTANTS_API_KEY && {
        assistantsServer: { baseUrl: data.ASSISTANTS_BASE_URL, apiKey: data.ASSISTANTS_API_KEY },
      }),
    ...(data.ASSISTANT_ID && { assistantId: data.ASSISTANT_ID }),
    ...(data.REDIS_URL && { redisUrl: data.REDIS_URL }),
    dataDir: data.DATA_DIR,
    port: data.PORT,
    logLevel: data.LOG_LEVEL,
  };
}

/** The settings of a `.env` file; none when there is no such file. */
export function readEnvFile(path: string): Environment {
  try {
    return parseEnv(readFileSync(path, 'utf8'));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {};
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
    redis?.password,
    redis && decodeURIComponent(redis.password),
  ].filter((secret) => secret !== undefined && secret !== '') as string[];
}
