import { pino } from 'pino';
import { expect, test } from 'vitest';
import { OperatorError } from '../src/errors.ts';
import { createRestarts, type RestartsOptions } from '../src/restarts.ts';

interface FakeBot {
  number: number;
  close(boundMs: number): Promise<void>;
}

type Start = RestartsOptions<FakeBot>['start'];

/** What has happened to bots that do nothing. */
function setUp(change: (number: number, signal: AbortSignal) => Promise<void> = async () => undefined) {
  const happened: string[] = [];
  const stop = new AbortController();
  const fatal: Parameters<Start>[1][] = [];
  let count = 0;
  const restarts = createRestarts<FakeBot>({
    async start(signal, onFatal) {
      count += 1;
      const number = count;
      happened.push(`start ${number}`);
      fatal.push(onFatal);
      await change(number, signal);
      return { number, close: async (boundMs) => void happened.push(`close ${number} within ${boundMs}`) };
    },
    signal: stop.signal,
    boundMs: 50,
    log: pino({ level: 'silent' }),
  });
  restarts.onStatus(({ bot }) => void happened.push(bot));
  return { restarts, happened, stop, fatal };
}

test('a restart closes one bot, does what is to be done, and starts the next', async () => {
  const { restarts, happened } = setUp();
  await restarts.start();

  await restarts.restart(() => void happened.push('between'));

  expect(happened).toEqual(['start 1', 'running', 'starting', 'close 1 within 50', 'between', 'start 2', 'running']);
  expect(restarts.current()?.number).toBe(2);
});

test('several come one after another', async () => {
  const { restarts, happened } = setUp();
  await restarts.start();

  await Promise.all([restarts.restart(), restarts.restart()]);

  expect(happened.filter((what) => /^(?:start|close) /.test(what))).toEqual([
    'start 1',
    'close 1 within 50',
    'start 2',
    'close 2 within 50',
    'start 3',
  ]);
});

test('the first start rejects when it fails; a later one is told, and can be tried again', async () => {
  const first = setUp(() => Promise.reject(new Error('no store')));
  await expect(first.restarts.start()).rejects.toThrow('no store');

  const { restarts } = setUp(async (number) => {
    if (number === 2) throw new OperatorError('Correct SERVERS_FILE.');
    if (number === 3) throw new Error('boom');
  });
  await restarts.start();
  await restarts.restart();
  expect(restarts.status()).toEqual({ bot: 'failed', problem: 'Correct SERVERS_FILE.' });
  expect(restarts.current()).toBeUndefined();
  await restarts.restart();
  expect(restarts.status()).toEqual({ bot: 'failed', problem: 'The bot has failed: boom' });
  await restarts.restart();
  expect(restarts.status()).toEqual({ bot: 'running' });
});

test('what fails in between leaves the bot stopped, and says why', async () => {
  const { restarts } = setUp();
  await restarts.start();

  await restarts.restart(() => Promise.reject(new Error('the file is in use')));

  expect(restarts.status()).toEqual({ bot: 'failed', problem: 'The bot has failed: the file is in use' });
});

test('a start that hangs is ended by the next', async () => {
  const { restarts } = setUp((number, signal) =>
    number === 2
      ? new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error)))
      : Promise.resolve(),
  );
  await restarts.start();

  const hanging = restarts.restart();
  await expect.poll(() => restarts.status().bot, { timeout: 10_000 }).toBe('starting');
  await expect.poll(() => restarts.current(), { timeout: 10_000 }).toBeUndefined();
  await restarts.restart();
  await hanging;

  expect(restarts.status()).toEqual({ bot: 'running' });
  expect(restarts.current()?.number).toBe(3);
});

test('a bot that ends by itself says why', async () => {
  const { restarts, fatal } = setUp();
  await restarts.start();

  fatal[0]?.(new OperatorError('Discord does not accept DISCORD_TOKEN.'));

  expect(restarts.status()).toEqual({ bot: 'failed', problem: 'Discord does not accept DISCORD_TOKEN.' });
});

test('nothing is started after the end', async () => {
  const { restarts, happened, stop } = setUp();
  await restarts.start();

  stop.abort();
  await restarts.restart();
  await restarts.close();

  expect(happened).toEqual(['start 1', 'running', 'close 1 within 50', 'stopped']);
});
