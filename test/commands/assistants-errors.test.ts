import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PermissionFlagsBits } from 'discord-api-types/v10';
import { pino } from 'pino';
import { afterAll, afterEach, expect, test } from 'vitest';
import { createEngine } from '../../src/engine/engine.ts';
import { createDemoModel } from '../../src/engine/models/demo.ts';
import { type EngineServer, startEngineServer } from '../../src/engine/server.ts';
import { openSqliteStore } from '../../src/storage/sqlite-store.ts';
import { shareBot } from '../support/shared-bot.ts';

interface Failure {
  readonly method: string;
  readonly path: RegExp;
  readonly answer: () => Response;
}

const log = pino({ level: 'silent' });
const store = openSqliteStore({ file: ':memory:' });
const filesDir = mkdtempSync(join(tmpdir(), 'bobbin-test-'));
const engine = createEngine({ store, model: createDemoModel(), log, filesDir });
let failures: Failure[] = [];
let server: EngineServer | undefined;

/** Somebody else's Assistants server, which refuses what a test says. */
async function startServer() {
  const fetch = async (input: unknown) => {
    const request = input as Request;
    const { pathname } = new URL(request.url);
    const failure = failures.find(({ method, path }) => method === request.method && path.test(pathname));
    return failure ? failure.answer() : engine.fetch(request);
  };
  const engines = new Map([['default', { fetch }]]);
  server = await startEngineServer({
    host: '127.0.0.1',
    port: 0,
    engines,
    keys: [],
    checkHealth: async () => undefined,
    log,
  });
  return { ASSISTANTS_BASE_URL: `${server.url}/v1`, ASSISTANTS_API_KEY: 'unused' };
}

const stage = shareBot({ settings: startServer });
const mia = () => stage.discord.person('Mia', { permissions: PermissionFlagsBits.ManageGuild });

afterEach(() => void (failures = []));
afterAll(async () => {
  await server?.close(0);
  await engine.close(AbortSignal.abort());
  store.close();
  rmSync(filesDir, { recursive: true, force: true });
});

const problem = (status: number, error: { code?: string; param?: string } = {}) => ({
  answer: () =>
    Response.json(
      { error: { message: 'Secret words of key sk-123', type: 'x', code: null, param: null, ...error } },
      { status, headers: { 'x-should-retry': 'false' } },
    ),
});

async function create() {
  const { modal } = await mia().command(stage.general, '/assistants create');
  return mia().submit(modal, { Name: 'Tutor', Instructions: 'Explain.' });
}

test.each([
  { what: 'does not accept the model', ...problem(400, { param: 'model' }), says: 'does not accept that model' },
  { what: 'has no such model', ...problem(404, { code: 'model_not_found' }), says: 'does not accept that model' },
  { what: 'is not paid for any more', ...problem(429, { code: 'insufficient_quota' }), says: 'used up what it may' },
  { what: 'has too much to do', ...problem(429), says: 'too much to do' },
  { what: 'does not accept the key', ...problem(401), says: 'does not accept my key' },
  { what: 'is broken', ...problem(500), says: 'cannot reach the Assistants server' },
  { what: 'cannot do that', ...problem(501), says: 'cannot do that' },
  { what: 'refuses for another reason', ...problem(400), says: 'refused this' },
  { what: 'talks rubbish', answer: () => new Response('<html>'), says: 'cannot reach the Assistants server' },
])('when the server $what, the moderator hears so and gets back what was typed', async ({ answer, says }) => {
  failures = [{ method: 'POST', path: /\/assistants$/, answer }];

  const reply = await create();

  expect(reply).toMatchObject({ ephemeral: true, message: { content: expect.stringContaining(says) } });
  expect(reply.message.content).not.toContain('sk-123');
  expect(reply.message.attachments).toHaveLength(1);
});

test('a list that the server does not give says why', async () => {
  failures = [{ method: 'GET', path: /\/assistants$/, ...problem(503) }];

  const reply = await stage.discord.person('Ada').command(stage.general, '/assistant list');

  expect(reply.message.content).toContain('cannot reach the Assistants server');
});

test('a file that the server takes and cannot put into the knowledge is deleted again', async () => {
  await create();
  failures = [{ method: 'POST', path: /\/vector_stores\/[^/]+\/files$/, ...problem(400) }];

  const reply = await mia().command(stage.general, '/assistants files add', {
    assistant: 'Tutor',
    file: { name: 'lost.txt', data: 'Lost.' },
  });

  const files = await (await engine.fetch(new Request('http://engine/v1/files'))).json();
  expect(reply.message.content).toContain('refused this');
  expect(files).toMatchObject({ data: [] });
});

test('a file that the server reads for long is said to be read, and one that it cannot read why', async () => {
  const states = ['in_progress', 'in_progress', 'failed'];
  const file = (status: string) => ({
    id: 'file-1',
    object: 'vector_store.file',
    status,
    usage_bytes: 0,
    last_error: status === 'failed' ? { code: 'unsupported_file', message: 'no' } : null,
  });
  const answer = () => Response.json(file(states.shift() ?? 'failed'));
  failures = [
    { method: 'POST', path: /\/vector_stores\/[^/]+\/files$/, answer },
    { method: 'GET', path: /\/vector_stores\/[^/]+\/files\//, answer },
  ];

  const reply = await mia().command(stage.general, '/assistants files add', {
    assistant: 'Tutor',
    file: { name: 'slow.txt', data: 'Slow.' },
  });

  expect(reply.message.content).toContain('this kind of file cannot be searched here');
});

test('an assistant whose files the server keeps is deleted all the same, and that is said', async () => {
  const { modal } = await mia().command(stage.general, '/assistants create');
  await mia().submit(modal, { Name: 'Leaver' });
  const file = { name: 'kept.txt', data: 'Kept.' };
  await mia().command(stage.general, '/assistants files add', { assistant: 'Leaver', file });
  const asked = await mia().command(stage.general, '/assistants delete assistant:Leaver');
  failures = [{ method: 'DELETE', path: /\/vector_stores\//, ...problem(500) }];

  const done = await mia().click(stage.general, asked.message.id, 'Delete');

  expect(done.message.content).toContain('did not delete its files');
});

test('a clone whose files cannot be copied is not left behind', async () => {
  failures = [];
  await mia().command(stage.general, '/assistants files add', {
    assistant: 'Tutor',
    file: { name: 'a.txt', data: 'A.' },
  });
  failures = [{ method: 'POST', path: /\/vector_stores$/, ...problem(500) }];

  const reply = await mia().command(stage.general, '/assistants clone assistant:Tutor name:Half');

  failures = [];
  const choices = await mia().autocomplete(stage.general, '/assistants edit assistant:Half');
  expect(reply.message.content).toContain('cannot reach the Assistants server');
  expect(choices).toEqual([]);
});
