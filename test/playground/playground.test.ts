import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { ask, openPlayground } from '../support/playground.ts';
import { startScript } from '../support/process.ts';
import { temporaryFolder } from '../support/temporary.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** What `npm run playground` runs. */
async function start(settings: Record<string, string> = {}) {
  const program = startScript('playground/main.ts', { PORT: '0', DATA_DIR: temporaryFolder(), ...settings });
  await program.until('Ctrl-C ends it.');
  const [, url = ''] = /shows it: (http:\/\/localhost:\d+)\n/.exec(program.output()) ?? [];
  const [construction = '', login = ''] = /^ {2}const client[^]*?\n\n/m.exec(program.output())?.[0].split('\n') ?? [];
  return { ...program, url, construction, login };
}

/** A program of a few lines, with what was printed put in, as a process of its own. */
function runBot({ construction, login }: { construction: string; login: string }): void {
  const bot = `
    import { Client, Events, GatewayIntentBits } from 'discord.js';
    ${construction.replace('…', 'intents: [GatewayIntentBits.Guilds, GatewayIntentBits.GuildMessages, GatewayIntentBits.MessageContent]')}
    client.on(Events.MessageCreate, (message) => message.author.bot || message.reply('Pong!'));
    ${login}
  `;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', bot], { cwd: root, stdio: 'ignore' });
  onTestFinished(() => void child.kill('SIGKILL'));
}

test(
  'npm run playground starts it, and any bot gets in by the two lines that it prints',
  { timeout: 90_000 },
  async () => {
    const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts: object };
    expect(scripts).toMatchObject({ playground: 'node playground/main.ts' });
    const DATA_DIR = join(temporaryFolder(), 'new');
    const playground = await start({ DATA_DIR });
    const get = async (path: string) => (await ask(playground, 'GET', path)).body;
    expect((await fetch(playground.url)).headers.get('content-type')).toContain('text/html');
    expect(await get('/host')).toEqual({
      bot: 'stopped',
      canRestart: false,
      hasAssistants: false,
      connection: {
        apiUrl: `${playground.url.replace('localhost', '127.0.0.1')}/api`,
        token: expect.any(String) as string,
      },
    });

    runBot(playground);
    await expect.poll(() => get('/host'), { timeout: 20_000 }).toMatchObject({ bot: 'running' });
    const { channels } = (await get('/people/Ada/state')) as { channels: { id: string }[] };
    const place = `/people/Ada/channels/${channels[0]?.id}/messages`;
    await ask(playground, 'POST', place, { content: 'Ping?' });

    await expect
      .poll(() => get(place), { timeout: 20_000 })
      .toMatchObject({ messages: [{ content: 'Ping?' }, { content: 'Pong!' }] });
    playground.child.kill('SIGINT');
    expect(await playground.exit()).toBe(0);

    const again = await start({ DATA_DIR });
    expect(again.login).toBe(playground.login);
    expect((await ask(again, 'GET', place)).body).toMatchObject({
      messages: [{ content: 'Ping?' }, { content: 'Pong!' }],
    });
    again.child.kill('SIGTERM');
    expect(await again.exit()).toBe(0);
  },
);

test('what keeps it from starting is one sentence', async () => {
  const { url } = await openPlayground();
  const { port } = new URL(url);

  const mistakes = [
    { PORT: port },
    { PORT: 'many' },
    { PORT: '0', DATA_DIR: '/dev/null/data' },
    { PORT: '0', BOT_PERMISSIONS: 'all' },
  ];
  const programs = mistakes.map((settings) =>
    startScript('playground/main.ts', { DATA_DIR: temporaryFolder(), ...settings }),
  );

  expect(await Promise.all(programs.map(({ exit }) => exit()))).toEqual([1, 1, 1, 1]);
  const [taken, unreadable, folder, permissions] = programs.map(({ output }) => output().trim());
  expect(taken).toBe(`Port ${port} is taken, perhaps by another playground. Stop that, or set PORT to another number.`);
  expect(unreadable).toBe('PORT is many, which is no port.');
  expect(folder).toMatch(/^The playground cannot start in DATA_DIR \/dev\/null\/data: [^\n]+$/);
  expect(permissions).toMatch(/^BOT_PERMISSIONS is all\. [^\n]+$/);
});

test('a newcomer finds three people, and without a host only the world starts over', async () => {
  const playground = await openPlayground();
  const people = async () =>
    (await ask(playground, 'GET', '/people')).body as { id: string; global_name: string; moderator: boolean }[];
  const before = await people();
  await playground.discord.person('Zoe').post(playground.discord.channel('general').id, 'hello');

  expect(before).toMatchObject([
    { global_name: 'Owner' },
    { global_name: 'Ada', moderator: false, roles: [expect.any(String)] },
    { global_name: 'Mia', moderator: true },
    { global_name: 'Bob', moderator: false, roles: [] },
  ]);
  expect((await ask(playground, 'POST', '/start-over', {})).body).toEqual({});
  const after = await people();
  expect(after.map(({ global_name: name }) => name)).toEqual(['Owner', 'Ada', 'Mia', 'Bob']);
  expect(after.map(({ id }) => id)).not.toContain(before[1]?.id);
  expect(playground.discord.messages('general')).toEqual([]);
  for (const [method, path] of [
    ['POST', '/host/restart'],
    ['PUT', '/host/model'],
    ['GET', '/assistants-thread'],
    ['GET', '/assistants/threads/thread_1'],
  ] as const)
    expect((await ask(playground, method, path, method === 'GET' ? undefined : { id: 'a' })).status).toBe(404);
});
