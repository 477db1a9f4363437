import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import KeyvRedis, { createClient } from '@keyv/redis';
import type { Logger } from 'pino';
import { OperatorError } from '../errors.ts';
import { createKeyvValues, encode } from './keyv-values.ts';
import { fieldsOf, scrubRedis } from './redis-scrub.ts';
import type { Lock, Store, Value } from './store.ts';

const NAMESPACE = 'bobbin';
/** How Redis begins its answer to somebody whom it does not know, or who may not do this; the ones with ERR are old. */
const REFUSAL = /^(?:WRONGPASS|NOAUTH|NOPERM|ERR invalid password|ERR (?:Client sent )?AUTH)/;
/** How long a command may take before it is an error; a frozen server must not freeze the bot. */
const COMMAND_TIMEOUT_MS = 1_500;
const CONNECT_TIMEOUT_MS = 2_000;
const MAX_RECONNECT_WAIT_MS = 2_000;

/**
 * One operation a key, in ARGV: `=text` expects that text, `!` expects nothing, `+text` writes it, `-` deletes,
 * `>score member` puts into a sorted set, `<member` takes out. Expectations come first, so nothing is written when one
 * of them fails.
 */
const COMMIT = `
for i, key in ipairs(KEYS) do
  local operation, text = string.sub(ARGV[i], 1, 1), string.sub(ARGV[i], 2)
  if operation == '=' and redis.call('GET', key) ~= text then return 0 end
  if operation == '!' and redis.call('EXISTS', key) == 1 then return 0 end
  if operation == '+' then redis.call('SET', key, text) end
  if operation == '-' then redis.call('DEL', key) end
  if operation == '<' then redis.call('ZREM', key, text) end
  if operation == '>' then
    local space = string.find(text, ' ', 1, true)
    redis.call('ZADD', key, string.sub(text, 1, space - 1), string.sub(text, space + 1))
  end
end
return 1`;
const RENEW = `if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('PEXPIRE', KEYS[1], ARGV[2]) end return 0`;
const RELEASE = `if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end return 0`;

export interface RedisStoreOptions {
  url: string;
  log: Logger;
  /** Ends the wait for a server that is not there. */
  signal?: AbortSignal;
}

/**
 * A store in one Redis server (not a cluster: a commit spans keys). Waits until the server is reachable, however long
 * that takes, and says so in the log; after that a call fails at once while it is away, and works again when it is back.
 * @throws {OperatorError} when the server does not accept the user or the password.
 */
