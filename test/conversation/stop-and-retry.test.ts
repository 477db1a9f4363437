import { describe, expect, test, vi } from 'vitest';
import { textsIn } from '../../src/texts/texts.ts';
import { setUpConversations as setUp, UnheardError } from '../support/conversations.ts';
import { problem } from '../support/scripted-assistants.ts';

const english = textsIn();
const ada = { personId: '1', channelId: '7', isModerator: false };
const bob = { personId: '2', channelId: '7', isModerator: false };
const moderator = { personId: '3', channelId: '7', isModerator: true };

/** A conversation in which an answer is being written. */
async function answering(options: Parameters<typeof setUp>[0] = {}) {
  const bot = setUp(options);
  bot.assistants.nextRun({ status: 'in_progress' });
  await bot.conversations.take(bot.post('Write a book'));
  await vi.waitFor(() => expect(bot.assistants.created()).toHaveLength(1));
  return bot;
}

describe('an answer under way', () => {
  test('is stopped by whoever asked, and the next post is answered', async () => {
    const { assistants, conversations, sent, post, untilSent } = await answering();
    assistants.beforeNext('POST', /\/cancel$/, async () => assistants.settleAll('cancelled'));

    expect(await conversations.stop('7', undefined, bob)).toBe('refused');
    expect(await conversations.stop('7', undefined, ada)).toBe('stopped');

    await untilSent(1);
    await conversations.take(post('Hello'));
    await untilSent(2);
    expect(sent.map(({ content }) => content)).toEqual([english('answers.stopped'), 'The answer.']);
  });

  test('is stopped by a moderator, but not by the button of another answer', async () => {
    const { assistants, conversations, sent, untilSent } = await answering();
    assistants.beforeNext('POST', /\/cancel$/, async () => assistants.settleAll('cancelled'));

    expect(await conversations.stop('7', 'another', moderator)).toBe('nothing');
    expect(await conversations.stop('7', undefined, { ...moderator, channelId: '8' })).toBe('refused');
    expect(await conversations.stop('7', undefined, moderator)).toBe('stopped');

    await untilSent(1);
    expect(await conversations.stop('7', undefined, moderator)).toBe('nothing');
    expect(sent).toHaveLength(1);
  });

  test('that takes long has a silent message with a Stop button, which goes when the answer is there', async () => {
    const { assistants, sent, changes, untilSent } = await answering({ isQuick: true });

    await untilSent(1);
    assistants.settleAll();
    await untilSent(2);

    const [notice, answer] = sent;
    expect(notice).toMatchObject({ isSilent: true, button: { kind: 'stop', conversationId: '7', turnKey: '101' } });
    expect(answer).toMatchObject({ content: 'The answer.', button: { kind: 'retry', turnKey: '101' } });
    await vi.waitFor(() => expect(changes).toContainEqual({ id: '1', isRemoved: true }));
  });

  test('has that message also when the server does not tell what its run is doing', async () => {
    const { assistants, sent, untilSent } = await answering({ isQuick: true });
    for (let tries = 0; tries < 3; tries += 1)
      assistants.failNext('GET', /\/steps/, () => problem(404, 'no such path'));

    await untilSent(1);

    expect(sent[0]).toMatchObject({ content: english('progress.thinking'), button: { kind: 'stop' } });
  });

  test('that is taken over by another process takes the message of the first one away', async () => {
    const first = await answering({ isQuick: true });
    await first.untilSent(1);
    await vi.waitFor(async () => expect(await first.store.get('turn/7')).toMatchObject({ noticeId: '1' }));
    await first.conversations.close(0);

    const { assistants, sent, file } = first;
    const second = setUp({ assistants, sent, file });
    assistants.settleAll();
    await second.conversations.resume();

    await second.untilSent(2);
    await vi.waitFor(() => expect(second.changes).toContainEqual({ id: '1', isRemoved: true }));
  });
});

test('the message that says what is going on is found again by a process that takes over while it is sent', async () => {
  const first = setUp({ isQuick: true });
  first.refusals.push(new UnheardError());
  first.assistants.nextRun({ status: 'in_progress' });
  await first.conversations.take(first.post('Write a book'));
  await first.untilSent(1);
  await first.conversations.close(0);

  const { assistants, sent, file } = first;
  const second = setUp({ assistants, sent, file, isQuick: true });
  const resumed = second.conversations.resume();
  await vi.waitFor(async () => expect(await second.store.get('turn/7')).toHaveProperty('noticeId', '1'));
  assistants.settleAll();
  await resumed;

  expect(sent).toHaveLength(2);
  expect(second.changes).toContainEqual({ id: '1', isRemoved: true });
});

