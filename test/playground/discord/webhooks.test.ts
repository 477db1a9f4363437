import { ChannelType, Events, PermissionFlagsBits as Flags, WebhookClient } from 'discord.js';
import { expect, test } from 'vitest';
import { shareDiscord } from '../../support/shared-discord.ts';

const stage = shareDiscord({
  application: {
    permissions: Flags.ViewChannel | Flags.SendMessages | Flags.ManageWebhooks | Flags.CreatePublicThreads,
  },
});

const clientOf = (webhook: { id: string; token: string | null }) =>
  new WebhookClient({ id: webhook.id, token: webhook.token ?? '' }, { rest: { api: stage.discord.apiUrl } });

test('a webhook posts under its name, or under another one, and its posts can be changed and deleted', async () => {
  const { discord, general, client } = stage;
  const changed = new Promise<string>((resolve) => {
    client.once(Events.WebhooksUpdate, ({ id }) => resolve(id));
  });
  const webhook = await general.createWebhook({ name: 'News' });
  expect(await changed).toBe(general.id);

  const sent = await webhook.send({ content: 'Hello', embeds: [{ title: 'An embed' }] });
  const other = await clientOf(webhook).send({ content: 'Me too', username: 'Weather' });
  await webhook.editMessage(sent.id, 'Hello again');

  expect(sent).toMatchObject({ author: { id: webhook.id, username: 'News', bot: true }, webhookId: webhook.id });
  expect(discord.messages('general').slice(-2)).toMatchObject([
    { content: 'Hello again', embeds: [{ title: 'An embed' }], webhook_id: webhook.id },
    { author: { id: webhook.id, username: 'Weather' } },
  ]);
  expect(await webhook.fetchMessage(other.id)).toMatchObject({ content: 'Me too' });
  await webhook.deleteMessage(other.id);
  expect(discord.messages('general').at(-1)?.id).toBe(sent.id);
});

test('with files, in a thread of its channel, and without waiting', async () => {
  const { discord, general } = stage;
  const webhook = await general.createWebhook({ name: 'Files' });
  const thread = await general.threads.create({ name: 'Here', type: ChannelType.PublicThread });

  await webhook.send({ files: [{ attachment: Buffer.from('1,2'), name: 'a.csv' }], threadId: thread.id });
  const body = JSON.stringify({ content: 'quick' });
  const headers = { 'content-type': 'application/json' };
  const answer = await fetch(`${discord.apiUrl}/v10/webhooks/${webhook.id}/${webhook.token}`, {
    method: 'POST',
    headers,
    body,
  });

  expect(discord.messages('Here').at(-1)).toMatchObject({ attachments: [{ filename: 'a.csv' }] });
  expect(answer.status).toBe(204);
  expect(discord.messages('general').at(-1)?.content).toBe('quick');
});

test('a webhook may ping everybody', async () => {
  const { discord, general } = stage;
  const webhook = await general.createWebhook({ name: 'Loud' });

  await webhook.send('@everyone, look');

  expect(discord.messages('general').at(-1)?.mention_everyone).toBe(true);
});

test('webhooks are listed, renamed, moved and deleted', async () => {
  const { client, discord, general } = stage;
  const help = discord.channel('help').id;
  const webhook = await general.createWebhook({ name: 'Old' });

  expect((await general.fetchWebhooks()).get(webhook.id)?.name).toBe('Old');
  await webhook.edit({ name: 'New', channel: help });
  expect(await client.fetchWebhook(webhook.id)).toMatchObject({ name: 'New', channelId: help });
  expect((await general.guild.fetchWebhooks()).has(webhook.id)).toBe(true);
  await clientOf(webhook).delete();
  await expect(client.fetchWebhook(webhook.id)).rejects.toMatchObject({ code: 10015 });
});

test('what Discord refuses: names, a wrong token, a channel for which one may not, a forum without a thread', async () => {
  const { discord, general, client } = stage;
  await expect(general.createWebhook({ name: 'My Discord hook' })).rejects.toMatchObject({ code: 50035 });
  const webhook = await general.createWebhook({ name: 'Kept' });
  await expect(clientOf({ id: webhook.id, token: 'wrong' }).send('hi')).rejects.toMatchObject({ code: 50027 });
  await expect(clientOf({ id: '1', token: 'x' }).send('hi')).rejects.toMatchObject({ code: 10015 });
  await expect(webhook.send({ content: 'hi', threadId: '1' })).rejects.toMatchObject({ code: 10003 });

  const forum = await client.channels.fetch(discord.createForum({ name: 'questions' }).id);
  if (forum?.type !== ChannelType.GuildForum) throw new Error('It is no forum.');
  const inForum = await forum.createWebhook({ name: 'Forum' });
  await expect(inForum.send('hi')).rejects.toMatchObject({ code: 220001 });

  discord.setOverwrites(general.id, [{ id: discord.bot.id, type: 1, allow: '0', deny: String(Flags.ManageWebhooks) }]);
  await expect(general.createWebhook({ name: 'No' })).rejects.toMatchObject({ code: 50013 });
  discord.setOverwrites(general.id, []);
});
