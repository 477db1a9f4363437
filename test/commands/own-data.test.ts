import { OverwriteType, PermissionFlagsBits as Flags } from 'discord-api-types/v10';
import { describe, expect, test } from 'vitest';
import { impatient, sqlitePlace, startBot, startDiscord, untilAnswers } from '../support/bot.ts';
import { startModelServer } from '../support/model-server.ts';
import { shareBot } from '../support/shared-bot.ts';

const stage = shareBot();
const ada = () => stage.discord.person('Ada');
const bob = () => stage.discord.person('Bob');

type Reply = Awaited<ReturnType<ReturnType<typeof ada>['command']>>;

async function fileOf({ message }: Reply): Promise<{ name: string; text: string }> {
  const [file] = message.attachments;
  return { name: file?.filename ?? '', text: await (await fetch(file?.url ?? '')).text() };
}

describe('/export', () => {
  test('gives the conversation to one person alone, for reading or for programs', async () => {
    const threadId = await stage.conversation(ada());

    const reply = await bob().command(threadId, '/export');
    const markdown = await fileOf(reply);
    const json = await fileOf(await bob().command(threadId, '/export format:json'));

    expect(reply).toMatchObject({ ephemeral: true });
    expect(markdown.name).toBe(`conversation-${threadId}.md`);
    expect(markdown.text).toMatch(/# A conversation\n\n## Ada · .+ UTC\n\nquestion \d+\n\n## Bobbin · /);
    expect(json.name).toBe(`conversation-${threadId}.json`);
    expect(JSON.parse(json.text)).toMatchObject({
      conversationId: threadId,
      messages: [{ role: 'user', author: { id: ada().id, name: 'Ada' } }, { role: 'assistant' }],
    });
  });

  test('is refused to whoever may not read what was said before', async () => {
    const { id } = stage.discord.createChannel({ name: 'no-history' });
    stage.discord.setOverwrites(id, [
      { id: stage.discord.guild.id, type: OverwriteType.Role, allow: '0', deny: `${Flags.ReadMessageHistory}` },
    ]);

    const reply = await bob().command(id, '/export');

    expect(reply.message.content).toContain('may not read what was said here before');
  });

  test('says so where there is nothing: no conversation, or one that has started over', async () => {
    const threadId = await stage.conversation(ada());
    await ada().command(threadId, '/reset');

    const empty = await ada().command(threadId, '/export');
    const none = await ada().command(stage.general, '/export');

    expect(empty.message.content).toContain('Nothing has been said here');
    expect(none.message.content).toContain('no conversation here');
  });
});

describe('/forget me', () => {
  test('asks first, and forgets nothing until then', async () => {
    const threadId = await stage.conversation(ada());

    const asked = await ada().command(threadId, '/forget me');
    const kept = await ada().click(threadId, asked.message.id, 'Keep everything');

    expect(asked).toMatchObject({ ephemeral: true });
    expect(asked.message.content).toContain('This cannot be undone');
    expect(kept.message.content).toBe('Nothing was forgotten.');
    expect((await fileOf(await ada().command(threadId, '/export'))).text).toContain('question');
  });

  test('forgets the person everywhere, in threads and direct messages, and says what was done and what cannot be', async () => {
    const forgetful = stage.discord.person('Fred');
    const threadId = await stage.conversation(forgetful);
    await bob().post(threadId, 'I stay.');
    await untilAnswers(stage.discord, threadId, 2);
    const dm = await forgetful.openDm();
    await forgetful.post(dm.id, 'my secret');
    await untilAnswers(stage.discord, dm.id, 1);

    const asked = await forgetful.command(stage.general, '/forget me');
    const done = await forgetful.click(stage.general, asked.message.id, 'Forget me');

    const { text } = await fileOf(await bob().command(threadId, '/export format:json'));
    const usage = await forgetful.command(stage.general, '/usage me');
    expect(done.message.content).toMatch(/^I have forgotten you: 2 posts in 2 conversations\.\n-# What I cannot/);
    expect(done.message.components).toEqual([]);
    expect(text).toContain('I stay.');
    expect(text).not.toContain(forgetful.id);
    expect(usage.message.content).toContain('Nothing in the last month.');
    expect((await forgetful.command(dm.id, '/export')).message.content).toContain('Nothing has been said here');
  });

  test('while an answer is under way it waits, and when Bobbin is stopped it says that it goes on by itself', async () => {
    const model = await startModelServer(() => new Promise<void>(() => undefined));
    const discord = await startDiscord({ rateLimits: false });
    const settings = { ...(await sqlitePlace.prepare()), OPENAI_BASE_URL: model.url, OPENAI_MODEL: 'm' };
    const bot = await startBot(discord, settings, { sleep: impatient });
    const eve = discord.person('Eve');
    const { id: channelId } = discord.channel('general');
    await eve.post(channelId, `<@${discord.bot.id}> Tell me a story`);
    await discord.until(() => model.requests[0], { what: 'a question to the model' });

    const asked = await eve.command(channelId, '/forget me');
    await eve.click(channelId, asked.message.id, 'Forget me', { until: 'heard' });
    await bot.stop(0);

    const message = eve.messages(channelId).find(({ id }) => id === asked.message.id);
    expect(message?.content).toContain('1 conversation is not done yet');
    expect(message?.content).toContain('It goes on by itself.');
  });

  test('says so when there is nothing of the person', async () => {
    const stranger = stage.discord.person('Sam');

    const asked = await stranger.command(stage.general, '/forget me');
    const done = await stranger.click(stage.general, asked.message.id, 'Forget me');

    expect(done.message.content).toContain('nothing of you that I could find');
  });
});

describe('/privacy', () => {
  test('says what is kept, where, for how long, and who sees it', async () => {
    const reply = await ada().command(stage.general, '/privacy');

    expect(reply).toMatchObject({ ephemeral: true });
    expect(reply.message.content.length).toBeLessThan(2_000);
    for (const part of [
      'a database file of the people who run this bot',
      'conversations, in the same place',
      'as long as the conversation exists',
      'a demo that sends nothing anywhere',
      '/forget me',
      'cannot be taken back',
    ])
      expect(reply.message.content).toContain(part);
  });

  test('knows the retention of the server', async () => {
    await stage.change((settings) => ({ ...settings, retentionDays: 30 }));

    const reply = await ada().command(stage.general, '/privacy');

    expect(reply.message.content).toContain('until nobody has written in a conversation for 30 days');
  });
});
