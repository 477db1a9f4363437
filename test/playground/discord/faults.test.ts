import { type Client, Events, PermissionFlagsBits as Flags, type TextChannel } from 'discord.js';
import { expect, test } from 'vitest';
import type { Discord, DiscordOptions } from '../../../playground/discord/discord.ts';
import { collect, logIn, openDiscord } from '../../support/discord-client.ts';

async function start(
  options: DiscordOptions = {},
): Promise<{ discord: Discord; client: Client<true>; general: TextChannel }> {
  const discord = await openDiscord(options);
  const client = await logIn(discord);
  const general = client.channels.cache.get(discord.channel('general').id) as TextChannel;
  return { discord, client, general };
}

const posts = (discord: Discord) =>
  discord.requests.filter(({ method, path }) => method === 'POST' && path.endsWith('/messages'));

test('requests are logged with their status', async () => {
  const { discord, general } = await start();

  await general.send('x');
  await general.send(' ').catch(() => {});

  expect(posts(discord)).toMatchObject([
    { path: `/channels/${general.id}/messages`, status: 200 },
    { path: `/channels/${general.id}/messages`, status: 400 },
  ]);
});

test('server errors are tried again by discord.js, then thrown', async () => {
  const { discord, general } = await start();

  discord.faults.fail({ method: 'POST', path: /messages$/, status: 500 });
  await general.send('second time lucky');
  discord.faults.fail({ path: /messages$/, status: 503, times: Infinity });
  await expect(general.send('never')).rejects.toMatchObject({ status: 503 });
  discord.faults.clear();
  await general.send('fine again');

  expect(posts(discord).map(({ status }) => status)).toEqual([500, 200, 503, 503, 503, 503, 200]);
  expect(discord.messages('general').map(({ content }) => content)).toEqual(['second time lucky', 'fine again']);
});

test('an answer can be lost after the work is done: a nonce makes trying again safe', async () => {
  const { discord, general } = await start();
  discord.faults.fail({ method: 'POST', path: /messages$/, status: 502, isCarriedOut: true });

  const sent = await general.send({ content: 'once', nonce: 'n', enforceNonce: true });

  expect(discord.messages('general').map(({ id }) => id)).toEqual([sent.id]);
  expect(posts(discord).map(({ status }) => status)).toEqual([502, 200]);
});

test("a broken connection and an error of one's own choice", async () => {
  const { discord, general } = await start();

  discord.faults.fail({ path: /messages$/, status: 'drop', times: Infinity });
  await expect(general.send('x')).rejects.toThrow();
  expect(posts(discord).every(({ status }) => status === 0)).toBe(true);
  discord.faults.clear();
  discord.faults.fail({
    path: /messages$/,
    status: 403,
    body: { code: 50007, message: 'Cannot send messages to this user' },
  });
  await expect(general.send('x')).rejects.toMatchObject({ code: 50007 });
});

test('requests can be slow, or hang until they are let go', async () => {
  const { discord, general } = await start();
  let isSent = false;

  discord.faults.delay({ path: /messages$/, ms: 40, times: 1 });
  const before = performance.now();
  await general.send('slow');
  expect(performance.now() - before).toBeGreaterThan(35);

  discord.faults.stopAnswering();
  const hanging = general.send('hanging').then(() => (isSent = true));
  await general.client.rest.get('/users/@me', { signal: AbortSignal.timeout(30) }).catch(() => {});
  expect(isSent).toBe(false);
  discord.faults.stopAnswering(false);
  await hanging;
  expect(discord.messages('general')).toHaveLength(2);
});

test('what happens while nothing is answered arrives late, in its order, without a new connection', async () => {
  const { discord, client, general } = await start();
  const seen = collect<string>((add) => client.on(Events.MessageCreate, ({ content }) => add(content)));
  const ada = discord.person('Ada');

  discord.faults.stopAnswering();
  await ada.post(general.id, 'one');
  await ada.post(general.id, 'two');
  discord.faults.stopAnswering(false);
  await ada.post(general.id, 'three');
  await discord.until(() => seen.length > 2);

  expect(seen).toEqual(['one', 'two', 'three']);
});

