import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { answering, startModelServer } from '../support/model-server.ts';
import { startPlaygroundProcess } from '../support/process-page.ts';
import { redisIsMissing, startRedis } from '../support/redis.ts';
import { followEvents } from '../support/server-events.ts';
import { temporaryFolder } from '../support/temporary.ts';

interface HostState {
  bot: string;
  problem?: string;
  models: { current: { id: string; name: string }; choices: { id: string; asksForKey?: true }[] };
}

/** Processes are started, and machines are busy. */
const patient = { timeout: 20_000 };
const long = { timeout: 90_000 };

const start = (settings: Record<string, string> = {}) =>
  startPlaygroundProcess({ DATA_DIR: join(temporaryFolder(), 'data'), ...settings });

/** Everything in a folder, as text. */
function bytesOf(folder: string): string {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return files.map(({ parentPath, name }) => readFileSync(join(parentPath, name), 'latin1')).join('\n');
}

test('the bot is restarted from the page; a start that fails is told, and can be tried again', long, async () => {
  const serversFile = join(temporaryFolder(), 'servers.json');
  writeFileSync(serversFile, '{}');
  const bobbin = await start({ SERVERS_FILE: serversFile });
  const ada = (await bobbin.request('GET', '/people')).body as { id: string }[];
  const events = await followEvents(`${bobbin.url}/playground/people/${ada[1]?.id}/events`);
  const statuses = () =>
    events.flatMap(({ data }) => {
      const { type, data: status } = data as { type: string; data: HostState };
      return type === 'HOST_STATUS' ? [status.bot] : [];
    });

  expect((await bobbin.request('GET', '/host')).body).toMatchObject({
    name: 'Bobbin',
    bot: 'running',
    canRestart: true,
    hasAssistants: true,
    models: { current: { id: 'demo' } },
  });
  expect((await bobbin.request('POST', '/host/restart', {})).body).toMatchObject({ bot: 'running' });
  await expect.poll(statuses, patient).toEqual(['starting', 'running']);

  writeFileSync(serversFile, 'no JSON');
  const failed = (await bobbin.request('POST', '/host/restart', {})).body as HostState;
  expect(failed).toMatchObject({ bot: 'failed', problem: expect.stringContaining('servers.json') as string });
  expect((await bobbin.state()).bot.online).toBe(false);
  await bobbin.until('the bot does not run');
  const post = await bobbin.post('hello');

  writeFileSync(serversFile, '{}');
  expect((await bobbin.request('POST', '/host/restart', {})).body).toMatchObject({ bot: 'running' });
  await expect.poll(statuses, patient).toEqual(['starting', 'running', 'starting', 'failed', 'starting', 'running']);
  await bobbin.answer(post, /offline demo/);

  bobbin.child.kill('SIGTERM');
  expect(await bobbin.exit()).toBe(0);
});

test(
  'another model is chosen with a key, which is nowhere afterwards; what waits is answered by it',
  long,
  async () => {
    const key = 'local-key-that-nobody-knows';
    const silent = await startModelServer(() => new Promise(() => undefined));
    const model = await startModelServer(answering('I am the second one.'));
    const dataDir = join(temporaryFolder(), 'data');
    const bobbin = await start({
      DATA_DIR: dataDir,
      OPENAI_BASE_URL: silent.url,
      OPENAI_MODEL: 'm',
      LOG_LEVEL: 'debug',
    });
    const host = async () => (await bobbin.request('GET', '/host')).body as HostState;
    expect((await host()).models.current).toEqual({ id: 'configured', name: `m at ${new URL(silent.url).host}` });
    expect((await host()).models.choices.map(({ id }) => id)).toEqual(
      expect.arrayContaining(['configured', 'demo', 'key']),
    );
    const post = await bobbin.post('who are you?');
    await expect.poll(() => silent.requests.length, patient).toBe(1);

    model.list(401);
    const choice = { id: 'key', apiKey: key, baseUrl: model.url, model: 'second-model' };
    const refused = await bobbin.request('PUT', '/host/model', choice);
    expect(refused).toMatchObject({ status: 400, body: { message: `${new URL(model.url).host} refuses this key.` } });
    expect((await host()).models.current.id).toBe('configured');
    expect(await bobbin.request('PUT', '/host/model', { ...choice, apiKey: 'with a space' })).toMatchObject({
      status: 400,
    });

    model.list(['first-model', 'second-model']);
    const chosen = await bobbin.request('PUT', '/host/model', choice);
    expect(chosen.body).toMatchObject({
      bot: 'running',
      models: { current: { id: 'key', name: `second-model at ${new URL(model.url).host}` } },
    });
    await bobbin.answer(post, /^I am the second one\.$/);
    const asked = model.requests.filter(({ path }) => path === '/v1/chat/completions');
    expect(asked.map(({ headers }) => headers.authorization)).toContain(`Bearer ${key}`);
    expect(asked[0]?.body).toMatchObject({ model: 'second-model' });

    const entries = (await bobbin.request('GET', '/inspector/entries')).body as { id: number; kind: string }[];
    expect(entries.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['rest', 'gateway', 'assistants', 'model']));
    const texts = [JSON.stringify(entries)];
    for (const { id } of entries) texts.push((await bobbin.request('GET', `/inspector/entries/${id}`)).text);
    expect(texts.join('\n')).toContain('I am the second one.');
    expect(texts.join('\n')).not.toContain(key);
    expect((await bobbin.request('PUT', '/host/model', { id: 'demo' })).body).toMatchObject({
      models: { current: { id: 'demo' } },
    });

    bobbin.child.kill('SIGTERM');
    expect(await bobbin.exit()).toBe(0);
    expect(bobbin.output()).not.toContain(key);
    expect(bytesOf(dataDir)).not.toContain(key);
  },
);

