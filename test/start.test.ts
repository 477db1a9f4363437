import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { type Discord, startDiscord, untilAnswers } from './support/bot.ts';
import { clientAt } from './support/engine-server.ts';
import { answering, startModelServer } from './support/model-server.ts';
import { startScript } from './support/process.ts';
import { temporaryFolder } from './support/temporary.ts';

const startProcess = (settings: Record<string, string>) => startScript('start.ts', settings);

function onDiscord(discord: Discord): Record<string, string> {
  return {
    DISCORD_TOKEN: discord.token,
    DISCORD_API_URL: discord.apiUrl,
    DATA_DIR: join(temporaryFolder(), 'data'),
  };
}

test('with a token it is the bot: says where, what and what to do next, answers, and stops with 0', async () => {
  const discord = await startDiscord();
  const bot = startProcess(onDiscord(discord));
  await bot.until('Ready');

  const post = await discord.person('Ada').post(discord.channel('general').id, `<@${discord.bot.id}> hello`);
  await untilAnswers(discord, post.id, 1);
  bot.child.kill('SIGTERM');

  expect(await bot.exit()).toBe(0);
  expect(bot.output()).toMatch(
    /^Bobbin, the bot, on 127\.0\.0\.1:\d+\.\n {2}State {2}SQLite in .+\n {2}Model {2}an offline demo/,
  );
  expect(bot.output()).toContain(
    `https://discord.com/oauth2/authorize?client_id=${discord.application.id}&scope=bot+applications.commands&permissions=395137108992`,
  );
  expect(bot.output()).not.toContain(discord.token);
  expect(discord.connections).toBe(0);
});

test('with ENGINE_HTTP it serves its engine, too: a key named bot sees what the bot has, another does not', async () => {
  const discord = await startDiscord();
  const ENGINE_API_KEYS = 'bot=sk-of-the-operator,alice=sk-of-somebody-else';
  const bot = startProcess({ ...onDiscord(discord), ENGINE_HTTP: '1', ENGINE_PORT: '0', ENGINE_API_KEYS });
  await bot.until('Ready');
  const [, url = ''] = /The Assistants API, at (http:\/\/\S+)\/v1\n/.exec(bot.output()) ?? [];

  const [own, strange] = ['sk-of-the-operator', 'sk-of-somebody-else'].map((key) => clientAt(url, key).beta.assistants);

  expect((await own?.list())?.data.map(({ name }) => name)).toEqual(['Bobbin']);
  expect((await strange?.list())?.data).toEqual([]);
  bot.child.kill('SIGTERM');
  expect(await bot.exit()).toBe(0);
});

test('an engine beside the bot, on the same folder, sees what the bot has', async () => {
  const discord = await startDiscord();
  const settings = onDiscord(discord);
  const bot = startProcess(settings);
  await bot.until('Ready');
  const engine = startScript('start-engine.ts', {
    DATA_DIR: settings['DATA_DIR'] ?? '',
    ENGINE_PORT: '0',
    ENGINE_API_KEYS: 'bot=sk-of-the-operator',
  });
  await engine.until('assistants-api.md');
  const [, url = ''] = /The Assistants API, at (http:\/\/\S+)\/v1\n/.exec(engine.output()) ?? [];

  const { data } = await clientAt(url, 'sk-of-the-operator').beta.assistants.list();

  expect(data.map(({ name }) => name)).toEqual(['Bobbin']);
});

test('without a token it is the playground', async () => {
  const playground = startProcess({ PORT: '0', DATA_DIR: join(temporaryFolder(), 'data') });
  await playground.until('Ready');

  const [, url = ''] = /open (http:\/\/localhost:\d+)/.exec(playground.output()) ?? [];
  const page = await fetch(url);
  playground.child.kill('SIGINT');

  expect(page.status).toBe(200);
  expect(await page.text()).toContain('<html');
  expect(await playground.exit()).toBe(0);
});