test('headers tell the limits, and discord.js keeps to them without a 429', async () => {
  let nowMs = Date.now();
  const { discord, general } = await start({ now: () => nowMs });
  const headers = async () => {
    const response = await fetch(`${discord.apiUrl}/v10/channels/${general.id}/messages`, {
      method: 'POST',
      headers: { authorization: `Bot ${discord.token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ content: 'x' }),
    });
    return response;
  };

  const first = await headers();
  expect(Object.fromEntries(first.headers)).toMatchObject({
    'x-ratelimit-limit': '5',
    'x-ratelimit-remaining': '4',
    'x-ratelimit-reset-after': '5.000',
    'x-ratelimit-reset': (nowMs / 1000 + 5).toFixed(3),
    'x-ratelimit-bucket': expect.stringMatching(/^[\da-f]{32}$/) as string,
  });
  for (let sent = 2; sent <= 5; sent += 1) expect((await headers()).status).toBe(200);
  const sixth = await headers();
  expect(sixth.status).toBe(429);
  expect(sixth.headers.get('retry-after')).toBe('5');
  expect(sixth.headers.get('x-ratelimit-scope')).toBe('user');
  expect(await sixth.json()).toEqual({ message: 'You are being rate limited.', retry_after: 5, global: false });
  nowMs += 5000;
  expect((await headers()).status).toBe(200);
});

test('discord.js waits for the next window, so that nothing is refused', async () => {
  const { discord, general } = await start();
  const ada = discord.person('Ada');
  discord.giveRoles(discord.bot.id, [discord.createRole({ name: 'more', permissions: Flags.ManageMessages }).id]);
  const ids = [];
  for (let number = 1; number <= 7; number += 1) ids.push((await ada.post(general.id, 'x')).id);

  const before = performance.now();
  for (const id of ids) await general.messages.delete(id);

  // Five in a second: two have to wait.
  expect(performance.now() - before).toBeGreaterThan(900);
  expect(discord.requests.filter(({ method }) => method === 'DELETE').map(({ status }) => status)).toEqual(
    ids.map(() => 204),
  );
});

test('more than 50 requests a second are too many', async () => {
  const nowMs = Date.now();
  const discord = await openDiscord({ now: () => nowMs });
  const get = () => fetch(`${discord.apiUrl}/v10/users/@me`, { headers: { authorization: `Bot ${discord.token}` } });
  for (let number = 1; number <= 50; number += 1) expect((await get()).status).toBe(200);

  const refused = await get();

  expect(refused.status).toBe(429);
  expect(refused.headers.get('x-ratelimit-global')).toBe('true');
  expect(await refused.json()).toMatchObject({ global: true });
});

test('limits can be off', async () => {
  const { discord, general } = await start({ rateLimits: false });

  await Promise.all(Array.from({ length: 20 }, (_, index) => general.send(String(index))));

  expect(discord.messages('general')).toHaveLength(20);
});

test('limits can be switched off and on', async () => {
  const nowMs = Date.now();
  const discord = await openDiscord({ now: () => nowMs });
  const get = () => fetch(`${discord.apiUrl}/v10/users/@me`, { headers: { authorization: `Bot ${discord.token}` } });
  for (let number = 1; number <= 51; number += 1) await get();

  discord.setRateLimits(false);
  const whileOff = await get();
  discord.setRateLimits(true);
  const whileOn = await get();

  expect([whileOff.status, whileOn.status]).toEqual([200, 429]);
});

test('a request is logged with the moment at which it came in, before it was answered', async () => {
  const { discord, general } = await start();
  discord.faults.delay({ method: 'POST', path: /messages$/, ms: 50 });
  const before = performance.now();

  await general.send('x');

  const [sent] = posts(discord);
  expect(sent?.receivedMs).toBeGreaterThan(before);
  expect(sent?.receivedMs).toBeLessThan(performance.now() - 45);
});
