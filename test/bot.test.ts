import { createClient } from '@keyv/redis';
import { PermissionFlagsBits as Flags } from 'discord-api-types/v10';
import { describe, expect, test } from 'vitest';
import {
  answersIn,
  type Discord,
  impatient,
  type Place,
  redisPlace,
  ownRoleId,
  sqlitePlace,
  startBot,
  startDiscord,
  untilAnswers,
} from './support/bot.ts';
import { answering, startModelServer } from './support/model-server.ts';
import { redisIsMissing } from './support/redis.ts';

const places: Place[] = redisIsMissing ? [sqlitePlace] : [sqlitePlace, redisPlace];

/** A mention of the bot, as Discord writes it. */
const mention = (discord: Discord) => `<@${discord.bot.id}>`;
const general = (discord: Discord) => discord.channel('general').id;

describe.each(places)('the bot, its state in $name', (place) => {
  test('mentioned in a channel, starts a thread named from the question and answers there', async () => {
    const discord = await startDiscord();
    await startBot(discord, await place.prepare());
    const ada = discord.person('Ada');

    const post = await ada.post(general(discord), `${mention(discord)} what can you do?`);

    const [answer] = await untilAnswers(discord, post.id, 1);
    expect(discord.channel(post.id)).toMatchObject({ name: 'what can you do?' });
    expect(answer?.content).toContain('demo');
    expect(answer?.message_reference).toBeUndefined();
    expect(answersIn(discord, general(discord))).toEqual([]);
  });

  test('goes on talking in the thread without a mention, and knows the beginning after a restart', async () => {
    const discord = await startDiscord();
    const settings = await place.prepare();
    const bot = await startBot(discord, settings);
    const ada = discord.person('Ada');
    const first = await ada.post(general(discord), `${mention(discord)} How do bees make honey?`);
    await untilAnswers(discord, first.id, 1);
    const second = await ada.post(first.id, 'And what did I ask first?');
    const [, beforeRestart] = await untilAnswers(discord, first.id, 2);
    await bot.stop();

    await startBot(discord, settings);
    await ada.post(first.id, 'Once more: what did I ask first?');
    const [, , afterRestart] = await untilAnswers(discord, first.id, 3);

    expect(beforeRestart?.message_reference?.message_id).toBe(second.id);
    expect(beforeRestart?.content).toContain('How do bees make honey?');
    expect(afterRestart?.content).toContain('How do bees make honey?');
  });

  test('20 posts at once in one thread: each forwarded once, in order, and covered by an answer', async () => {
    const model = await startModelServer(answering('Noted.'));
    const discord = await startDiscord({ rateLimits: false });
    await startBot(discord, { ...(await place.prepare()), OPENAI_BASE_URL: model.url, OPENAI_MODEL: 'm' });
    const ada = discord.person('Ada');
    const first = await ada.post(general(discord), `${mention(discord)} number 0`);
    await untilAnswers(discord, first.id, 1);

    const posts = await Promise.all(
      Array.from({ length: 20 }, (_, index) => ada.post(first.id, `number ${index + 1}`)),
    );

    const newest = posts
      .map(({ id }) => id)
      .toSorted()
      .at(-1);
    await discord.until(
      () => answersIn(discord, first.id).some((answer) => answer.message_reference?.message_id === newest),
      { what: 'an answer to the newest post' },
    );
    const inOrder = [...posts].toSorted((a, b) => (BigInt(a.id) < BigInt(b.id) ? -1 : 1)).map(({ content }) => content);
    expect(numbersIn(model.requests.at(-1))).toEqual(['number 0', ...inOrder]);
  });

  test('20 threads at once: each post answered once in its own thread', async () => {
    const discord = await startDiscord({ rateLimits: false });
    await startBot(discord, await place.prepare());
    const people = Array.from({ length: 20 }, (_, index) => discord.person(`Person ${index}`));

    const posts = await Promise.all(
      people.map((person, index) => person.post(general(discord), `${mention(discord)} question ${index}`)),
    );

    await Promise.all(posts.map(({ id }) => untilAnswers(discord, id, 1)));
    await Promise.all(
      posts.map(async ({ id }, index) => {
        const follow = people[index]?.post(id, 'What did I ask first?');
        await follow;
        const answers = await untilAnswers(discord, id, 2);
        expect(answers).toHaveLength(2);
        expect(answers[1]?.content).toContain(`question ${index}`);
      }),
    );
  });
});

/** What people wrote, as the model was given it last. */
function numbersIn(request: { body: unknown } | undefined): string[] {
  const body = request?.body as { messages: { role: string; content: unknown }[] } | undefined;
  return (body?.messages ?? [])
    .filter(({ role }) => role === 'user')
    .flatMap(({ content }) => JSON.stringify(content).match(/number \d+/g) ?? []);
}

