import { type Client, Events, MessageType, type TextChannel } from 'discord.js';
import { expect, onTestFinished, test } from 'vitest';
import type { Discord } from '../../../playground/discord/discord.ts';
import { logIn, openDiscord } from '../../support/discord-client.ts';

interface Answer {
  status: number;
  body: Record<string, unknown> & { id: string };
}

type Send = (method: string, path: string, body?: object) => Promise<Answer>;

async function start(): Promise<{ discord: Discord; client: Client<true>; general: TextChannel; send: Send }> {
  const discord = await openDiscord({ rateLimits: false });
  const client = await logIn(discord);
  const general = client.channels.cache.get(discord.channel('general').id) as TextChannel;
  const send: Send = async (method, path, body) => {
    const response = await fetch(`${discord.url}/playground${path}`, {
      method,
      headers: { 'content-type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, body: (text === '' ? {} : JSON.parse(text)) as Answer['body'] };
  };
  return { discord, client, general, send };
}

test('a new person joins, and sees the server', async () => {
  const { discord, general, send } = await start();

  const made = await send('POST', '/people', { name: 'Ada', moderator: true });
  const { body: state } = await send('GET', '/people/Ada/state');

  expect(made).toMatchObject({ status: 200, body: { global_name: 'Ada', moderator: true } });
  expect(state).toMatchObject({
    guild: { id: discord.guild.id, name: 'Playground' },
    you: { id: made.body.id, moderator: true },
    bot: { id: discord.bot.id, online: true },
    channels: [{ id: general.id, name: 'general', permissions: expect.any(String) as string }, { name: 'help' }],
    threads: [],
    directs: [],
  });
  expect((await send('GET', '/people')).body).toMatchObject([{ global_name: 'Owner' }, { global_name: 'Ada' }]);
  expect((await send('GET', `/people/${made.body.id}/state`)).body).toMatchObject({ you: { id: made.body.id } });
});

test('a person posts, replies, edits, reacts, pins and deletes', async () => {
  const { discord, general, send } = await start();
  discord.person('Grace', { moderator: true });
  const place = `/people/Grace/channels/${general.id}`;
  const data = Buffer.from('kept').toString('base64');

  const post = await send('POST', `${place}/messages`, { content: 'hi', attachments: [{ name: 'a.txt', data }] });
  expect(post).toMatchObject({ status: 201, body: { content: 'hi', attachments: [{ filename: 'a.txt', size: 4 }] } });
  const reply = await send('POST', `${place}/messages`, { content: 'hi again', replyTo: post.body.id });
  expect(reply.body).toMatchObject({ type: MessageType.Reply, referenced_message: { content: 'hi' } });
  expect((await send('PATCH', `${place}/messages/${post.body.id}`, { content: 'ho' })).body).toMatchObject({
    content: 'ho',
  });
  const reaction = `${place}/messages/${post.body.id}/reactions/${encodeURIComponent('👍')}`;
  expect((await send('PUT', reaction)).status).toBe(204);
  expect((await send('PUT', `${place}/messages/${post.body.id}/pin`)).status).toBe(204);
  expect((await send('POST', `${place}/typing`, {})).status).toBe(204);
  expect(discord.messages('general')[0]).toMatchObject({ content: 'ho', pinned: true, reactions: [{ count: 1 }] });
  expect((await send('DELETE', reaction)).status).toBe(204);
  expect((await send('DELETE', `${place}/messages/${post.body.id}`)).status).toBe(204);
  expect(discord.messages('general')).toHaveLength(2);
});

test('history comes oldest first, in pages that go back', async () => {
  const { discord, general, send } = await start();
  const ada = discord.person('Ada');
  const posts = [];
  for (let number = 1; number <= 5; number += 1) posts.push(await ada.post(general.id, String(number)));
  const contents = ({ body }: Answer) => (body['messages'] as { content: string }[]).map(({ content }) => content);
  const path = `/people/Ada/channels/${general.id}/messages?limit=2`;

  const last = await send('GET', path);
  const before = await send('GET', `${path}&before=${posts[1]?.id}`);

  expect([contents(last), last.body['hasMore']]).toEqual([['4', '5'], true]);
  expect([contents(before), before.body['hasMore']]).toEqual([['1'], false]);
});

test('a person starts, joins, leaves, renames and archives threads, and opens direct messages', async () => {
  const { discord, general, send } = await start();
  discord.person('Ada');
  discord.person('Grace');

  const thread = await send('POST', `/people/Ada/channels/${general.id}/threads`, { name: 'chat' });
  expect(thread).toMatchObject({ status: 201, body: { name: 'chat' } });
  const change = await send('PATCH', `/people/Ada/channels/${thread.body.id}`, { name: 'talk' });
  expect(change.body).toMatchObject({ name: 'talk' });
  expect((await send('PUT', `/people/Grace/channels/${thread.body.id}/members/@me`)).status).toBe(204);
  expect((await send('GET', `/people/Grace/channels/${thread.body.id}`)).body).toMatchObject({
    member: { id: thread.body.id },
  });
  expect((await send('DELETE', `/people/Grace/channels/${thread.body.id}/members/@me`)).status).toBe(204);
  expect((await send('PATCH', `/people/Grace/channels/${thread.body.id}`, { archived: true })).body).toMatchObject({
    code: 50013,
  });
  const direct = await send('POST', '/people/Ada/directs', {});
  expect(direct.body).toMatchObject({ type: 1, recipients: [{ id: discord.bot.id }] });
  expect((await send('GET', '/people/Ada/state')).body).toMatchObject({
    threads: [{ id: thread.body.id }],
    directs: [{ id: direct.body.id }],
  });
  expect((await send('GET', '/people/Grace/state')).body).toMatchObject({ directs: [] });
});

test('a person sees the commands, completes and uses them', async () => {
  const { discord, client, general, send } = await start();
  discord.person('Ada');
  client.on(Events.InteractionCreate, (interaction) => {
    if (interaction.isAutocomplete()) void interaction.respond([{ name: 'Tutor', value: 'tutor' }]);
    if (interaction.isChatInputCommand()) void interaction.reply({ content: 'done', flags: 64 });
  });
  await client.application.commands.set([
    {
      name: 'use',
      description: 'Use',
      options: [{ type: 3, name: 'name', description: 'Name', required: true, autocomplete: true }],
    },
    { name: 'setup', description: 'Setup', defaultMemberPermissions: ['ManageGuild'] },
  ]);
  const place = `/people/Ada/channels/${general.id}`;

  expect((await send('GET', `${place}/commands`)).body).toMatchObject([{ name: 'use', options: [{ name: 'name' }] }]);
  expect((await send('POST', `${place}/autocomplete`, { text: '/use name:t' })).body).toEqual({
    choices: [{ name: 'Tutor', value: 'tutor' }],
  });
  expect((await send('POST', `${place}/commands`, { text: '/use name:tutor' })).body).toMatchObject({
    ephemeral: true,
    message: { content: 'done' },
  });
  expect(await send('POST', `${place}/commands`, { text: '/use' })).toMatchObject({
    status: 400,
    body: { message: 'These options are required: name.' },
  });
});

test('the stream tells a person what they may see, and nothing else', async () => {
  const { discord, client, general } = await start();
  client.on(Events.InteractionCreate, (interaction) => {
    if (interaction.isChatInputCommand()) void interaction.reply({ content: 'only Ada', flags: 64 });
  });
  await client.application.commands.set([{ name: 'ping', description: 'Ping' }]);
  const ada = discord.person('Ada');
  const grace = discord.person('Grace');
  const forAda = await listen(discord, 'Ada');
  const forGrace = await listen(discord, 'Grace');

  await ada.post((await ada.openDm()).id, 'direct');
  await ada.command(general.id, '/ping');
  await ada.startThread(general.id, { name: 'secret', private: true });
  await grace.post(general.id, 'the end');
  const isOver = (events: StreamEvent[]) => events.some(({ data }) => data['content'] === 'the end');
  await discord.until(() => isOver(forAda) && isOver(forGrace));

  expect(forAda[0]).toMatchObject({ type: 'HELLO', data: { online: true } });
  expect(forAda.filter(({ type }) => type === 'MESSAGE_CREATE').map(({ data }) => data['content'])).toEqual([
    'direct',
    'only Ada',
    'the end',
  ]);
  expect(forAda.map(({ type }) => type)).toContain('THREAD_CREATE');
  expect(forGrace.map(({ type }) => type)).toEqual(['HELLO', 'MESSAGE_CREATE']);
});

test('refusals are those of Discord', async () => {
  const { discord, general, send } = await start();
  discord.person('Ada');
  const messages = `/people/Ada/channels/${general.id}/messages`;

  expect(await send('GET', '/people/Nobody/state')).toMatchObject({ status: 404, body: { code: 10013 } });
  expect(await send('GET', '/nothing')).toMatchObject({ status: 404, body: { code: 0 } });
  expect(await send('POST', messages, { content: 'x'.repeat(2001) })).toMatchObject({
    status: 400,
    body: { code: 50035 },
  });
  expect(await send('POST', messages, { content: 1 })).toMatchObject({ body: { errors: { content: {} } } });
  expect(await send('POST', messages)).toMatchObject({ status: 400, body: { code: 50109 } });
  expect(await send('GET', '/people/Ada/channels/1/messages')).toMatchObject({ status: 404, body: { code: 10003 } });
});

interface StreamEvent {
  type: string;
  data: Record<string, unknown>;
}

/** Follows the stream of one person; the events arrive in the array. */
async function listen(discord: Discord, person: string): Promise<StreamEvent[]> {
  const stop = new AbortController();
  onTestFinished(() => stop.abort());
  const response = await fetch(`${discord.url}/playground/people/${person}/events`, { signal: stop.signal });
  const events: StreamEvent[] = [];
  void read(response, events).catch(() => {});
  await discord.until(() => events.length > 0);
  return events;
}

async function read(response: Response, events: StreamEvent[]): Promise<void> {
  let rest = '';
  const decoder = new TextDecoder();
  for await (const chunk of response.body ?? []) {
    const blocks = (rest + decoder.decode(chunk as Uint8Array, { stream: true })).split('\n\n');
    rest = blocks.pop() ?? '';
    for (const block of blocks)
      if (block.startsWith('data: ')) events.push(JSON.parse(block.slice('data: '.length)) as StreamEvent);
  }
}
