import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type AnyThreadChannel, Events, Status, type TextChannel } from 'discord.js';
import { expect, onTestFinished, test } from 'vitest';
import { createDiscord } from '../../../playground/discord/discord.ts';
import { collect, logIn, openDiscord } from '../../support/discord-client.ts';

async function temporaryFile(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'discord-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return join(folder, 'discord.sqlite');
}

test('a file keeps everything over a restart, with the same ids', async () => {
  const file = await temporaryFile();
  const application = { name: 'Keeper', token: 'kept-token' };
  const before = await createDiscord({ file, application });
  const ada = before.person('Ada', { moderator: true });
  const general = before.channel('general').id;
  const post = await ada.post(general, 'remember me', { attachments: [{ name: 'a.txt', data: 'kept' }] });
  await ada.react(general, post.id, '👍');
  await ada.startThread(general, { name: 'kept thread', messageId: post.id });
  await ada.post(post.id, 'inside');
  const dm = await ada.openDm();
  await ada.post(dm.id, 'direct');
  before.createChannel({ name: 'extra' });
  const token = before.token;
  await before.close();

  const after = await openDiscord({ file, application });
  const client = await logIn(after);

  expect([after.token, after.bot.id, after.guild.id]).toEqual([token, before.bot.id, before.guild.id]);
  expect(after.channel('general').id).toBe(general);
  expect(after.channel('extra').type).toBe(0);
  expect(after.person('Ada').id).toBe(ada.id);
  expect(after.messages(general)).toMatchObject([
    { id: post.id, content: 'remember me', reactions: [{ count: 1 }], thread: { name: 'kept thread' } },
  ]);
  expect(after.messages(post.id).map(({ content }) => content)).toEqual(['', 'inside']);
  expect(after.messages(dm.id).map(({ content }) => content)).toEqual(['direct']);
  const [attachment] = after.messages(general)[0]?.attachments ?? [];
  expect(await (await fetch(attachment?.url ?? '')).text()).toBe('kept');
  expect(client.channels.cache.get(post.id)).toMatchObject({ name: 'kept thread' });
  const later = await after.person('Ada').post(general, 'later');
  expect(BigInt(later.id) > BigInt(post.id)).toBe(true);
  expect((await (client.channels.cache.get(general) as TextChannel).messages.fetch({ after: post.id })).size).toBe(1);
});

test('commands and nonces are kept, ephemeral messages are not', async () => {
  const file = await temporaryFile();
  const before = await createDiscord({ file });
  const client = await logIn(before);
  client.on(Events.InteractionCreate, (interaction) => {
    if (interaction.isChatInputCommand()) void interaction.reply({ content: 'shh', flags: 64 });
  });
  await client.application.commands.set([{ name: 'ping', description: 'Ping' }]);
  const general = before.channel('general').id;
  const send = { content: 'once', nonce: 'n', enforceNonce: true };
  const sent = await ((await client.channels.fetch(general)) as TextChannel).send(send);
  await before.person('Ada').command(general, '/ping');
  expect(before.person('Ada').messages(general)).toHaveLength(2);
  await client.destroy();
  await before.close();

  const after = await openDiscord({ file });
  const again = await logIn(after);

  expect((await again.application.commands.fetch()).map(({ name }) => name)).toEqual(['ping']);
  expect((await ((await again.channels.fetch(general)) as TextChannel).send(send)).id).toBe(sent.id);
  expect(
    after
      .person('Ada')
      .messages(general)
      .map(({ content }) => content),
  ).toEqual(['once']);
});

test('a bot that is still running finds the new process on the same port, and identifies anew', async () => {
  const file = await temporaryFile();
  const before = await createDiscord({ file });
  const port = Number(new URL(before.url).port);
  const client = await logIn(before);
  const posts = collect<string>((add) => client.on(Events.MessageCreate, ({ content }) => add(content)));
  const general = before.channel('general').id;
  const thread = await (client.channels.cache.get(general) as TextChannel).threads.create({ name: 'chat' });
  await before.close();

  const after = await openDiscord({ file, port });
  await after.until(() => after.isOnline && client.ws.status === Status.Ready, { timeoutMs: 20_000 });
  await after.person('Ada').post(thread.id, 'welcome back');
  await after.until(() => posts.includes('welcome back'));

  expect((client.channels.cache.get(thread.id) as AnyThreadChannel).joined).toBe(true);
  // Before its Discord goes: discord.js would try to reach it for long.
  await client.destroy();
});

test('buttons, forums, tags and who may use which command are kept; a button is pressed after the restart', async () => {
  const file = await temporaryFile();
  const before = await createDiscord({ file });
  const client = await logIn(before);
  await client.application.commands.set([{ name: 'ping', description: 'Ping' }]);
  const general = before.channel('general').id;
  const button = { type: 2, style: 1, label: 'Go', custom_id: 'go' } as const;
  const channel = (await client.channels.fetch(general)) as TextChannel;
  const sent = await channel.send({ content: 'press', components: [{ type: 1, components: [button] }] });
  const forum = before.createForum({ name: 'questions', tags: ['solved'], requiresTag: true });
  const ada = before.person('Ada', { locale: 'de' });
  const post = await ada.postInForum(forum.id, { name: 'title', content: 'text', tags: ['solved'] });
  await before.setCommandPermissions('ping', [{ id: ada.id, type: 2, permission: false }]);
  await client.destroy();
  await before.close();

  const after = await openDiscord({ file });
  const again = await logIn(after);
  again.on(Events.InteractionCreate, (interaction) => {
    if (interaction.isButton()) void interaction.update(`${interaction.locale} pressed`);
  });

  expect((await after.person('Ada').click(general, sent.id, 'Go')).message).toMatchObject({
    content: 'de pressed',
    components: [{ components: [{ label: 'Go' }] }],
  });
  expect(again.channels.cache.get(post.id)).toMatchObject({ appliedTags: [forum.forum?.tags[0]?.id] });
  expect(after.messages(post.id)).toMatchObject([{ id: post.id, content: 'text' }]);
  expect(after.person('Ada').commands(general)).toEqual([]);
});
