import { describe, expect, test } from 'vitest';
import { type Discord, startBot, startDiscord, sqlitePlace, untilAnswers } from '../support/bot.ts';

const general = (discord: Discord) => discord.channel('general').id;

/** A conversation that Ada has started, in its thread, with the bot's commands registered. */
async function conversation() {
  const discord = await startDiscord();
  const settings = await sqlitePlace.prepare();
  const bot = await startBot(discord, settings);
  const ada = discord.person('Ada');
  const { id: threadId } = await ada.post(general(discord), `<@${discord.bot.id}> How do bees make honey?`);
  await untilAnswers(discord, threadId, 1);
  return { discord, settings, bot, ada, threadId };
}

describe('/reset', () => {
  test('the conversation starts over, and everybody in it sees so', async () => {
    const { discord, ada, threadId } = await conversation();

    const reply = await ada.command(threadId, '/reset');
    await ada.post(threadId, 'What did I ask first?');

    const answers = await untilAnswers(discord, threadId, 2);
    expect(reply).toMatchObject({ ephemeral: false, message: { content: expect.stringContaining('starts over') } });
    expect(answers.at(-1)?.content).not.toContain('How do bees make honey?');
    expect(answers.at(-1)?.content).not.toContain('no longer have');
  });

  test('is refused to others, but not to those who may manage threads', async () => {
    const { discord, threadId } = await conversation();

    const refused = await discord.person('Bob').command(threadId, '/reset');
    const allowed = await discord.person('Mia', { moderator: true }).command(threadId, '/reset');

    expect(refused).toMatchObject({
      ephemeral: true,
      message: { content: expect.stringContaining('Only the person') },
    });
    expect(allowed).toMatchObject({ ephemeral: false, message: { content: expect.stringContaining('starts over') } });
  });

  test('where there is no conversation it says so', async () => {
    const { discord, ada } = await conversation();

    const reply = await ada.command(general(discord), '/reset');

    expect(reply).toMatchObject({
      ephemeral: true,
      message: { content: expect.stringContaining('no conversation here') },
    });
  });

  test('works in a direct message', async () => {
    const { discord, ada } = await conversation();
    const dm = await ada.openDm();
    await ada.post(dm.id, 'Remember the number 7');
    await untilAnswers(discord, dm.id, 1);

    const reply = await ada.command(dm.id, '/reset');

    expect(reply.message.content).toContain('starts over');
  });
});

test('/help names the bot and its commands, to the person alone', async () => {
  const { discord, ada } = await conversation();

  const reply = await ada.command(general(discord), '/help');

  expect(reply.ephemeral).toBe(true);
  for (const part of [discord.bot.username, '/reset', '/assistant']) expect(reply.message.content).toContain(part);
});

test('commands are registered when they differ, and left alone when they do not', async () => {
  const { discord, settings, bot } = await conversation();
  const registrations = () =>
    discord.requests.filter(({ method, path }) => method === 'PUT' && path.includes('/commands'));
  expect(registrations()).toHaveLength(1);
  await bot.stop();

  await startBot(discord, settings);

  expect(registrations()).toHaveLength(1);
});
