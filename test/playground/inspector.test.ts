import { execFileSync } from 'node:child_process';
import { type Client, Events, MessageFlags, type TextChannel } from 'discord.js';
import { expect, test } from 'vitest';
import type { Playground } from '../../playground/playground.ts';
import { ask, logInEcho, openPlayground } from '../support/playground.ts';
import { followEvents } from '../support/server-events.ts';

/** Machines are busy. */
const patient = { timeout: 10_000 };

interface Summary {
  id: number;
  kind: string;
  label: string;
  direction: string;
  status?: number | string;
  channelId?: string;
  isFailed?: true;
}

async function start() {
  const playground = await openPlayground();
  const client = await logInEcho(playground);
  const { id } = playground.discord.channel('general');
  const general = client.channels.cache.get(id) as TextChannel;
  return { playground, client, general };
}

async function list(playground: Playground, query = ''): Promise<Summary[]> {
  return (await ask(playground, 'GET', `/inspector/entries${query}`)).body as Summary[];
}

/** The newest entry of that name, whole. */
async function whole(playground: Playground, label: string): Promise<Record<string, unknown> & { id: number }> {
  const found = (await list(playground)).findLast((summary) => summary.label === label);
  return (await ask(playground, 'GET', `/inspector/entries/${found?.id}`)).body as { id: number };
}

const until = (playground: Playground, label: string) =>
  expect.poll(() => list(playground).then((all) => all.map((summary) => summary.label)), patient).toContain(label);

test('a request of a bot is kept with its answer and its limits', async () => {
  const { playground, general } = await start();

  await general.send({ content: 'hello', files: [{ attachment: Buffer.from('twelve bytes'), name: 'a b.txt' }] });
  const entry = await whole(playground, `POST /channels/${general.id}/messages`);

  expect(entry).toMatchObject({
    kind: 'rest',
    direction: 'fromBot',
    method: 'POST',
    path: `/channels/${general.id}/messages`,
    query: '',
    body: { content: 'hello', attachments: [{ id: '0' }] },
    files: [{ field: 'files[0]', name: 'a b.txt', bytes: 12 }],
    status: 200,
    response: { content: 'hello', attachments: [{ size: 12 }] },
    requestHeaders: {
      authorization: 'Bot …',
      'user-agent': expect.stringContaining('DiscordBot') as string,
    },
    responseHeaders: { 'x-ratelimit-remaining': '4' },
    rateLimit: { limit: 5, remaining: 4, bucket: expect.stringMatching(/^[\da-f]{32}$/) },
    channelId: general.id,
  });
  expect(entry['ms']).toBeGreaterThan(0);
  expect(Math.abs(Date.now() - Number(entry['at']))).toBeLessThan(10_000);
  expect(entry).not.toHaveProperty('fault');
  await expect(general.send({ content: '', flags: MessageFlags.SuppressEmbeds })).rejects.toThrow();
  expect((await list(playground, '?kinds=rest')).at(-1)).toMatchObject({
    status: 400,
    isFailed: true,
    rateLimit: { limit: 5, remaining: 3 },
  });
});

test('the gateway is kept in both directions, with connections that come and go', async () => {
  const { playground, client, general } = await start();

  await playground.discord.person('Ada').post(general.id, 'hi');
  await until(playground, 'MESSAGE_CREATE');
  const frames = await list(playground, '?kinds=gateway');

  expect(frames.slice(0, 5)).toMatchObject([
    { label: 'opened' },
    { label: 'HELLO', direction: 'toBot' },
    { label: 'IDENTIFY', direction: 'fromBot' },
    { label: 'READY', direction: 'toBot' },
    { label: 'GUILD_CREATE', direction: 'toBot' },
  ]);
  expect(await whole(playground, 'MESSAGE_CREATE')).toMatchObject({
    connection: 1,
    op: 0,
    t: 'MESSAGE_CREATE',
    s: expect.any(Number) as number,
    d: { channel_id: general.id },
    channelId: general.id,
  });
  await client.destroy();
  await until(playground, 'closed 1000');
  playground.discord.faults.refuseConnections();
});

test('what was broken on purpose says so', async () => {
  const { playground, general } = await start();
  const { faults } = playground.discord;
  const path = `POST /channels/${general.id}/typing`;

  faults.fail({ path: '/typing', status: 403 });
  await expect(general.sendTyping()).rejects.toThrow();
  expect(await whole(playground, path)).toMatchObject({ fault: 'failed', status: 403, isFailed: true });
  faults.delay({ path: '/typing', ms: 50, times: 1 });
  await general.sendTyping();
  expect(await whole(playground, path)).toMatchObject({ fault: 'slowed', status: 204 });
  faults.fail({ method: 'POST', path: '/messages', status: 'drop' });
  await general.send('lost, then tried again');
  const summaries = await list(playground, '?kinds=rest');
  expect(summaries.filter(({ label }) => label.endsWith('/messages')).map(({ status }) => status)).toEqual([0, 200]);
  const [lost] = summaries.filter(({ label }) => label.endsWith('/messages'));
  expect((await ask(playground, 'GET', `/inspector/entries/${lost?.id}`)).body).toMatchObject({
    fault: 'dropped',
    body: { content: 'lost, then tried again' },
    response: null,
  });
});

