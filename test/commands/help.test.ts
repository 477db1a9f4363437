import { ApplicationCommandPermissionType, PermissionFlagsBits as Flags } from 'discord-api-types/v10';
import { describe, expect, test } from 'vitest';
import { shareBot } from '../support/shared-bot.ts';

const stage = shareBot();
const ada = () => stage.discord.person('Ada');
const mia = () => stage.discord.person('Mia', { permissions: Flags.ManageGuild });

async function help(channelId: string, person = ada()): Promise<string> {
  const reply = await person.command(channelId, '/help');
  expect(reply.ephemeral).toBe(true);
  expect(reply.message.content.length).toBeLessThanOrEqual(2_000);
  return reply.message.content;
}

describe('/help', () => {
  test('names the commands that the person may use, and the way to privacy', async () => {
    const text = await help(stage.general);

    for (const part of [stage.discord.bot.username, '`/ask`', '`/reset`', '/forget me', '/privacy', 'Ask Bobbin about'])
      expect(text).toContain(part);
    expect(text).not.toContain('/config');
    expect(text).not.toContain('For moderators');
    expect(text).toContain('`/usage me`:');
    expect(await help(stage.general, mia())).toContain('`/usage me | server`:');
  });

  test('has a part for moderators, also for whom the Integrations settings let', async () => {
    const text = await help(stage.general, mia());
    await stage.discord.setCommandPermissions('config', [
      { id: ada().id, type: ApplicationCommandPermissionType.User, permission: true },
    ]);
    const allowed = await help(stage.general);
    await stage.discord.setCommandPermissions('config', []);

    for (const part of ['**For moderators**', '/config', '/assistants']) expect(text).toContain(part);
    expect(allowed).toContain('/config');
    expect(allowed).not.toContain('`/assistants`');
  });

  test('in a direct message it is about that, without what works in servers only', async () => {
    const dm = await mia().openDm();

    const text = await help(dm.id, mia());

    expect(text).toContain('just write, and I answer every post');
    for (const part of ['/config', 'server', 'manage threads']) expect(text).not.toContain(part);
  });

  test('says how one talks with it, as it is set for the channel', async () => {
    const { id } = stage.discord.createChannel({ name: 'bees' });
    const threadId = await stage.conversation();
    const other = await ada().startThread(id, { name: 'about bees' });
    const places = { [id]: { speaking: 'channel' as const, inThreads: 'mentioned' as const } };

    expect(await help(id)).toContain('Mention me here: I open a thread');
    expect(await help(threadId)).toContain('In this thread I answer every post');
    expect(await help(other.id)).toContain('Mention me in this thread and I join in');
    await stage.change((settings) => ({ ...settings, places }));
    expect(await help(id)).toContain('Here I answer every post, right here');
    expect(await help(other.id)).toContain('In threads, mention me each time');
    await stage.change((settings) => ({ ...settings, places: { [id]: { speaking: 'off' } } }));
    const off = await help(id);
    expect(off).toContain('switched me off in this channel');
    expect(off).not.toContain('You are talking to');
  });

  test('says who answers there', async () => {
    const tutor = await stage.engine.beta.assistants.create({ name: 'Tutor *of* bees', model: 'default' });
    const { id } = stage.discord.createChannel({ name: 'tutoring' });
    await stage.change((settings) => ({ ...settings, places: { [id]: { assistantId: tutor.id } } }));

    expect(await help(stage.general)).toContain('You are talking to **Bobbin** here');
    expect(await help(id)).toContain('You are talking to **Tutor \\*of\\* bees** here');
  });
});
