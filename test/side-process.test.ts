import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { createLog } from '../src/log.ts';
import { type AskOptions, createSideProcess, type SideProcessOptions } from '../src/side-process.ts';
import { watchChildren } from './support/children.ts';
import type { Order } from './support/side-program.ts';

const LONG_MS = 60_000;
const PROGRAM = new URL('support/side-program.ts', import.meta.url);
const inRoot = (path: string) => fileURLToPath(new URL(`../${path}`, import.meta.url));

function createSide(options: Partial<SideProcessOptions> = {}) {
  const children = watchChildren();
  const lines: string[] = [];
  const log = createLog({ level: 'info', destination: { write: (line: string) => void lines.push(line) } });
  const side = createSideProcess<Order, unknown>({
    program: PROGRAM,
    maxMemoryMb: 64,
    idleMs: LONG_MS,
    log,
    ...options,
  });
  onTestFinished(() => side.close());

  return {
    ask: (order: Order, options: Partial<AskOptions> = {}) => side.ask(order, { timeoutMs: LONG_MS, ...options }),
    close: () => side.close(),
    children,
    lines,
  };
}

test('one process answers one request after another, and begins with the first', async () => {
  const { ask, children } = createSide();
  expect(children).toHaveLength(0);

  const answers = await Promise.all([ask({ wait: 20 }), ask({ say: new Uint8Array([1, 2]) }), ask({ say: undefined })]);

  expect(answers).toEqual(['waited', new Uint8Array([1, 2]), undefined]);
  expect(children).toHaveLength(1);
});

test('a request that takes too long ends the process, and the next has a new one', async () => {
  const { ask, children } = createSide();

  const hanging = ask({ hang: true }, { timeoutMs: 50 });
  const next = ask({ say: 'next' });

  await expect(hanging).rejects.toMatchObject({ cause: { name: 'TimeoutError' } });
  expect(children[0]?.killed).toBe(true);
  expect(await next).toBe('next');
  expect(children).toHaveLength(2);
});

test('a request that the process dies of is rejected, and the next has a new one', async () => {
  const { ask, children, lines } = createSide();

  const failing = ask({ fail: 'of what somebody has written' });
  const next = ask({ say: 'next' });

  await expect(failing).rejects.toMatchObject({ cause: { message: 'side-program.ts has ended (1)' } });
  expect(await next).toBe('next');
  expect(children).toHaveLength(2);
  expect(lines).toEqual([]);
});

test('a process that ended between two requests is not missed', async () => {
  const { ask, children } = createSide();
  await ask({ say: 1 });
  const [child] = children as [ChildProcess];
  child.kill('SIGKILL');
  await once(child, 'exit');

  expect(await ask({ say: 2 })).toBe(2);
});

test.skipIf(process.platform === 'win32')(
  'what tells all processes to stop leaves its end to the program',
  async () => {
    const { ask, children } = createSide();
    await ask({ say: 1 });

    const asked = ask({ wait: 100 });
    for (const signal of ['SIGINT', 'SIGTERM'] as const) children[0]?.kill(signal);

    expect(await asked).toBe('waited');
    expect(children).toHaveLength(1);
  },
);

test('what is called off in line is never asked, and at work it ends the process', async () => {
  const { ask, children } = createSide();
  const atWork = new AbortController();
  const inLine = new AbortController();
  await ask({ say: 1 });
  const asked = [
    ask({ hang: true }, { signal: atWork.signal }),
    ask({ fail: 'It was asked' }, { signal: inLine.signal }),
    ask({ say: 2 }),
  ];

  inLine.abort(new Error('in line'));
  await expect(asked[1]).rejects.toThrow('in line');
  expect(children[0]?.killed).toBe(false);
  atWork.abort(new Error('at work'));
  await expect(asked[0]).rejects.toThrow('at work');

  expect(await asked[2]).toBe(2);
  expect(children).toHaveLength(2);
});

test('a process whose first request is called off while it starts is there for the next', async () => {
  const { ask, children } = createSide();
  const starting = new AbortController();

  const first = ask({ hang: true }, { signal: starting.signal });
  await expect.poll(() => children).toHaveLength(1);
  starting.abort(new Error('while it starts'));

  await expect(first).rejects.toThrow('while it starts');
  expect(await ask({ say: 2 })).toBe(2);
  expect(children).toHaveLength(1);
});

test('the process ends when there is nothing to do for a while, and comes back', async () => {
  const { ask, children } = createSide({ idleMs: 1 });

  await ask({ say: 1 });
  await once(children[0] as ChildProcess, 'exit');

  expect(await ask({ say: 2 })).toBe(2);
  expect(children).toHaveLength(2);
});

test('nothing is left after the end', async () => {
  const { ask, close, children, lines } = createSide();
  const starting = ask({ say: 1 });
  await expect.poll(() => children).toHaveLength(1);

  close();

  await expect(starting).rejects.toThrow();
  await expect(ask({ say: 2 })).rejects.toThrow('closed');
  expect(children.map(({ killed }) => killed)).toEqual([true]);
  expect(lines).toEqual([]);
});

test('the process reads the code, and has nothing else', async () => {
  process.env['BESIDE_SIDE_PROCESS'] = 'a secret';
  onTestFinished(() => void delete process.env['BESIDE_SIDE_PROCESS']);
  const { ask } = createSide();
  const denied = 'ERR_ACCESS_DENIED';

  expect(await ask({ read: inRoot('src/main.ts') })).toBeGreaterThan(0);
  expect(await ask({ read: inRoot('node_modules/pino/package.json') })).toBeGreaterThan(0);
  for (const path of ['.env', 'data/bobbin.sqlite', 'README.md', 'src-beside']) {
    expect(await ask({ read: inRoot(path) })).toBe(denied);
  }
  for (const attempt of ['write', 'run', 'connect'] as const) expect(await ask({ attempt })).toBe(denied);
  expect(await ask({ environment: true })).not.toContain('BESIDE_SIDE_PROCESS');
});

test('that the process cannot start is logged once, with what it says', async () => {
  const { ask, children, lines } = createSide({ program: new URL('support/no-such-program.ts', import.meta.url) });

  for (let attempt = 0; attempt < 2; attempt += 1) await expect(ask({ say: 1 })).rejects.toThrow('no-such-program');

  expect(children).toHaveLength(2);
  expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([
    expect.objectContaining({
      msg: 'side process cannot start',
      program: 'no-such-program.ts',
      err: expect.objectContaining({
        message: expect.stringContaining('Cannot find module') as unknown,
        cause: expect.objectContaining({
          cause: expect.objectContaining({ message: 'no-such-program.ts has ended (1)' }) as unknown,
        }) as unknown,
      }) as unknown,
    }),
  ]);
});

test('a program waits for an answer, and is not kept by a process that has nothing to do', async () => {
  const script = `
    import { createSideProcess } from ${JSON.stringify(new URL('../src/side-process.ts', import.meta.url))};
    const { ask } = createSideProcess({ program: new URL(${JSON.stringify(PROGRAM)}), maxMemoryMb: 64, idleMs: ${LONG_MS} });
    console.log(await ask({ say: 'answered' }, { timeoutMs: ${LONG_MS} }));
  `;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  let output = '';
  child.stdout.on('data', (text) => (output += String(text)));

  expect(await once(child, 'close')).toEqual([0, null]);
  expect(output).toBe('answered\n');
});
