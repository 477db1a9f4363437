import { serve } from '@hono/node-server';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { pino } from 'pino';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createEngine } from '../src/engine/engine.ts';
import { createDemoModel } from '../src/engine/models/demo.ts';
import { openSqliteStore } from '../src/storage/sqlite-store.ts';
import { textsIn } from '../src/texts/texts.ts';
import { type Discord, impatient, sqlitePlace, startBot, startDiscord, untilAnswers } from './support/bot.ts';
import {
  answering,
  answeringSlowly,
  type Behaviour,
  hanging,
  refusing,
  resetting,
  sendingRubbish,
  startModelServer,
  stoppingHalfWay,
} from './support/model-server.ts';
import { temporaryFolder } from './support/temporary.ts';

const english = textsIn();

const KEY = 'sk-test-abcdef123456';

/** Ada asks in #general; the answer that appears in the thread. */
async function ask(discord: Discord, question = 'hello') {
  const post = await discord.person('Ada').post(discord.channel('general').id, `<@${discord.bot.id}> ${question}`);
  const [answer] = await untilAnswers(discord, post.id, 1);
  return { post, content: answer?.content };
}

const apis = [
  { name: 'the Responses API', path: '/v1/responses', settings: { MODEL_API: 'responses', OPENAI_API_KEY: KEY } },
  {
    name: 'a chat-completions server',
    path: '/v1/chat/completions',
    settings: { MODEL_API: 'chat', OPENAI_API_KEY: KEY },
  },
];

describe.each(apis)('a model behind $name', ({ path, settings }) => {
  test('answers, given the posts and the key', async () => {
    const model = await startModelServer(answering('Hello from the model.'));
    const discord = await startDiscord();
    await startBot(discord, { ...(await sqlitePlace.prepare()), ...settings, OPENAI_BASE_URL: model.url });

    const { content } = await ask(discord, 'what do bees eat?');

    expect(content).toBe('Hello from the model.');
    const request = model.requests.find((one) => one.path === path);
    expect(request?.headers.authorization).toBe(`Bearer ${KEY}`);
    expect(JSON.stringify(request?.body)).toContain('Ada: what do bees eat?');
  });

  test.each<{ name: string; behaviour: Behaviour; expected: string; logged: RegExp }>([
    {
      name: 'refuses the key',
      behaviour: refusing(401, { error: { message: `Incorrect API key provided: ${KEY}.`, code: 'invalid_api_key' } }),
      expected: english('answers.modelFailed'),
      logged: /401/,
    },
    {
      name: 'has too much to do',
      behaviour: refusing(429, { error: { message: 'Rate limit reached' } }, { 'retry-after-ms': '1' }),
      expected: english('answers.tooBusy'),
      logged: /rate_limit_exceeded/,
    },
    {
      name: 'breaks',
      behaviour: refusing(500, { error: { message: 'oops' } }, { 'retry-after-ms': '1' }),
      expected: english('answers.modelFailed'),
      logged: /500/,
    },
    { name: 'says nothing', behaviour: hanging(), expected: english('answers.modelFailed'), logged: /server_error/ },
    {
      name: 'resets the connection',
      behaviour: resetting(),
      expected: english('answers.modelFailed'),
      logged: /server_error/,
    },
    {
      name: 'sends rubbish',
      behaviour: sendingRubbish(),
      expected: english('answers.modelFailed'),
      logged: /server_error/,
    },
    {
      name: 'stops half way',
      behaviour: stoppingHalfWay('Half an'),
      expected: english('answers.modelFailed'),
      logged: /server_error/,
    },
  ])('that $name: the person and the log get the right words, and the next post is answered', async (fault) => {
    const model = await startModelServer(fault.behaviour);
    const discord = await startDiscord();
    const bot = await startBot(
      discord,
      { ...(await sqlitePlace.prepare()), ...settings, OPENAI_BASE_URL: model.url, OPENAI_MODEL: 'm' },
      { sleep: impatient, modelIdleTimeoutMs: 400 },
    );

    const { post, content } = await ask(discord);
    model.behave(answering('All well again.'));
    await discord.person('Ada').post(post.id, 'and now?');

    const answers = await untilAnswers(discord, post.id, 2);
    expect(content).toBe(fault.expected);
    expect(answers[1]?.content).toBe('All well again.');
    const log = JSON.stringify(bot.logged);
    expect(log).toMatch(fault.logged);
    expect(log).not.toContain(KEY);
  });
});

test('a chat server without a key and without a model name is asked for its first model', async () => {
  const model = await startModelServer(answering('Local hello.'));
  const discord = await startDiscord();
  await startBot(discord, { ...(await sqlitePlace.prepare()), OPENAI_BASE_URL: model.url });

  const { content } = await ask(discord);

  expect(content).toBe('Local hello.');
  expect(model.requests.at(-1)?.body).toMatchObject({ model: 'first-model' });
});

test('whoever waits longer than a second sees typing', async () => {
  const model = await startModelServer(answeringSlowly('slow words to wait for', 700));
  const discord = await startDiscord();
  await startBot(discord, { ...(await sqlitePlace.prepare()), OPENAI_BASE_URL: model.url, OPENAI_MODEL: 'm' });

  const { post } = await ask(discord);

  expect(discord.requests.map(({ path }) => path)).toContain(`/channels/${post.id}/typing`);
});

describe("somebody else's Assistants server", () => {
  /** An Assistants server on a port, and what it was sent. */
  async function startAssistantsServer() {
    const store = openSqliteStore({ file: join(temporaryFolder(), 'theirs.sqlite') });
    const engine = createEngine({ store, model: createDemoModel(), log: pino({ level: 'silent' }) });
    const keys = new Set<string | null>();
    const server = serve({
      port: 0,
      hostname: '127.0.0.1',
      overrideGlobalObjects: false, // they belong to all tests of the process
      fetch(request) {
        keys.add(request.headers.get('authorization'));
        return engine.fetch(request);
      },
    });
    if (!server.listening) await once(server, 'listening');
    onTestFinished(async () => {
      const closed = once(server, 'close');
      server.close();
      if ('closeAllConnections' in server) server.closeAllConnections();
      await closed;
      await engine.close(AbortSignal.abort());
      store.close();
    });
    return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`, keys };
  }

  test('is spoken to with its own key only', async () => {
    const theirs = await startAssistantsServer();
    const discord = await startDiscord();
    await startBot(discord, {
      ...(await sqlitePlace.prepare()),
      OPENAI_API_KEY: KEY,
      ASSISTANTS_BASE_URL: theirs.url,
      ASSISTANTS_API_KEY: 'their-key',
    });

    const { content } = await ask(discord, 'what can you do?');

    expect(content).toContain('demo');
    expect([...theirs.keys]).toEqual(['Bearer their-key']);
  });

  test('that is away at start is tried again with the first post, and the person hears of it', async () => {
    const discord = await startDiscord();
    const bot = await startBot(
      discord,
      {
        ...(await sqlitePlace.prepare()),
        ASSISTANTS_BASE_URL: 'http://127.0.0.1:9/v1',
        ASSISTANTS_API_KEY: 'their-key',
      },
      { sleep: impatient },
    );

    const { content } = await ask(discord);

    expect(content).toBe(english('answers.serverAway'));
    await expect
      .poll(() => JSON.stringify(bot.logged), { timeout: 20_000 })
      .toContain('default assistant is not there yet');
  });
});
