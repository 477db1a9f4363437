import { OverwriteType, PermissionFlagsBits as Flags } from 'discord-api-types/v10';
import { beforeEach, expect, test } from 'vitest';
import { shareBot } from '../../support/shared-bot.ts';

const stage = shareBot({
  discord: {
    application: {
      permissions: Flags.ViewChannel | Flags.SendMessages | Flags.ReadMessageHistory,
      privilegedIntents: true,
    },
    seed: { channels: ['general', 'help', 'mods'], forums: [{ name: 'questions', tags: ['maths'] }] },
  },
  settings: { MESSAGE_CONTENT_INTENT: 'off' },
});
const mia = () => stage.discord.person('Mia', { moderator: true });
const id = (name: string) => stage.discord.channel(name).id;
const deny = (channel: string, flag: bigint) =>
  stage.discord.setOverwrites(id(channel), [
    { id: stage.discord.bot.id, type: OverwriteType.Member, allow: '0', deny: String(flag) },
  ]);
const check = async (channelId: string) => (await mia().command(channelId, '/config test')).message.content;

beforeEach(async () => {
  await stage.write(() => ({}));
});

test('says what Bobbin may do here, and in which of the settings to switch on what is missing', async () => {
  deny('help', Flags.AttachFiles);

  const text = await check(id('help'));

  expect(text).toContain('✅ Send Messages: to answer in the channel itself');
  expect(text).toContain(
    `❌ **Attach Files** is missing: to send files. Switch it on in <#${id('help')}> → Edit Channel → Permissions.`,
  );
  expect(text).toMatch(/➖ Manage Threads is missing: .* Server Settings → Roles → TestBot → Permissions\./);
});

test('asks Discord for the thread in which it is typed, and names the channel around it', async () => {
  const thread = await mia().startThread(id('mods'), { name: 'a thread' });
  deny('mods', Flags.SendMessagesInThreads);

  const text = await check(thread.id);

  expect(text).toContain(`What I may do in <#${id('mods')}>`);
  expect(text).toContain('❌ **Send Messages in Threads** is missing');
});

test('in a forum asks only for what is needed there', async () => {
  const post = await mia().postInForum(id('questions'), { name: 'How?', content: 'How is it done?' });

  const text = await check(post.id);

  expect(text).toContain('✅ Send Messages in Threads');
  expect(text).toContain('Manage Threads');
  expect(text).not.toContain('Create Public Threads');
});

test('says whether messages without a mention can be read, and whether the log channel can be written in', async () => {
  const without = await check(stage.general);
  await stage.write(() => ({ logChannelId: id('mods') }));
  deny('mods', 0n);
  const writable = await check(stage.general);
  deny('mods', Flags.SendMessages);
  const refused = await check(stage.general);

  expect(without).toContain('I can only read messages that mention me');
  expect(without).toContain('No log channel is set');
  expect(writable).toContain(`✅ I may write in the log channel <#${id('mods')}>`);
  expect(refused).toContain(`❌ I may not write in the log channel <#${id('mods')}>`);
});