export async function openRedisStore(options: RedisStoreOptions): Promise<Store & { close(): Promise<void> }> {
  const { url, log, signal } = options;
  const client = createClient({
    url,
    disableOfflineQueue: true,
    commandOptions: { timeout: COMMAND_TIMEOUT_MS },
    pingInterval: 1_000,
    socket: {
      connectTimeout: CONNECT_TIMEOUT_MS,
      socketTimeout: CONNECT_TIMEOUT_MS,
      reconnectStrategy: (attempt, cause) =>
        !isOpen && isRefusal(cause) ? cause : Math.min(50 * 2 ** attempt, MAX_RECONNECT_WAIT_MS),
    },
  });
  let isOpen = false;
  let isAway = false;
  client.on('error', (error: Error) => {
    if (!isOpen && isRefusal(error)) return; // it rejects the opening
    if (!isAway) log.warn({ err: error }, 'redis is not reachable, trying again');
    isAway = true;
  });
  client.on('ready', () => {
    if (isAway) log.info('redis is reachable again');
    isAway = false;
  });
  const valueKey = (key: string) => `${NAMESPACE}:${key}`;
  const lockKey = (key: string) => `${NAMESPACE}-lock:${key}`;
  const setKey = (set: string) => `${NAMESPACE}-set:${set}`;
  await connect();
  isOpen = true;

  const adapter = new KeyvRedis(client, {
    throwOnErrors: true,
    connectionTimeout: CONNECT_TIMEOUT_MS,
    keyPrefixSeparator: ':',
  });
  const { get, getMany, set, delete: remove } = createKeyvValues(adapter, NAMESPACE);

  async function connect(): Promise<void> {
    signal?.throwIfAborted();
    const giveUp = () => client.destroy();
    signal?.addEventListener('abort', giveUp, { once: true });
    try {
      await client.connect().catch((error: unknown) => {
        if (!signal?.aborted) throw error;
      });
      signal?.throwIfAborted(); // a destroyed client resolves its connect as if it were there
      await checkAccess();
    } catch (error) {
      if (client.isOpen) client.destroy();
      throw isRefusal(error) ? refused(error) : error;
    } finally {
      signal?.removeEventListener('abort', giveUp);
    }
  }

  /** A server that wants a password lets everybody connect, and refuses the first command. */
  async function checkAccess(): Promise<void> {
    try {
      await client.get(valueKey('health'));
    } catch (error) {
      signal?.throwIfAborted();
      if (isRefusal(error)) throw error;
      log.warn({ err: error }, 'redis does not answer as it should yet');
    }
  }

  return {
    get: (key) => inTime(get(key)),
    getMany: (keys) => inTime(getMany(keys)),
    set: (key, value) => inTime(set(key, value)),
    delete: (key) => inTime(remove(key)),

    async commit(writes, { values: expected = {}, locks = [] } = {}, { scores = [], releases = [] } = {}) {
      const keys: string[] = [];
      const operations: string[] = [];
      const add = (key: string, operation: string) => {
        keys.push(key);
        operations.push(operation);
      };
      for (const [key, value] of Object.entries(expected)) add(valueKey(key), expectation(value));
      for (const lock of locks) add(lockKey(lock.key), `=${lock.token}`);
      for (const { key, token } of releases) add(lockKey(key), `=${token}`);
      for (const [key, value] of Object.entries(writes)) add(valueKey(key), writing(value));
      for (const { set, member, score } of scores)
        add(setKey(set), score === undefined ? `<${member}` : `>${score} ${member}`);
      for (const { key } of releases) add(lockKey(key), '-');
      return (await inTime(client.eval(COMMIT, { keys, arguments: operations }))) === 1;
    },

    async members(set, { min = -Infinity, max = Infinity, limit = Infinity, highestFirst = false } = {}) {
      const lowest = min === -Infinity ? '-inf' : min;
      const highest = max === Infinity ? '+inf' : max;
      const LIMIT = { offset: 0, count: limit === Infinity ? -1 : limit };
      return inTime(
        highestFirst
          ? client.zRange(setKey(set), highest, lowest, { BY: 'SCORE', REV: true, LIMIT })
          : client.zRange(setKey(set), lowest, highest, { BY: 'SCORE', LIMIT }),
      );
    },

    scrub: () =>
      scrubRedis({
        persistence: async () => fieldsOf(await inTime(client.info('persistence'))),
        snapshots: async () => (await inTime(client.configGet('save')))['save'],
        rewriteLog: () => inTime(client.bgRewriteAof()),
        takeSnapshot: () => inTime(client.bgSave()),
      }),

    async lock(key, ttlMs) {
      const token = randomUUID();
      const taken = await inTime(client.set(lockKey(key), token, { NX: true, PX: ttlMs }));
      if (taken === null) return undefined;
      const lock: Lock = {
        key,
        token,
        renew: async () =>
          (await inTime(client.eval(RENEW, { keys: [lockKey(key)], arguments: [token, `${ttlMs}`] }))) === 1,
        release: async () => void (await inTime(client.eval(RELEASE, { keys: [lockKey(key)], arguments: [token] }))),
      };
      return lock;
    },

    async close() {
      // `close` waits for open commands; a server that is away would make it wait for ever.
      if (client.isReady) await Promise.race([client.close(), delay(COMMAND_TIMEOUT_MS)]);
      if (client.isOpen) client.destroy();
    },
  };
}

/**
 * The client gives up only a command that was not sent yet, and a connection only when nothing at all moves on it: with
 * somebody writing all the time a frozen server would be waited for without end.
 */
async function inTime<Result>(command: Promise<Result>): Promise<Result> {
  const { promise: tooLate, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(
    () => reject(new Error(`Redis has not answered within ${COMMAND_TIMEOUT_MS} ms.`)),
    COMMAND_TIMEOUT_MS,
  );
  try {
    return await Promise.race([command, tooLate]);
  } finally {
    clearTimeout(timer);
  }
}

function expectation(value: Value): string {
  return value === undefined ? '!' : `=${encode(value)}`;
}

function writing(value: Value): string {
  return value === undefined ? '-' : `+${encode(value)}`;
}

function isRefusal(error: unknown): error is Error {
  return error instanceof Error && REFUSAL.test(error.message);
}

function refused(error: Error): OperatorError {
  return new OperatorError(
    `Redis does not let Bobbin in. Correct the user and the password in REDIS_URL, or what they may do. It says: ${error.message}`,
    { cause: error },
  );
}