describe('when it speaks', () => {
  test("mentioned in somebody else's thread, takes part from then on", async () => {
    const discord = await startDiscord();
    await startBot(discord, await sqlitePlace.prepare());
    const ada = discord.person('Ada');
    const thread = await ada.startThread(general(discord), { name: 'Ours' });
    await ada.post(thread.id, 'not for the bot');

    await ada.post(thread.id, `${mention(discord)} hello`);
    await untilAnswers(discord, thread.id, 1);
    await discord.person('Bob').post(thread.id, 'and now?');

    const answers = await untilAnswers(discord, thread.id, 2);
    expect(answers).toHaveLength(2);
    expect(answers[0]?.content).not.toContain('no longer have');
  });

  test('answers every post in a direct message', async () => {
    const discord = await startDiscord();
    await startBot(discord, await sqlitePlace.prepare());
    const ada = discord.person('Ada');
    const dm = await ada.openDm();

    await ada.post(dm.id, 'hello');
    await untilAnswers(discord, dm.id, 1);
    await ada.post(dm.id, 'hello again');

    expect(await untilAnswers(discord, dm.id, 2)).toHaveLength(2);
  });

  test('a mention of its own role counts', async () => {
    const discord = await startDiscord();
    await startBot(discord, await sqlitePlace.prepare());

    const post = await discord.person('Ada').post(general(discord), `<@&${await ownRoleId(discord)}> hello`);

    expect(await untilAnswers(discord, post.id, 1)).toHaveLength(1);
  });

  test('where it may not start threads, answers in the channel', async () => {
    const discord = await startDiscord();
    await startBot(discord, await sqlitePlace.prepare());
    const channel = discord.createChannel({
      name: 'no-threads',
      overwrites: [{ id: discord.guild.id, type: 0, allow: '0', deny: `${1n << 35n}` }],
    });

    const post = await discord.person('Ada').post(channel.id, `${mention(discord)} hello`);

    const [answer] = await untilAnswers(discord, channel.id, 1);
    expect(answer?.message_reference?.message_id).toBe(post.id);
  });

  test('never answers bots, webhooks, system messages, @everyone or posts that are not for it', async () => {
    const discord = await startDiscord();
    const bot = await startBot(discord, await sqlitePlace.prepare());
    const channelId = general(discord);
    const moderator = discord.person('Mia', { moderator: true });

    await discord.postAsBot(channelId, `${mention(discord)} from a bot`);
    await discord.postAsWebhook(channelId, `${mention(discord)} from a webhook`);
    await discord.systemMessage(channelId, 6);
    await moderator.post(channelId, '@everyone hello');
    await moderator.post(channelId, 'just talking');
    await moderator.post(channelId, mention(discord));
    await moderator.post(channelId, `\`<@&${await ownRoleId(discord)}>\` is how its role is written`);
    const post = await moderator.post(channelId, `${mention(discord)} this one`);

    await untilAnswers(discord, post.id, 1);
    await bot.stop();
    expect(answersIn(discord, channelId)).toEqual([]);
    const threads = discord.messages(channelId).filter((message) => message.thread !== undefined);
    expect(threads.map(({ id }) => id)).toEqual([post.id]);
  });
});