test('a wrong token is one clear sentence', async () => {
  const discord = await startDiscord();
  const bot = startProcess({ ...onDiscord(discord), DISCORD_TOKEN: 'not-the-token' });

  expect(await bot.exit()).toBe(1);
  expect(bot.output()).toMatch(/\nDiscord does not accept DISCORD_TOKEN\..+Reset Token\.\n/);
  expect(bot.output()).not.toMatch(/ at .+\(|not-the-token/);
});

test('the Message Content intent switched off is one clear sentence, and no login after the other', async () => {
  const discord = await startDiscord({ application: { privilegedIntents: false } });
  const bot = startProcess(onDiscord(discord));

  await bot.until('waiting before the program ends');
  expect(bot.output()).toMatch(/\nDiscord refuses the Message Content intent\. Switch on "Message Content Intent" at /);
  expect(bot.child.exitCode).toBeNull();
  bot.child.kill('SIGTERM');

  expect(await bot.exit()).toBe(1);
});

test('mistakes in the settings are all named, and nothing starts', async () => {
  const bot = startProcess({ PORT: 'many', REDIS_URL: 'nowhere', LOG_LEVEL: 'loud' });

  expect(await bot.exit()).toBe(1);
  for (const name of ['PORT', 'REDIS_URL', 'LOG_LEVEL']) expect(bot.output()).toMatch(new RegExp(`^  ${name} `, 'm'));
});

test('a second bot on the same folder refuses to start', async () => {
  const discord = await startDiscord();
  const settings = onDiscord(discord);
  const first = startProcess(settings);
  await first.until('Ready');

  const second = startProcess(settings);

  expect(await second.exit()).toBe(1);
  expect(second.output()).toContain('Another Bobbin is already running');
});

test('a port that is taken is said', async () => {
  const discord = await startDiscord();
  const playground = startProcess({ PORT: new URL(discord.url).port, DATA_DIR: join(temporaryFolder(), 'data') });

  expect(await playground.exit()).toBe(1);
  expect(playground.output()).toMatch(/Port \d+ is taken/);
});

test('told to stop twice within moments, it still finishes the answer under way', async () => {
  const gate = Promise.withResolvers<void>();
  const model = await startModelServer(async (exchange) => {
    await gate.promise;
    await answering('Here it is.')(exchange);
  });
  const discord = await startDiscord();
  const bot = startProcess({ ...onDiscord(discord), OPENAI_BASE_URL: model.url, OPENAI_MODEL: 'm' });
  await bot.until('Ready');
  const post = await discord.person('Ada').post(discord.channel('general').id, `<@${discord.bot.id}> hello`);
  await expect.poll(() => model.requests.length, { timeout: 20_000 }).toBe(1);

  bot.child.kill('SIGTERM');
  bot.child.kill('SIGTERM');
  await bot.until('stopping');
  gate.resolve();

  expect(await bot.exit()).toBe(0);
  const [answer] = await untilAnswers(discord, post.id, 1);
  expect(answer?.content).toBe('Here it is.');
});

test('a second signal a second later ends it at once', async () => {
  const model = await startModelServer(() => new Promise(() => undefined));
  const discord = await startDiscord();
  const bot = startProcess({ ...onDiscord(discord), OPENAI_BASE_URL: model.url, OPENAI_MODEL: 'm' });
  await bot.until('Ready');
  await discord.person('Ada').post(discord.channel('general').id, `<@${discord.bot.id}> hello`);
  await expect.poll(() => model.requests.length, { timeout: 20_000 }).toBe(1);

  bot.child.kill('SIGTERM');
  await bot.until('stopping');
  await new Promise((resolve) => setTimeout(resolve, 1_200));
  bot.child.kill('SIGTERM');

  expect(await bot.exit()).toBe(1);
});

test('an answer that takes longer than the bound is left in order, and given once after the next start', async () => {
  const model = await startModelServer(() => new Promise(() => undefined));
  const discord = await startDiscord();
  const settings = { ...onDiscord(discord), OPENAI_BASE_URL: model.url, OPENAI_MODEL: 'm' };
  const bot = startProcess(settings);
  await bot.until('Ready');
  const post = await discord.person('Ada').post(discord.channel('general').id, `<@${discord.bot.id}> hello`);
  await expect.poll(() => model.requests.length, { timeout: 20_000 }).toBe(1);

  bot.child.kill('SIGTERM');
  expect(await bot.exit()).toBe(0);
  model.behave(answering('Here it is.'));
  startProcess(settings);

  const answers = await untilAnswers(discord, post.id, 1);
  expect(answers.map(({ content }) => content)).toEqual(['Here it is.']);
});

/** The settings for an Assistants server that takes connections and says nothing. */
async function silentAssistants(): Promise<Record<string, string>> {
  const server = createServer(() => undefined).listen(0, '127.0.0.1');
  onTestFinished(() => void server.close());
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return { ASSISTANTS_BASE_URL: `http://127.0.0.1:${port}/v1`, ASSISTANTS_API_KEY: 'k-secret-12345' };
}

test('an Assistants server that says nothing keeps the bot neither offline nor running', async () => {
  const discord = await startDiscord();
  const bot = startProcess({ ...onDiscord(discord), ...(await silentAssistants()) });
  await bot.until('Ready');

  bot.child.kill('SIGTERM');

  expect(await bot.exit()).toBe(0);
});

test('a Discord that does not take the commands is no reason to stay away', async () => {
  const discord = await startDiscord();
  discord.faults.fail({ path: /\/commands$/, status: 500, times: Infinity });
  const bot = startProcess(onDiscord(discord));
  await bot.until('commands could not be registered, trying again');

  const post = await discord.person('Ada').post(discord.channel('general').id, `<@${discord.bot.id}> hello`);
  await untilAnswers(discord, post.id, 1);
  bot.child.kill('SIGTERM');

  expect(await bot.exit()).toBe(0);
});

test('told to stop while Discord refuses the connection, or does not answer, it stops', async () => {
  const [refusing, silent] = await Promise.all([startDiscord(), startDiscord()]);
  refusing.faults.refuseConnections();
  silent.faults.stopAnswering();
  const bots = [refusing, silent].map((discord) => startProcess(onDiscord(discord)));
  await bots[0]?.until('discord connection lost, reconnecting');
  await bots[1]?.until('connecting');

  for (const { child } of bots) child.kill('SIGTERM');

  expect(await Promise.all(bots.map(({ exit }) => exit()))).toEqual([0, 0]);
  silent.faults.clear();
});

test('told to stop while it loads its parts, it stops with 0', async () => {
  const discord = await startDiscord();
  const bot = startProcess(onDiscord(discord));
  await bot.until('Bobbin, the bot');

  bot.child.kill('SIGTERM');

  expect(await bot.exit()).toBe(0);
});
