import { join } from 'node:path';
import { pino } from 'pino';
import { describe, expect, test } from 'vitest';
import { createEngine } from '../../src/engine/engine.ts';
import { createDemoModel } from '../../src/engine/models/demo.ts';
import { openSqliteStore } from '../../src/storage/sqlite-store.ts';
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

describe('/assistant', () => {
  test('list says whom one can talk to, to the person alone', async () => {
    const { ada, threadId } = await conversation();

    const reply = await ada.command(threadId, '/assistant list');

    expect(reply.ephemeral).toBe(true);
    expect(reply.message.content).toMatch(/- \*\*Bobbin\*\*: .+ \*\(talking here, the default\)\*/);
  });

  test('list fits one message, whatever the assistants are called', async () => {
    const { discord, settings, bot, threadId } = await conversation();
    await bot.stop();
    const store = openSqliteStore({ file: join(settings['DATA_DIR'] ?? '', 'bobbin.sqlite') });
    const engine = createEngine({ store, model: createDemoModel(), log: pino({ level: 'silent' }) });
    await engine.seed(
      Array.from({ length: 40 }, (_, index) => ({
        id: `asst_${index}`,
        name: '|'.repeat(256),
        description: '@everyone '.repeat(50),
      })),
    );
    await engine.close(AbortSignal.abort());
    store.close();
    await startBot(discord, settings);

    const reply = await discord.person('Ada').command(threadId, '/assistant list');

    expect(reply.message.content).toContain('… and 28 more');
    expect(reply.message.mention_everyone).toBe(false);
  });

  test('switch completes names and changes who answers, keeping what was said', async () => {
    const { discord, settings, bot, threadId } = await conversation();
    await bot.stop();
    // Another assistant becomes the default of this installation; the conversation chooses the first one again.
    await startBot(discord, { ...settings, ASSISTANT_ID: 'tutor' });
    const ada = discord.person('Ada');

    const choices = await ada.autocomplete(threadId, '/assistant switch name:bob');
    const reply = await ada.command(threadId, `/assistant switch name:${choices[0]?.value}`);
    await ada.post(threadId, 'What did I ask first?');

    expect(choices.map(({ name }) => name)).toEqual(['Bobbin', 'Bobbin']);
    expect(reply).toMatchObject({ ephemeral: false, message: { content: expect.stringContaining('**Bobbin**') } });
    const answers = await untilAnswers(discord, threadId, 2);
    expect(answers.at(-1)?.content).toContain('How do bees make honey?');
  });

  test('switch to a name that does not exist is refused, without pinging anybody', async () => {
    const { ada, threadId } = await conversation();

    const reply = await ada.command(threadId, '/assistant switch name:@everyone');

    expect(reply).toMatchObject({
      ephemeral: true,
      message: {
        content: expect.stringContaining('There is no assistant called “@everyone”'),
        mention_everyone: false,
      },
    });
  });

  test('switch is refused to strangers', async () => {
    const { discord, threadId } = await conversation();

    const reply = await discord.person('Bob').command(threadId, '/assistant switch name:Bobbin');

    expect(reply).toMatchObject({ ephemeral: true, message: { content: expect.stringContaining('Only the person') } });
  });

  test('switch in a direct message may come before the first post', async () => {
    const { discord, ada } = await conversation();
    const dm = await ada.openDm();

    const reply = await ada.command(dm.id, '/assistant switch name:bobbin');
    await ada.post(dm.id, 'hello');

    expect(reply.message.content).toContain('You are talking to **Bobbin**');
    expect(await untilAnswers(discord, dm.id, 1)).toHaveLength(1);
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
