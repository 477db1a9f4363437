import { type DestinationStream, type Logger, pino } from 'pino';
import type { LogLevel } from './config.ts';

export interface LogOptions {
  level: LogLevel;
  /** Exact texts that no line may hold: tokens, keys, passwords. More may be added while it is used. */
  secrets?: readonly string[];
  /** Where the lines go; by default standard output. */
  destination?: DestinationStream;
}

/** Key and token shapes that other servers put into their messages; ours are known exactly. */
const SECRET_SHAPES = [
  /\bsk-[\w*-]{4,}/g, // an OpenAI key, also the shortened form in its 401 answer
  /\b(?:Bearer|Bot) [\w.~+/=*-]{8,}/g,
  /\/(?:webhooks|interactions)\/\d+\/[\w-]{20,}/g, // an interaction's token in a Discord URL
  /(?<=:\/\/)[^\s/@]*:[^\s/@]+(?=@)/g, // a user and password in a URL
];

/** The text without secrets. */
export function redact(text: string, secrets: readonly string[] = []): string {
  const known = secrets.reduce((rest, secret) => rest.replaceAll(secret, '[redacted]'), text);
  return SECRET_SHAPES.reduce((rest, shape) => rest.replace(shape, '[redacted]'), known);
}

/** What is shorter is no secret but what local servers are given for a key (`1`, `none`), and would black out whole lines. */
export const MIN_SECRET_LENGTH = 8;

/** The logger that is handed to every part. Every text of a line passes `redact` as the last thing before it is written. */
export function createLog(options: LogOptions): Logger {
  const { level, secrets = [], destination = pino.destination({ sync: true }) } = options;
  // Only in the texts: a secret of digits is also a part of some time, and a line must stay JSON.
  const redactTexts = (_key: string, value: unknown) =>
    typeof value === 'string' ? redact(value, secrets.filter(isLong)) : value;
  return pino(
    {
      level,
      serializers: { err: describeError },
      hooks: { streamWrite: (line) => `${JSON.stringify(JSON.parse(line, redactTexts))}\n` },
    },
    destination,
  );
}

/** The log of a whole process: lines for a person at a terminal, elsewhere JSON (then the former is not even loaded). */
export async function openLog(level: LogLevel, secrets: readonly string[]): Promise<Logger> {
  const options: LogOptions = { level, secrets };
  if (!process.stdout.isTTY) return createLog(options);
  const { default: pretty } = await import('pino-pretty');
  return createLog({ ...options, destination: pretty({ ignore: 'pid,hostname', sync: true }) });
}

function isLong({ length }: string): boolean {
  return length >= MIN_SECRET_LENGTH;
}

/** Only named fields: the errors of discord.js and openai carry request bodies, that is, what people wrote. */
function describeError(error: unknown): unknown {
  if (!(error instanceof Error)) return { message: String(error) };
  const { name, message, stack, cause } = error;
  const { code, status, requestID } = error as { code?: unknown; status?: unknown; requestID?: unknown };
  return { name, message, code, status, requestID, stack, ...(cause !== undefined && { cause: describeError(cause) }) };
}
