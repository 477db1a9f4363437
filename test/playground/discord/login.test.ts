import { once } from 'node:events';
import { Events, GatewayIntentBits, type Message } from 'discord.js';
import { expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { collect, logIn, makeClient, openDiscord } from '../../support/discord-client.ts';

const { Guilds, GuildMessages, DirectMessages, GuildMembers } = GatewayIntentBits;

test('discord.js logs in and finds the server, its channels, roles and itself', async () => {
  const discord = await openDiscord({ application: { name: 'Tester' } });
  const client = await logIn(discord);

  const guild = client.guilds.cache.get(discord.guild.id);
  expect(client.user).toMatchObject({ id: discord.bot.id, username: 'Tester', bot: true });
  expect(client.application.id).toBe(discord.application.id);
  expect(guild?.channels.cache.map((channel) => channel.name)).toEqual(['general', 'help']);
  expect(guild?.members.me?.roles.botRole?.tags?.botId).toBe(discord.bot.id);
  expect(guild?.members.me?.permissions.has('SendMessages')).toBe(true);
  expect(guild?.members.me?.permissions.has('ManageMessages')).toBe(false);
  expect(discord.connections).toBe(1);
});

test('REST knows the application, users, members, roles and channels', async () => {
  const discord = await openDiscord();
  const client = await logIn(discord);
  const ada = discord.person('Ada', { moderator: true });
  const guild = await client.guilds.fetch(discord.guild.id);

  expect(await client.application.fetch()).toMatchObject({ name: 'TestBot' });
  expect(await client.users.fetch(ada.id, { force: true })).toMatchObject({ globalName: 'Ada', username: 'ada' });
  expect((await guild.members.fetch(ada.id)).permissions.has('ManageMessages')).toBe(true);
  expect([...(await guild.members.fetch()).keys()].toSorted()).toContain(ada.id);
  expect((await guild.members.list({ limit: 10 })).has(ada.id)).toBe(true);
  expect((await guild.members.search({ query: 'ad' })).map((member) => member.displayName)).toEqual(['Ada']);
  expect((await guild.roles.fetch()).map((role) => role.name)).toContain('Moderator');
  expect((await guild.channels.fetch()).size).toBe(2);
  expect((await client.guilds.fetch()).map((one) => one.name)).toEqual(['Playground']);
  await expect(client.users.fetch('123')).rejects.toMatchObject({ code: 10013, status: 404 });
  await expect(client.channels.fetch('123')).rejects.toMatchObject({ code: 10003 });
  await expect(client.guilds.fetch('123')).rejects.toMatchObject({ code: 10004 });
});

test('unknown routes, wrong methods, versions and tokens are refused as on Discord', async () => {
  const discord = await openDiscord();
  const authorization = `Bot ${discord.token}`;
  const request = async (path: string, init: RequestInit = {}) => {
    const response = await fetch(`${discord.url}${path}`, { headers: { authorization }, ...init });
    return [response.status, await response.json()];
  };

  expect(await request('/api/v10/nothing')).toEqual([404, { message: '404: Not Found', code: 0 }]);
  expect(await request('/api/v10/users/@me', { method: 'PUT' })).toEqual([
    405,
    { message: '405: Method Not Allowed', code: 0 },
  ]);
  expect(await request('/api/v10/users/@me', { headers: {} })).toEqual([
    401,
    { message: '401: Unauthorized', code: 0 },
  ]);
  expect(await request('/api/v6/users/@me')).toMatchObject([400, { code: 50041 }]);
  expect(await request('/api/v10/gateway', { headers: {} })).toMatchObject([
    200,
    { url: discord.url.replace('http', 'ws') + '/gateway' },
  ]);
});

test('a wrong token is refused: by REST for discord.js, by the gateway with 4004', async () => {
  const discord = await openDiscord();

  await expect(makeClient(discord).login('wrong')).rejects.toThrow('invalid token');
  expect(await closeCode(discord.url, { op: 2, d: { token: 'wrong', intents: 1 } })).toBe(4004);
});

test('the gateway closes with the codes of Discord', async () => {
  const discord = await openDiscord();
  const identify = (data: object) => ({ op: 2, d: { token: discord.token, intents: 1, ...data } });

  expect(await closeCode(discord.url, { op: 3, d: {} })).toBe(4003);
  expect(await closeCode(discord.url, 'no packet')).toBe(4002);
  expect(await closeCode(discord.url, identify({ shard: [2, 2] }))).toBe(4010);
  expect(await closeCode(discord.url, identify({ intents: 2 ** 30 }))).toBe(4013);
  expect(await closeCode(discord.url, identify({}), identify({}))).toBe(4005);
  expect(await closeCode(discord.url, identify({}), { op: 99 })).toBe(4001);
});

test('asking for an intent that is switched off closes with 4014', async () => {
  const discord = await openDiscord({ application: { privilegedIntents: ['MESSAGE_CONTENT'] } });

  await expect(makeClient(discord, { intents: [Guilds, GuildMembers] }).login(discord.token)).rejects.toThrow(
    'disallowed intents',
  );
  discord.setPrivilegedIntents(true);
  await expect(logIn(discord, { intents: [Guilds, GuildMembers] })).resolves.toBeDefined();
});

test('without MESSAGE_CONTENT a post is blank, unless the bot is meant', async () => {
  const discord = await openDiscord({ application: { privilegedIntents: false } });
  const client = await logIn(discord, { intents: [Guilds, GuildMessages, DirectMessages] });
  const posts = collect<Message>((add) => client.on(Events.MessageCreate, add));
  const ada = discord.person('Ada');
  const general = discord.channel('general').id;
  const file = { name: 'a.txt', data: 'a' };

  await ada.post(general, 'not for the bot', { attachments: [file] });
  await ada.post(general, `for <@${discord.bot.id}>`, { attachments: [file] });
  const channel = await client.channels.fetch(general);
  const own = channel?.isSendable() ? await channel.send('my own') : undefined;
  await ada.post(general, 'reply with ping', { replyTo: own?.id });
  await ada.post(general, 'reply without ping', { replyTo: own?.id, ping: false });
  await ada.post((await ada.openDm()).id, 'direct');
  await discord.until(() => posts.length === 6);

  expect(posts.map((post) => [post.content, post.attachments.size])).toEqual([
    ['', 0],
    [`for <@${discord.bot.id}>`, 1],
    ['my own', 0],
    ['reply with ping', 0],
    ['', 0],
    ['direct', 0],
  ]);
  const listed = channel?.isTextBased() ? await channel.messages.fetch({ limit: 10 }) : undefined;
  expect(listed?.map((post) => post.content)).toContain('');
});

test('events come by intent: without GUILD_MESSAGES none from servers, without DIRECT_MESSAGES none from people', async () => {
  const discord = await openDiscord();
  const inGuild = await logIn(discord, { intents: [Guilds, GuildMessages] });
  const inDirect = await logIn(discord, { intents: [Guilds, DirectMessages] });
  const guildPosts = collect<Message>((add) => inGuild.on(Events.MessageCreate, add));
  const directPosts = collect<Message>((add) => inDirect.on(Events.MessageCreate, add));
  const ada = discord.person('Ada');

  const dm = await ada.openDm();
  await ada.post(dm.id, 'direct');
  await ada.post(discord.channel('general').id, 'public');
  await ada.post(dm.id, 'direct again');
  await ada.post(discord.channel('general').id, 'public again');
  await discord.until(() => guildPosts.length >= 2 && directPosts.length >= 2);

  expect(guildPosts.map((post) => post.guildId)).toEqual([discord.guild.id, discord.guild.id]);
  expect(directPosts.map((post) => post.content)).toEqual(['direct', 'direct again']);
});

test('a sharded bot hears of a server on its shard, and of direct messages on shard 0', async () => {
  const discord = await openDiscord();
  const home = Number((BigInt(discord.guild.id) >> 22n) % 2n);
  const clients = await Promise.all([0, 1].map((shard) => logIn(discord, { shards: [shard], shardCount: 2 })));
  const heard = clients.map((client) => collect<Message>((add) => client.on(Events.MessageCreate, add)));
  const ada = discord.person('Ada');

  await ada.post(discord.channel('general').id, 'public');
  await ada.post((await ada.openDm()).id, 'direct');
  await discord.until(() => heard.flat().length === 2);

  expect(clients.map((client) => client.guilds.cache.size)).toEqual(home === 0 ? [1, 0] : [0, 1]);
  expect(heard[0]?.map((post) => post.content)).toEqual(home === 0 ? ['public', 'direct'] : ['direct']);
  expect(heard[1]?.map((post) => post.content)).toEqual(home === 0 ? [] : ['public']);
});

/** Sends these packets after HELLO, and answers with the code that the gateway closes with. */
async function closeCode(url: string, ...packets: unknown[]): Promise<number> {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/gateway?v=10&encoding=json`);
  await once(socket, 'message');
  for (const packet of packets) socket.send(JSON.stringify(packet));
  const [code] = (await once(socket, 'close')) as [number];
  return code;
}