describe('where it is a guest', () => {
  test.each<{ name: string; join: (discord: Discord, threadId: string) => Promise<unknown> }>([
    { name: 'mentioned with nothing said', join: (discord, id) => discord.person('Ada').post(id, mention(discord)) },
    { name: 'mentioned by another bot', join: (discord, id) => discord.postAsBot(id, `${mention(discord)} join us`) },
    { name: 'added to it', join: (discord, id) => discord.person('Ada').addToThread(id, discord.bot.id) },
  ])("in somebody else's thread, only $name, it stays quiet until it is asked", async ({ join }) => {
    const discord = await startDiscord();
    await startBot(discord, await sqlitePlace.prepare());
    const ada = discord.person('Ada');
    const thread = await ada.startThread(general(discord), { name: 'Ours' });
    await join(discord, thread.id);
    await ada.post(thread.id, 'Bob, are you coming tonight?');

    await ada.post(thread.id, `${mention(discord)} what can you do?`);

    const answers = await untilAnswers(discord, thread.id, 1);
    expect(answers).toHaveLength(1);
    expect(answers[0]?.content).toMatch(/^Hello Ada!/);
  });

  test('taken out of a thread, it is quiet there until it is mentioned again', async () => {
    const discord = await startDiscord();
    await startBot(discord, await sqlitePlace.prepare());
    const ada = discord.person('Ada');
    const thread = await ada.startThread(general(discord), { name: 'Ours' });
    await ada.post(thread.id, `${mention(discord)} hello`);
    await untilAnswers(discord, thread.id, 1);

    await discord.person('Mia', { moderator: true }).removeFromThread(thread.id, discord.bot.id);
    await ada.post(thread.id, 'now among ourselves');
    await ada.post(thread.id, `${mention(discord)} back again?`);

    const answers = await untilAnswers(discord, thread.id, 2);
    expect(answers).toHaveLength(2);
    expect(answers[1]?.content).not.toContain('no longer have');
  });

  test('where it may not write, nothing is asked of the model and nothing is tried', async () => {
    const model = await startModelServer(answering('Noted.'));
    const discord = await startDiscord();
    await startBot(discord, { ...(await sqlitePlace.prepare()), OPENAI_BASE_URL: model.url, OPENAI_MODEL: 'm' });
    const deny = `${(1n << 11n) | (1n << 38n)}`;
    const channel = discord.createChannel({
      name: 'read-only',
      overwrites: [{ id: discord.bot.id, type: 1, allow: '0', deny }],
    });
    const mia = discord.person('Mia', { moderator: true });
    const locked = await mia.post(general(discord), `${mention(discord)} hello`);
    await untilAnswers(discord, locked.id, 1);
    await mia.editChannel(locked.id, { locked: true });

    for (let count = 0; count < 3; count += 1) {
      await mia.post(channel.id, `${mention(discord)} hello?`);
      await mia.post(locked.id, 'hello?');
    }
    const post = await mia.post(general(discord), `${mention(discord)} this one`);
    await untilAnswers(discord, post.id, 1);

    expect(discord.requests.filter(({ status }) => status >= 400)).toEqual([]);
    expect(model.requests.filter(({ path }) => path.endsWith('/completions'))).toHaveLength(2);
  });

  test('a question that is deleted before its thread is there is not answered', async () => {
    const discord = await startDiscord();
    const bot = await startBot(discord, await sqlitePlace.prepare());
    const ada = discord.person('Ada');
    discord.faults.delay({ method: 'POST', path: /threads$/, ms: 100, times: 1 });
    const doomed = await ada.post(general(discord), `${mention(discord)} never mind`);

    await ada.delete(general(discord), doomed.id);
    const post = await ada.post(general(discord), `${mention(discord)} this one`);
    await untilAnswers(discord, post.id, 1);

    await discord.until(() => discord.requests.some(({ path, status }) => path.includes(doomed.id) && status === 404));
    await bot.stop(); // it finishes what it has begun, so whatever it would have said is there now
    expect(answersIn(discord, general(discord))).toEqual([]);
  });
});

