import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openSqliteStore } from '../src/storage/sqlite-store.ts';
import {
  answersIn,
  type Discord,
  impatient,
  sqlitePlace,
  startBot,
  startDiscord,
  untilAnswers,
} from './support/bot.ts';

// The faults suite (test/faults) plays the same with many posts, kills and both stores; here is one case of each kind.

const mention = (discord: Discord, text: string) => `<@${discord.bot.id}> ${text}`;
const general = (discord: Discord) => discord.channel('general').id;

/** A bot that has answered in a thread and in a DM, and was stopped. */
async function stoppedBot(discord: Discord, more: Record<string, string> = {}) {
  const settings = { ...(await sqlitePlace.prepare()), ...more };
  const bot = await startBot(discord, settings);
  const ada = discord.person('Ada');
  const dm = await ada.openDm();
  await ada.post(dm.id, 'hello');
  const thread = await ada.post(general(discord), mention(discord, 'hello'));
  await Promise.all([untilAnswers(discord, dm.id, 1), untilAnswers(discord, thread.id, 1)]);
  await bot.stop();
  return { settings, ada, dm, thread };
}

test('what was posted while it was away is answered after the start, once, and only what is for it', async () => {
  const discord = await startDiscord();
  const { settings, ada, dm, thread } = await stoppedBot(discord);
  await ada.post(thread.id, 'in the thread');
  const mentioned = await ada.post(general(discord), mention(discord, 'in a channel'));
  const created = discord.createChannel({ name: 'new-one' });
  const inNew = await ada.post(created.id, mention(discord, 'in a new channel'));
  await ada.post(dm.id, 'in private');
  await ada.post(general(discord), 'among ourselves');
  await discord.postAsBot(general(discord), mention(discord, 'from a bot'));

  const bot = await startBot(discord, settings);

  await Promise.all([thread, dm].map(({ id }) => untilAnswers(discord, id, 2)));
  await Promise.all([mentioned, inNew].map(({ id }) => untilAnswers(discord, id, 1)));
  await bot.stop();
  await (await startBot(discord, settings)).stop();
  const counts = [thread, dm, mentioned, inNew].map(({ id }) => answersIn(discord, id).length);
  expect(counts).toEqual([2, 2, 1, 1]);
  expect(answersIn(discord, general(discord))).toEqual([]);
});

test('a thread that was archived meanwhile is found', async () => {
  const discord = await startDiscord();
  const { settings, ada, thread } = await stoppedBot(discord);
  const post = await ada.post(thread.id, 'before it was archived');
  await discord.person('Mia', { moderator: true }).editChannel(thread.id, { archived: true });

  await startBot(discord, settings);

  const [, answer] = await untilAnswers(discord, thread.id, 2);
  expect(answer?.message_reference?.message_id).toBe(post.id);
});

test('posts come before what is posted after the start, in one channel', async () => {
  const discord = await startDiscord();
  const { settings, ada, thread } = await stoppedBot(discord);
  const first = await ada.post(thread.id, 'first');
  discord.faults.delay({ method: 'GET', path: /messages/, ms: 300 });

  await startBot(discord, settings);
  const second = await ada.post(thread.id, 'second');

  await discord.until(
    () => answersIn(discord, thread.id).some((answer) => answer.message_reference?.message_id === second.id),
    { what: 'an answer to the second' },
  );
  const replies = answersIn(discord, thread.id).map((answer) => answer.message_reference?.message_id);
  expect([
    [undefined, second.id],
    [undefined, first.id, second.id],
  ]).toContainEqual(replies);
  const asked = discord.messages(thread.id).find(({ id }) => id === first.id);
  expect(asked?.content).toBe('first');
});

test('with CATCH_UP_HOURS=0, and in a server where it is new, nothing is looked for', async () => {
  const discord = await startDiscord();
  const ada = discord.person('Ada');
  const old = await ada.post(general(discord), mention(discord, 'before it came'));
  const { settings, thread } = await stoppedBot(discord, { CATCH_UP_HOURS: '0' });
  await ada.post(thread.id, 'while it was away');

  await startBot(discord, settings);
  const later = await ada.post(general(discord), mention(discord, 'now'));

  await untilAnswers(discord, later.id, 1);
  expect([old, thread].map(({ id }) => answersIn(discord, id).length)).toEqual([0, 1]);
});