test('an answer to a command names the channel of the command', async () => {
  const { playground, client, general } = await start();
  await client.application.commands.create({ name: 'ping', description: 'Pings.' });
  client.on(Events.InteractionCreate, (interaction) => {
    if (!interaction.isChatInputCommand()) return;
    void interaction.reply('pong').then(() => interaction.followUp('and again'));
  });

  await playground.discord.person('Ada').command(general.id, '/ping');
  await playground.discord.until(() => playground.discord.messages(general.id)[1], { what: 'a follow-up' });
  const answers = (await list(playground, '?kinds=rest')).filter(({ label }) => /interactions|webhooks/.test(label));

  expect(answers.map(({ channelId }) => channelId)).toEqual([general.id, general.id]);
});

test('entries are found by a text in whatever was sent', async () => {
  const { playground, general } = await start();

  await general.send('a needle in it');
  await until(playground, 'MESSAGE_CREATE');

  const found = await list(playground, '?text=A%20Needle');
  expect(found.map(({ label }) => label)).toEqual(
    expect.arrayContaining([`POST /channels/${general.id}/messages`, 'MESSAGE_CREATE']),
  );
  expect(await list(playground, '?text=no%20such%20text')).toEqual([]);
});

test('lists go on where they were, and forget on demand', async () => {
  const { playground, general } = await start();
  const before = await list(playground);
  const { id = 0 } = before.at(-1) ?? {};

  await general.send('x');
  const after = await list(playground, `?after=${id}&kinds=rest`);

  expect(after).toMatchObject([{ label: `POST /channels/${general.id}/messages`, channelId: general.id }]);
  expect((await ask(playground, 'GET', '/inspector/entries?kinds=gossip')).body).toMatchObject({
    message: expect.stringContaining('rest, gateway, assistants, model') as string,
  });
  expect((await ask(playground, 'DELETE', '/inspector/entries')).status).toBe(204);
  expect(await list(playground)).toEqual([]);
  expect((await ask(playground, 'GET', `/inspector/entries/${after[0]?.id}`)).status).toBe(404);
});

test('pages are told of new entries, in few events, and go on after a break', async () => {
  const { playground, general } = await start();
  playground.discord.setRateLimits(false);
  const url = `${playground.url}/playground/inspector/events?kinds=rest`;
  const events = await followEvents(url);
  await expect.poll(() => events, patient).toMatchObject([{ data: { entries: [] } }]);
  const startedMs = performance.now();

  for (let count = 0; count < 30; count += 1) await general.sendTyping();
  const told = () => events.flatMap(({ data }) => (data as { entries: Summary[] }).entries);
  await expect.poll(() => told().length, patient).toBe(30);

  expect(events.length - 1).toBeLessThanOrEqual(2 + (performance.now() - startedMs) / 100);
  const half = told()[14]?.id ?? 0;
  const again = await followEvents(url, { 'last-event-id': String(half) });
  await expect.poll(() => again, patient).toMatchObject([{ data: { entries: told().slice(15) } }]);
  await ask(playground, 'DELETE', '/inspector/entries');
  await expect.poll(() => again.at(-1)?.data, patient).toEqual({ cleared: true });
});

/** What `sh` makes of a line: its words. */
function words(line: string, env: Record<string, string>): string[] {
  const script = line.replace(/^curl /, `printf '%s\\0' `);
  return execFileSync('sh', ['-c', script], { env, encoding: 'utf8' }).split('\0').slice(0, -1);
}

async function curl(playground: Playground, label: string): Promise<string> {
  const { id } = await whole(playground, label);
  return (await ask(playground, 'GET', `/inspector/entries/${id}/curl`)).text;
}

test('a request can be repeated by a line for sh, which holds no token', async () => {
  const { playground, client, general } = await start();
  const content = `it's "odd" $HOME \`ls\` \\ … \n done`;
  await general.send(content);
  const line = await curl(playground, `POST /channels/${general.id}/messages`);
  expect(line).not.toContain(playground.discord.token);

  const [, , method, url = '', , authorization = '', , , , body = ''] = words(line, {
    DISCORD_TOKEN: playground.discord.token,
  });
  const again = await fetch(url, {
    method: method ?? '',
    headers: { authorization: authorization.replace('Authorization: ', ''), 'content-type': 'application/json' },
    body,
  });

  expect(await again.json()).toMatchObject({ content });
  await sendFile(client, general);
  const form = words(await curl(playground, `POST /channels/${general.id}/messages`), { DISCORD_TOKEN: 'T' });
  expect(form.slice(4)).toEqual([
    '-H',
    'Authorization: Bot T',
    '--form-string',
    expect.stringMatching(/^payload_json={"content":"a file"/) as string,
    '-F',
    'files[0]=@"it\'s.txt"',
  ]);
});

async function sendFile(client: Client, channel: TextChannel): Promise<void> {
  expect(client.isReady()).toBe(true);
  await channel.send({ content: 'a file', files: [{ attachment: Buffer.from('x'), name: "it's.txt" }] });
}
