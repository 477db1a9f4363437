import { expect, onTestFinished, test } from 'vitest';
import { textsIn } from '../src/texts/texts.ts';
import {
  answersIn,
  type Discord,
  redisPlace,
  sqlitePlace,
  startBot,
  startDiscord,
  untilAnswers,
} from './support/bot.ts';
import { answering, startModelServer } from './support/model-server.ts';
import { redisIsMissing, startOwnRedis } from './support/redis.ts';
import { temporaryFolder } from './support/temporary.ts';

const english = textsIn();

const mention = (discord: Discord, text: string) => `<@${discord.bot.id}> ${text}`;
const general = (discord: Discord) => discord.channel('general').id;

test.skipIf(redisIsMissing)(
  'while the store is away nothing is taken for new, people are told once, and everything is answered after it',
  async () => {
    const redis = await startOwnRedis();
    onTestFinished(() => redis.stop());
    const discord = await startDiscord();
    await startBot(discord, { REDIS_URL: redis.url, DATA_DIR: temporaryFolder() });
    const ada = discord.person('Ada');
    const thread = await ada.post(general(discord), mention(discord, 'How do bees make honey?'));
    await untilAnswers(discord, thread.id, 1);

    redis.process.kill('SIGSTOP');
    await ada.post(thread.id, 'Are you there?');
    await discord.until(() => answersIn(discord, thread.id).length === 2, { what: 'a notice', timeoutMs: 20_000 });
    const question = await ada.post(thread.id, 'What did I ask first?');
    redis.process.kill('SIGCONT');

    await discord.until(
      () => answersIn(discord, thread.id).some((answer) => answer.message_reference?.message_id === question.id),
      { what: 'an answer', timeoutMs: 20_000 },
    );
    const [, notice, ...answers] = answersIn(discord, thread.id).map(({ content }) => content);
    expect(notice).toBe(english('answers.storeAway'));
    expect(answers.filter((text) => text === english('answers.storeAway'))).toEqual([]);
    expect(answers.at(-1)).toContain('How do bees make honey?');
  },
);

test.skipIf(redisIsMissing)('a session that begins while the store is away does not leave it deaf', async () => {
  const redis = await startOwnRedis();
  onTestFinished(() => redis.stop());
  const discord = await startDiscord();
  const bot = await startBot(discord, { REDIS_URL: redis.url, DATA_DIR: temporaryFolder() });
  const ada = discord.person('Ada');
  const thread = await ada.post(general(discord), mention(discord, 'hello'));
  await untilAnswers(discord, thread.id, 1);

  redis.process.kill('SIGSTOP');
  await ada.post(thread.id, 'before the session is lost');
  discord.faults.invalidateSessions();
  await expect
    .poll(() => bot.logged.some(({ msg }) => msg === 'discord connection is back'), { timeout: 20_000 })
    .toBe(true);
  await new Promise((resolve) => setTimeout(resolve, 2_000)); // longer than a command may take
  const last = await ada.post(thread.id, 'after it');
  redis.process.kill('SIGCONT');

  await discord.until(
    () => answersIn(discord, thread.id).some((answer) => answer.message_reference?.message_id === last.id),
    { what: 'an answer', timeoutMs: 20_000 },
  );
});

test.skipIf(redisIsMissing)(
  'two processes on one token and one Redis: every post and command is answered once',
  async () => {
    const discord = await startDiscord({ rateLimits: false });
    const settings = await redisPlace.prepare();
    const bots = [await startBot(discord, settings), await startBot(discord, settings)];
    const ada = discord.person('Ada');

    const threads = await Promise.all(
      Array.from({ length: 10 }, (_, index) => ada.post(general(discord), mention(discord, `question ${index}`))),
    );
    await Promise.all(threads.map(({ id }) => untilAnswers(discord, id, 1)));
    await Promise.all(threads.map(({ id }) => ada.post(id, 'And what did I ask first?')));
    await Promise.all(threads.map(({ id }) => untilAnswers(discord, id, 2)));
    const { message } = await ada.command(threads[0]?.id ?? '', '/reset');
    await Promise.all(bots.map((bot) => bot.stop()));

    expect(message?.content).toContain('This conversation starts over');
    const counts = threads.map(({ id }) => answersIn(discord, id).length);
    expect(counts).toEqual(threads.map(() => 2));
    const errors = bots.flatMap(({ logged }) => logged).filter(({ level }) => Number(level) >= 50);
    expect(errors).toEqual([]);
  },
);

test('a run that never settles is given up after RUN_TIMEOUT_SECONDS, said so, and the next post is answered', async () => {
  const model = await startModelServer(() => new Promise(() => undefined), answering('Here I am.'));
  const discord = await startDiscord();
  await startBot(discord, {
    ...(await sqlitePlace.prepare()),
    OPENAI_BASE_URL: model.url,
    OPENAI_MODEL: 'm',
    RUN_TIMEOUT_SECONDS: '1',
  });
  const ada = discord.person('Ada');
  const thread = await ada.post(general(discord), mention(discord, 'think'));
  await untilAnswers(discord, thread.id, 1);

  await ada.post(thread.id, 'and now?');

  const answers = await untilAnswers(discord, thread.id, 2);
  expect(answers.map(({ content }) => content)).toEqual([english('answers.tookTooLong'), 'Here I am.']);
});

test('an answer waits for a Discord that is down, and comes once', async () => {
  const discord = await startDiscord();
  await startBot(discord, await sqlitePlace.prepare());
  const ada = discord.person('Ada');
  const thread = await ada.post(general(discord), mention(discord, 'hello'));
  await untilAnswers(discord, thread.id, 1);
  discord.faults.fail({ method: 'POST', path: /messages$/, status: 503, times: Infinity });

  await ada.post(thread.id, 'hello again');
  await discord.until(() => discord.requests.some(({ status }) => status === 503), { what: 'a refused answer' });
  discord.faults.clear();

  expect(await untilAnswers(discord, thread.id, 2)).toHaveLength(2);
});