describe('the last answer', () => {
  async function answered() {
    const bot = setUp();
    await bot.conversations.take(bot.post('Tell me a joke'));
    await bot.untilSent(1);
    await vi.waitFor(async () => expect(await bot.store.get('last/7')).toBeDefined());
    return bot;
  }

  test('is given once more: a new run without new messages takes the place of the old answer, also for the assistant', async () => {
    const { assistants, conversations, sent, changes, untilSent } = await answered();

    expect(await conversations.retry('7', '101', bob)).toBe('refused');
    expect(await conversations.retry('7', '101', { ...moderator, channelId: '8' })).toBe('refused');
    expect(await conversations.retry('7', '101', ada)).toBe('retrying');

    await untilSent(2);
    const [first, second] = assistants.created();
    expect(first).toHaveProperty('additional_messages');
    expect(second).not.toHaveProperty('additional_messages');
    expect(assistants.requests).toContainEqual(
      expect.objectContaining({ method: 'DELETE', path: '/threads/thread_1/messages/msg_1' }),
    );
    expect(changes).toEqual([{ id: '1', isRemoved: true }]);
    expect(sent[1]).toMatchObject({ replyTo: '101', button: { kind: 'retry', turnKey: '101+1' } });
  });

  test('is given once more as often as somebody wants', async () => {
    const { conversations, sent, untilSent, store } = await answered();
    for (let count = 1; count <= 60; count += 1) {
      await vi.waitFor(async () => expect(await conversations.retry('7', undefined, ada)).toBe('retrying'));
      await untilSent(count + 1);
      await vi.waitFor(async () => expect(await store.get('turn/7')).toBeUndefined());
    }

    expect(sent.at(-1)).toMatchObject({ button: { turnKey: '101+60' } });
    expect(new Set(sent.map(({ nonce }) => nonce)).size).toBe(61);
  });

  test('stays when something newer was posted, and loses its button', async () => {
    const { conversations, changes, post, untilSent } = await answered();
    await conversations.take(post('Another one'));
    await untilSent(2);

    await vi.waitFor(() => expect(changes).toEqual([{ id: '1', isDisarmed: true }]));
    expect(await conversations.retry('7', '101', ada)).toBe('newer');
  });

  test('is given once more for a moderator, and only once for two clicks', async () => {
    const { conversations, sent, untilSent } = await answered();

    const outcomes = await Promise.all([1, 2].map(() => conversations.retry('7', '101', moderator)));

    await untilSent(2);
    expect(outcomes).toContain('retrying');
    expect(sent).toHaveLength(2);
  });

  test('after a reset there is none', async () => {
    const { conversations } = await answered();
    await conversations.reset('7');

    expect(await conversations.retry('7', undefined, ada)).toBe('nothing');
  });

  test.each([
    ['a reset', async ({ conversations }: ReturnType<typeof setUp>) => conversations.reset('7')],
    ['the deletion of its question', async ({ conversations }) => conversations.remove('7', '101')],
    ['its author wants to be forgotten', async ({ conversations }) => void (await conversations.forgetPerson('1', 0))],
  ])('that is to be given once more is not after %s, and nothing is left to be done', async (_what, happens) => {
    const first = await answered();
    await first.conversations.close(0);
    expect(await first.conversations.retry('7', '101', ada)).toBe('retrying');
    await happens(first);

    const second = setUp(first);
    await second.conversations.resume();

    expect(await second.store.members('waiting')).toEqual([]);
    expect(await second.store.get('last/7')).toBeUndefined();
    expect(second.sent).toHaveLength(1);
  });

  test('of a question that was deleted is not given once more, and nothing of the question stays', async () => {
    const { conversations, store } = await answered();

    await conversations.remove('7', '101');

    await vi.waitFor(async () => expect(await store.get('last/7')).toBeUndefined());
    expect(await conversations.retry('7', undefined, ada)).toBe('nothing');
  });

  test('after a reset the assistant does not hear either what it could not hear before', async () => {
    const { assistants, conversations, post, store, untilSent } = setUp();
    assistants.failNext('POST', /\/threads$/, () => Response.json({ error: { message: 'no' } }, { status: 400 }));
    await conversations.take(post('a secret'));
    await untilSent(1);
    await vi.waitFor(async () => expect(await store.get('inbox/7')).toHaveProperty('unheard'));

    await conversations.reset('7');
    await conversations.take(post('Hello'));

    await untilSent(2);
    expect(assistants.created()).toMatchObject([{ additional_messages: [{ content: 'Ada: Hello' }] }]);
  });

  test('of which the assistant never got the question is asked with it', async () => {
    const { assistants, conversations, sent, post, untilSent } = setUp();
    assistants.failNext('POST', /\/threads$/, () => Response.json({ error: { message: 'no' } }, { status: 400 }));
    await conversations.take(post('Hello'));
    await untilSent(1);
    await vi.waitFor(async () => expect(await conversations.retry('7', undefined, ada)).toBe('retrying'));

    await untilSent(2);
    expect(sent[1]?.content).toBe('The answer.');
    expect(assistants.created()).toMatchObject([{ additional_messages: [{ content: 'Ada: Hello' }] }]);
  });
});

test('of an answer in several messages only the first one notifies, and the last one has the button', async () => {
  const { assistants, conversations, sent, post, untilSent } = setUp();
  assistants.say(Array.from({ length: 60 }, () => 'A sentence of the answer. '.repeat(4)).join('\n\n'));

  await conversations.take(post('Tell me everything'));

  await untilSent(4);
  expect(sent.map(({ isSilent = false }) => isSilent)).toEqual([false, true, true, true]);
  expect(sent.map(({ button }) => button !== undefined)).toEqual([false, false, false, true]);
});