test('what is older than CATCH_UP_HOURS is left alone, and that is logged', async () => {
  const clock = { now: Date.now() - 3 * 3_600_000 };
  const discord = await startDiscord({ now: () => clock.now });
  const { settings, ada, thread } = await stoppedBot(discord, { CATCH_UP_HOURS: '1' });
  clock.now += 3_600_000;
  await ada.post(thread.id, 'two hours ago');
  clock.now = Date.now();
  const recent = await ada.post(general(discord), mention(discord, 'just now'));

  const bot = await startBot(discord, settings);

  await untilAnswers(discord, recent.id, 1);
  expect(answersIn(discord, thread.id)).toHaveLength(1);
  expect(bot.logged.map(({ msg }) => msg)).toContain('away for longer than is caught up with');
});

test('a session that is lost is followed by a look at what was posted meanwhile', async () => {
  const discord = await startDiscord({ resumeWindowMs: 50 });
  await startBot(discord, await sqlitePlace.prepare(), { sleep: impatient });
  const ada = discord.person('Ada');
  const first = await ada.post(general(discord), mention(discord, 'hello'));
  await untilAnswers(discord, first.id, 1);
  discord.faults.refuseConnections();
  discord.faults.dropSockets();
  await discord.until(() => discord.connections === 0, { what: 'no connection' });
  await ada.post(first.id, 'are you there?');
  const second = await ada.post(general(discord), mention(discord, 'and here?'));
  await new Promise((resolve) => setTimeout(resolve, 100)); // longer than the session waits

  discord.faults.refuseConnections(false);

  await Promise.all([untilAnswers(discord, first.id, 2), untilAnswers(discord, second.id, 1)]);
});

test('of a Discord thread that was deleted while it was away nothing is kept', async () => {
  const discord = await startDiscord();
  const { settings, thread } = await stoppedBot(discord);
  const store = openSqliteStore({ file: join(settings['DATA_DIR'] ?? '', 'bobbin.sqlite') });
  onTestFinished(() => store.close());
  await discord.person('Mia', { moderator: true }).deleteChannel(thread.id);

  await startBot(discord, settings);

  await expect.poll(() => store.get(`conversation/${thread.id}`), { timeout: 20_000 }).toBeUndefined();
});

test('a question whose thread is still to be started when the process dies is no conversation without a place', async () => {
  const discord = await startDiscord();
  const settings = await sqlitePlace.prepare();
  const bot = await startBot(discord, settings);
  discord.faults.fail({ method: 'POST', path: /threads$/, status: 503, times: Infinity });
  const post = await discord.person('Ada').post(general(discord), mention(discord, 'hello'));
  await discord.until(() => discord.requests.some(({ status }) => status === 503), { what: 'a refused thread' });
  await bot.stop(0);
  discord.faults.clear();

  await startBot(discord, settings);

  expect(await untilAnswers(discord, post.id, 1)).toHaveLength(1);
});

test('of a Discord thread that is deleted nothing is kept', async () => {
  const discord = await startDiscord();
  const settings = await sqlitePlace.prepare();
  const bot = await startBot(discord, settings);
  const ada = discord.person('Ada');
  const doomed = await ada.post(general(discord), mention(discord, 'a secret'));
  await untilAnswers(discord, doomed.id, 1);
  const store = openSqliteStore({ file: join(settings['DATA_DIR'] ?? '', 'bobbin.sqlite') });
  onTestFinished(() => store.close());
  expect(await store.get(`conversation/${doomed.id}`)).toBeDefined();

  await discord.person('Mia', { moderator: true }).deleteChannel(doomed.id);

  await expect.poll(() => store.get(`conversation/${doomed.id}`), { timeout: 20_000 }).toBeUndefined();
  expect(await store.getMany([`inbox/${doomed.id}`, `turn/${doomed.id}`])).toEqual([undefined, undefined]);
  await bot.stop();
});