describe('what an answer may do', () => {
  test('pings its author and nobody else, whatever the model writes', async () => {
    const discord = await startDiscord();
    const [ada, bob] = [discord.person('Ada'), discord.person('Bob')];
    const text = `@everyone @here <@${bob.id}> <@${ada.id}> <@&${await ownRoleId(discord)}> hello`;
    const model = await startModelServer(answering(text));
    await startBot(discord, { ...(await sqlitePlace.prepare()), OPENAI_BASE_URL: model.url, OPENAI_MODEL: 'm' });
    const dm = await ada.openDm();
    const thread = await ada.post(general(discord), `${mention(discord)} hello`);
    await untilAnswers(discord, thread.id, 1);

    await ada.post(thread.id, 'again');
    await ada.post(dm.id, 'here too');

    const answers = [...(await untilAnswers(discord, thread.id, 2)), ...(await untilAnswers(discord, dm.id, 1))];
    for (const answer of answers) {
      expect(answer.content).toBe(text);
      expect(answer.mention_everyone).toBe(false);
      expect(answer.mention_roles).toEqual([]);
      expect(answer.mentions.map(({ id }) => id)).toEqual([ada.id]);
    }
  });

  test('pings nobody by a name that the author has mentioned, whatever people are called', async () => {
    const discord = await startDiscord({
      application: { permissions: Flags.Administrator | Flags.MentionEveryone },
    });
    const all = discord.person('everyone');
    const model = await startModelServer(answering('@everyone @here'));
    await startBot(discord, { ...(await sqlitePlace.prepare()), OPENAI_BASE_URL: model.url, OPENAI_MODEL: 'm' });

    const post = await discord.person('Ada').post(general(discord), `${mention(discord)} who is ${all.mention}?`);

    const [answer] = await untilAnswers(discord, post.id, 1);
    expect(JSON.stringify(model.requests.at(-1)?.body)).toContain('who is @everyone?');
    expect(answer).toMatchObject({ content: '@everyone @here', mention_everyone: false, mentions: [] });
  });

  test('arrives in several messages when it is long, code blocks whole', async () => {
    const discord = await startDiscord();
    await startBot(discord, await sqlitePlace.prepare());
    const post = await discord.person('Ada').post(general(discord), `${mention(discord)} show me a long answer`);

    const answers = await untilAnswers(discord, post.id, 3);

    for (const { content } of answers) {
      expect(content.length).toBeLessThanOrEqual(2_000);
      expect((content.match(/^```/gm)?.length ?? 0) % 2).toBe(0);
    }
  });
});

describe('what it remembers', () => {
  test('an Assistants thread that is gone is replaced once, and the person is told in one line', async () => {
    const discord = await startDiscord();
    const settings = await sqlitePlace.prepare();
    const ada = discord.person('Ada');
    const bot = await startBot(discord, settings);
    const first = await ada.post(general(discord), `${mention(discord)} hello`);
    await untilAnswers(discord, first.id, 1);
    await bot.stop();
    // Another store, another engine: Discord remembers the thread, nobody else does.
    await startBot(discord, await sqlitePlace.prepare());

    await ada.post(first.id, 'still there?');
    await untilAnswers(discord, first.id, 2);
    await ada.post(first.id, 'and now?');

    const [, told, normal] = await untilAnswers(discord, first.id, 3);
    expect(told?.content).toMatch(/^-# I no longer have what was said here before/);
    expect(normal?.content).not.toContain('no longer have');
  });

  test.skipIf(redisIsMissing)(
    'a Redis that was flushed under the running bot is answered in the same way',
    async () => {
      const discord = await startDiscord();
      const settings = await redisPlace.prepare();
      const bot = await startBot(discord, settings);
      const ada = discord.person('Ada');
      const first = await ada.post(general(discord), `${mention(discord)} hello`);
      await untilAnswers(discord, first.id, 1);
      const redis = createClient({ url: settings['REDIS_URL'] ?? '' });
      await redis.connect();
      await redis.flushDb();
      await redis.close();

      await ada.post(first.id, 'still there?');

      const [, told] = await untilAnswers(discord, first.id, 2);
      expect(told?.content).toMatch(/^-# I no longer have what was said here before/);
      expect(bot.fatal).toEqual([]);
    },
  );

  test('a direct message and an archived thread go on after a restart', async () => {
    const discord = await startDiscord();
    const settings = await sqlitePlace.prepare();
    const bot = await startBot(discord, settings);
    const ada = discord.person('Ada');
    const dm = await ada.openDm();
    await ada.post(dm.id, 'In private: how do bees sleep?');
    const thread = await ada.post(general(discord), `${mention(discord)} How do bees make honey?`);
    await Promise.all([untilAnswers(discord, dm.id, 1), untilAnswers(discord, thread.id, 1)]);
    await bot.stop();
    await discord.person('Mia', { moderator: true }).editChannel(thread.id, { archived: true });
    await startBot(discord, settings);

    await ada.post(dm.id, 'What did I ask first?');
    await ada.post(thread.id, 'What did I ask first?');

    const [, inPrivate] = await untilAnswers(discord, dm.id, 2);
    const [, inThread] = await untilAnswers(discord, thread.id, 2);
    expect(inPrivate?.content).toContain('how do bees sleep?');
    expect(inThread?.content).toContain('How do bees make honey?');
  });
});

describe('when Discord has trouble', () => {
  test('a post made while the connection was broken is answered after the resume', async () => {
    const discord = await startDiscord();
    await startBot(discord, await sqlitePlace.prepare());
    const ada = discord.person('Ada');
    discord.faults.dropSockets();

    const post = await ada.post(general(discord), `${mention(discord)} hello`);

    expect(await untilAnswers(discord, post.id, 1)).toHaveLength(1);
  });

  test('an answer that Discord takes but does not confirm is there once', async () => {
    const discord = await startDiscord();
    await startBot(discord, await sqlitePlace.prepare(), { sleep: impatient });
    const ada = discord.person('Ada');
    const dm = await ada.openDm();
    discord.faults.fail({ method: 'POST', path: /messages$/, status: 502, times: 5, isCarriedOut: true });

    await ada.post(dm.id, 'hello');
    await untilAnswers(discord, dm.id, 1);
    await ada.post(dm.id, 'hello again');

    const answers = await untilAnswers(discord, dm.id, 2);
    expect(answers).toHaveLength(2);
  });
});