test(
  'a conversation can be followed into the Assistants API; starting over forgets it, and leaves what is not of the bot',
  long,
  async () => {
    const dataDir = join(temporaryFolder(), 'data');
    const bobbin = await start({ DATA_DIR: dataDir });
    writeFileSync(join(dataDir, 'mine.txt'), 'not of the bot');
    const before = await bobbin.state();
    const post = await bobbin.post('the-first-secret');
    await bobbin.answer(post, /offline demo/);

    const { threadId } = (await bobbin.request('GET', `/assistants-thread?channel=${post}`)).body as {
      threadId: string;
    };
    const messages = await bobbin.request('GET', `/assistants/threads/${threadId}/messages?order=asc&limit=1`);
    const runs = (await bobbin.request('GET', `/assistants/threads/${threadId}/runs`)).body as {
      data: { id: string }[];
    };
    const steps = await bobbin.request('GET', `/assistants/threads/${threadId}/runs/${runs.data[0]?.id}/steps`);

    expect(threadId).toMatch(/^thread_/);
    expect(messages.body).toMatchObject({ data: [{ role: 'user' }], has_more: true });
    expect(messages.text).toContain('the-first-secret');
    expect(steps.body).toMatchObject({ data: [{ type: 'message_creation' }] });
    expect((await bobbin.request('GET', '/assistants-thread?channel=1')).body).toEqual({ threadId: null });
    expect((await bobbin.request('GET', '/assistants/files')).status).toBe(404);
    expect((await bobbin.request('GET', `/assistants/threads/..%2Ffiles/messages`)).status).toBe(404);

    const commands = async () => {
      const { channels } = await bobbin.state();
      return (await bobbin.request('GET', `/people/Ada/channels/${channels[0]?.id}/commands`)).body as {
        name: string;
      }[];
    };
    await expect.poll(async () => (await commands()).length, patient).toBeGreaterThan(5);

    expect(await bobbin.request('POST', '/start-over', {})).toMatchObject({ status: 200, body: {} });

    const after = await bobbin.state();
    expect(after.guild.id).not.toBe(before.guild.id);
    expect(after.bot).toMatchObject({ id: before.bot.id, online: true });
    expect(after.channels.map(({ name }) => name)).toEqual(before.channels.map(({ name }) => name));
    expect(after.threads).toEqual([]);
    expect((await bobbin.request('GET', '/people')).body).toMatchObject(
      ['Owner', 'Ada', 'Mia', 'Bob'].map((name) => ({ global_name: name })),
    );
    expect((await commands()).length).toBeGreaterThan(5);
    expect((await bobbin.request('GET', `/assistants-thread?channel=${post}`)).body).toEqual({ threadId: null });
    await bobbin.answer(await bobbin.post('what did I write first?'), /first thing you wrote/);
    bobbin.child.kill('SIGTERM');
    expect(await bobbin.exit()).toBe(0);
    const bytes = bytesOf(dataDir);
    expect(bytes).toContain('not of the bot');
    expect(bytes).not.toContain('the-first-secret');
  },
);

test('starting over goes on after a crash in its middle', long, async () => {
  const dataDir = join(temporaryFolder(), 'data');
  const first = await start({ DATA_DIR: dataDir });
  await first.answer(await first.post('the-first-secret'), /offline demo/);
  const before = await first.state();
  first.child.kill('SIGKILL');
  await first.exit();
  writeFileSync(join(dataDir, 'starting-over'), '');

  const second = await start({ DATA_DIR: dataDir });

  expect((await second.state()).guild.id).not.toBe(before.guild.id);
  await second.answer(await second.post('hello'), /offline demo/);
  second.child.kill('SIGTERM');
  expect(await second.exit()).toBe(0);
  expect(bytesOf(dataDir)).not.toContain('the-first-secret');
  expect(readdirSync(dataDir)).not.toContain('starting-over');
});

test.skipIf(redisIsMissing)('a Redis is left as it is, and that is said', long, async () => {
  const redis = await startRedis();
  onTestFinished(() => redis.stop());
  const bobbin = await start({ REDIS_URL: redis.url });
  const post = await bobbin.post('hello');
  await bobbin.answer(post, /offline demo/);

  const { body } = await bobbin.request('POST', '/start-over', {});

  expect(body).toEqual({ note: expect.stringMatching(/^What the bot keeps in Redis was left as it is/) as string });
  expect((await bobbin.state()).threads).toEqual([]);
  expect((await bobbin.request('GET', `/assistants-thread?channel=${post}`)).body).not.toEqual({ threadId: null });
});

test('told to stop during a restart, it stops with 0', long, async () => {
  const model = await startModelServer(() => new Promise(() => undefined));
  const bobbin = await start({ OPENAI_BASE_URL: model.url, OPENAI_MODEL: 'm' });
  await bobbin.post('hello');
  await expect.poll(() => model.requests.length, patient).toBe(1);

  const restart = bobbin.request('POST', '/host/restart', {}).catch(() => undefined);
  const status = async () => ((await bobbin.request('GET', '/host')).body as HostState).bot;
  await expect.poll(status, patient).toBe('starting');
  bobbin.child.kill('SIGTERM');

  expect(await bobbin.exit()).toBe(0);
  await restart;
});
