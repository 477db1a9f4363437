import { accessSync, constants } from 'node:fs';
import type { Logger } from 'pino';
import type { Config } from '../config.ts';
import { OperatorError } from '../errors.ts';
import { inspectRedis, type RedisFacts } from '../storage/inspect-redis.ts';
import { isFolderLocked } from '../storage/lock-folder.ts';
import { cannotUse, makeFolder } from '../storage/make-folder.ts';
import { openStore } from '../storage/open-store.ts';
import type { Check } from './examine.ts';
import type { Finding } from './finding.ts';

const ABOUT = 'Store';
/** `ZRANGE … REV BYSCORE`. */
const MIN_REDIS = [6, 2] as const;

/** Redis, or the folder for SQLite. */
export function checkStore({ redisUrl, dataDir }: Config, log: Logger): Check {
  return {
    about: ABOUT,
    async run(signal) {
      if (redisUrl === undefined) return [await checkSqlite(dataDir, log)];
      return [...(await checkRedis(redisUrl, signal)), ...checkFolder(dataDir)];
    },
  };
}

async function checkSqlite(dataDir: string, log: Logger): Promise<Finding> {
  try {
    makeFolder(dataDir);
    const isRunning = isFolderLocked(dataDir);
    const store = await openStore({ dataDir, log, isShared: true });
    try {
      await store.set('doctor', 'was here');
      await store.delete('doctor');
    } finally {
      await store.close();
    }
    const who = isRunning ? 'A bot is running on it now.' : 'No bot is running on it.';
    return { verdict: 'good', about: ABOUT, says: `SQLite in DATA_DIR ${dataDir} can be written. ${who}` };
  } catch (error) {
    return cannotWrite(dataDir, error);
  }
}

/** With Redis it is for files only. */
function checkFolder(dataDir: string): Finding[] {
  try {
    makeFolder(dataDir);
    accessSync(dataDir, constants.W_OK);
    return [];
  } catch (error) {
    return [cannotWrite(dataDir, error)];
  }
}

function cannotWrite(dataDir: string, error: unknown): Finding {
  const { message } = error instanceof OperatorError ? error : cannotUse(dataDir, error);
  const advice = 'Give the user that runs Bobbin the right to write there, or set DATA_DIR to another folder.';
  return { verdict: 'bad', about: ABOUT, says: message, advice };
}

async function checkRedis(redisUrl: string, signal: AbortSignal): Promise<Finding[]> {
  const { host } = new URL(redisUrl);
  let facts: RedisFacts;
  try {
    facts = await inspectRedis(redisUrl, signal);
  } catch (error) {
    signal.throwIfAborted();
    const { message, code } = error as NodeJS.ErrnoException;
    const isAway = code !== undefined || message === '';
    return [
      {
        verdict: 'bad',
        about: ABOUT,
        says: isAway
          ? `Redis cannot be reached at ${host}${code ? ` (${code})` : ''}.`
          : `Redis at ${host} refuses: ${message}`,
        advice: isAway
          ? 'Start it, or correct REDIS_URL.'
          : 'Correct the user and the password in REDIS_URL, or what that user may do.',
      },
    ];
  }
  return describe(host, facts);
}

function describe(host: string, { version, isPersistent, evictionPolicy }: RedisFacts): Finding[] {
  const about = ABOUT;
  const findings: Finding[] = [];
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major < MIN_REDIS[0] || (major === MIN_REDIS[0] && minor < MIN_REDIS[1])) {
    const says = `Redis at ${host} is ${version}, which is too old.`;
    findings.push({ verdict: 'bad', about, says, advice: 'Bobbin needs Redis 6.2 or newer.' });
  } else {
    findings.push({ verdict: 'good', about, says: `Redis ${version} at ${host} can be written.` });
  }
  if (isPersistent === false) {
    findings.push({
      verdict: 'doubtful',
      about,
      says: 'This Redis keeps nothing on disk: after its restart every conversation is forgotten.',
      advice: 'Start it with `appendonly yes`, as docker-compose.yml does.',
    });
  }
  if (evictionPolicy !== undefined && evictionPolicy !== 'noeviction') {
    findings.push({
      verdict: 'doubtful',
      about,
      says: `This Redis throws away what it likes when it is full (maxmemory-policy ${evictionPolicy}), also conversations.`,
      advice: 'Set `maxmemory-policy noeviction`.',
    });
  }
  return findings;
}
