import { type Client, Events, GatewayIntentBits } from 'discord.js';
import { expect, test } from 'vitest';
import { WebSocket } from 'ws';
import type { Discord, DiscordOptions } from '../../../playground/discord/discord.ts';
import { collect, logIn, openDiscord } from '../../support/discord-client.ts';

async function start(options: DiscordOptions = {}) {
  const discord = await openDiscord(options);
  const client = await logIn(discord);
  const posts = collect<string>((add) => client.on(Events.MessageCreate, ({ content }) => add(content)));
  const resumes = collect<number>((add) => client.on(Events.ShardResume, (_id, replayed) => add(replayed)));
  const readies = collect<number>((add) => client.on(Events.ShardReady, add));
  return {
    discord,
    client,
    posts,
    resumes,
    readies,
    ada: discord.person('Ada'),
    general: discord.channel('general').id,
  };
}

test('after a dropped socket the bot resumes and is told what it missed, once and in order', async () => {
  const { discord, posts, resumes, readies, ada, general } = await start();
  await ada.post(general, 'before');
  await discord.until(() => posts.length === 1);

  discord.faults.dropSockets();
  await discord.until(() => discord.connections === 0);
  await ada.post(general, 'meanwhile 1');
  await ada.post(general, 'meanwhile 2');
  await discord.until(() => resumes.length === 1);
  await ada.post(general, 'after');
  await discord.until(() => posts.includes('after'));

  expect(posts).toEqual(['before', 'meanwhile 1', 'meanwhile 2', 'after']);
  expect(readies).toEqual([]);
});

test('op 7 makes the bot connect again and resume', async () => {
  const { discord, posts, resumes, ada, general } = await start();

  discord.faults.reconnect();
  await ada.post(general, 'meanwhile');
  await discord.until(() => resumes.length === 1);
  await discord.until(() => posts.length === 1);

  expect(posts).toEqual(['meanwhile']);
  expect(discord.connections).toBe(1);
});

test('an invalid session makes the bot identify anew, and nothing is replayed', async () => {
  const { discord, client, posts, resumes, readies, ada, general } = await start();

  discord.faults.invalidateSessions();
  await ada.post(general, 'lost');
  await discord.until(() => readies.length === 1, { timeoutMs: 15_000 });
  await ada.post(general, 'heard');
  await discord.until(() => posts.length > 0);

  expect(posts).toEqual(['heard']);
  expect(resumes).toEqual([]);
  expect(client.isReady()).toBe(true);
});

test('a session that waited for too long is invalid', async () => {
  const { discord, posts, resumes, readies, ada, general } = await start({ resumeWindowMs: -1 });

  discord.faults.dropSockets();
  await discord.until(() => discord.connections === 0);
  await ada.post(general, 'lost');
  await discord.until(() => readies.length === 1, { timeoutMs: 15_000 });

  expect([posts, resumes]).toEqual([[], []]);
});

test('while connections are refused the bot keeps trying, and resumes then', async () => {
  const { discord, posts, resumes, ada, general } = await start();

  discord.faults.refuseConnections(true);
  discord.faults.dropSockets();
  await discord.until(() => discord.connections === 0);
  await ada.post(general, 'meanwhile');
  discord.faults.refuseConnections(false);
  await discord.until(() => resumes.length === 1, { timeoutMs: 15_000 });

  expect(posts).toEqual(['meanwhile']);
});

test('a gateway that stops answering is left, and the bot resumes elsewhere', async () => {
  const { discord, posts, resumes, ada, general } = await start({ heartbeatMs: 100 });

  discord.faults.stopAnswering();
  await ada.post(general, 'meanwhile');
  expect(posts).toEqual([]);
  await discord.until(() => discord.connections === 0);
  discord.faults.stopAnswering(false);
  await discord.until(() => resumes.length >= 1, { timeoutMs: 15_000 });

  expect(posts).toEqual(['meanwhile']);
});

test('a client that sends no heartbeats is left with 4009', async () => {
  const discord = await openDiscord({ heartbeatMs: 20 });
  const socket = new WebSocket(`${discord.url.replace('http', 'ws')}/gateway?v=10&encoding=json`);

  const code = await new Promise<number>((resolve) => void socket.once('close', resolve));

  expect(code).toBe(4009);
});

test('a bot that says good-bye has no session to come back to', async () => {
  const { discord, client } = await start();
  const statuses = collect<unknown>((add) => discord.on((event) => event.type === 'BOT_STATUS' && add(event.data)));

  await client.destroy();
  await discord.until(() => discord.connections === 0);

  expect(statuses).toMatchObject([{ online: false }]);
});

test('compression and other encodings are refused before the socket opens', async () => {
  const discord = await openDiscord();

  expect(await upgradeStatus(discord, '/gateway?v=10&encoding=json&compress=zlib-stream')).toBe(400);
  expect(await upgradeStatus(discord, '/gateway?v=10&encoding=etf')).toBe(400);
  expect(await upgradeStatus(discord, '/gateway?v=6&encoding=json')).toBe(400);
  expect(await upgradeStatus(discord, '/elsewhere')).toBe(404);
});

test('several clients of one bot are all told', async () => {
  const { discord, posts, ada, general } = await start();
  const second: Client = await logIn(discord, {
    intents: [GatewayIntentBits.Guilds, GatewayIntentBits.GuildMessages, GatewayIntentBits.MessageContent],
  });
  const others = collect<string>((add) => second.on(Events.MessageCreate, ({ content }) => add(content)));

  await ada.post(general, 'hello');
  await discord.until(() => posts.length + others.length === 2);

  expect([discord.connections, posts, others]).toEqual([2, ['hello'], ['hello']]);
});

function upgradeStatus(discord: Discord, path: string): Promise<number | undefined> {
  const socket = new WebSocket(discord.url.replace('http', 'ws') + path);
  return new Promise((resolve) => {
    socket.once('unexpected-response', (_request, response) => resolve(response.statusCode));
    socket.once('open', () => resolve(101));
  });
}
