import { describe, expect, test, vi } from 'vitest';
import type { Budget } from '../../src/budgets/budget.ts';
import { textsIn } from '../../src/texts/texts.ts';
import { setUpConversations } from '../support/conversations.ts';

const english = textsIn();
const bob = { author: { id: '2', name: 'Bob' } };
const inServer = { serverId: '50' };

function setUp(budgets: Budget[], more: { cooldownSeconds?: number } = {}) {
  const operator = { defaults: { budgets, ...more }, ceilings: {} };
  const bot = setUpConversations({ operator: operator });
  const left = async (personId: string) => {
    const place = { serverId: '50', channelId: '7', timeZone: 'UTC', budgets };
    return (await bot.budgets.left(place, { id: personId, roleIds: [] })).map(({ used }) => used);
  };
  /** Nothing is under way any more. */
  const untilIdle = () => vi.waitFor(async () => expect(await bot.store.members('waiting')).toEqual([]));
  return { ...bot, left, untilIdle };
}

const answers = (per: Budget['per'], limit: number): Budget => ({ per, unit: 'answers', window: 'day', limit });

describe('a budget that is used up', () => {
  test('refuses politely, in a reply that says when to come back, and the moderators hear of it', async () => {
    const { assistants, conversations, sent, told, post, untilSent, untilIdle } = setUp([answers('person', 1)]);
    await conversations.take(post('one', inServer));
    await untilSent(1);
    await untilIdle();

    await conversations.take(post('two', inServer));

    await untilSent(2);
    expect(sent[1]?.content).toMatch(/^You have used up your 1 answer today\. Please ask again <t:\d+:R>\.$/);
    expect(sent[1]).toMatchObject({ replyTo: '102', mayPing: '1' });
    expect(sent[1]).not.toHaveProperty('button');
    expect(assistants.created()).toHaveLength(1);
    expect(told).toEqual([{ key: 'log.refused', values: expect.objectContaining({ person: '1', channel: '7' }) }]);
  });

  test('is said once to a person in a conversation until it is free again', async () => {
    const { conversations, sent, told, post, untilSent, untilIdle } = setUp([answers('person', 1)]);
    for (const text of ['one', 'two', 'three']) {
      await conversations.take(post(text, inServer));
      await untilIdle();
    }
    await conversations.take(post('from Bob', { ...inServer, ...bob }));

    await untilSent(3);
    expect(sent.map(({ content }) => content.slice(0, 20))).toEqual([
      'The answer.\n-# Ada: ',
      'You have used up you',
      'The answer.\n-# Bob: ',
    ]);
    expect(told).toHaveLength(1);
  });

  test('of one person leaves the posts of others in the same turn to be answered', async () => {
    const { assistants, conversations, sent, post, untilSent, untilIdle, left } = setUp([answers('person', 1)]);
    await conversations.take(post('first', inServer));
    await untilSent(1);
    await untilIdle();
    assistants.nextRun({ status: 'in_progress' });
    await conversations.take(post('from Bob', { ...inServer, ...bob }));
    await vi.waitFor(() => expect(assistants.created()).toHaveLength(2));
    const carla = { author: { id: '3', name: 'Carla' } };
    await conversations.take(post('second', inServer));
    await conversations.take(post('from Carla', { ...inServer, ...carla }));

    assistants.settleAll();

    await untilSent(4);
    await untilIdle();
    expect(assistants.created().at(-1)).toMatchObject({ additional_messages: [{ content: 'Carla: from Carla' }] });
    expect(sent.slice(2)).toMatchObject([
      {
        content: 'The answer.\n-# Carla: 1 used of your 1 answer today.',
        replyTo: '104',
        mayPing: '3',
        button: { kind: 'retry' },
      },
      { content: expect.stringContaining('used up'), replyTo: '103', mayPing: '1' },
    ]);
    expect([await left('1'), await left('2'), await left('3')]).toEqual([[1], [1], [1]]);
  });

  test('leaves the answer that somebody wanted once more, and the button below it works again later', async () => {
    const { budgets, changes, conversations, sent, post, untilSent, untilIdle } = setUp([answers('person', 1)]);
    const ada = { personId: '1', isModerator: false, channelId: '7' };
    await conversations.take(post('one', inServer));
    await untilSent(1);
    await untilIdle();

    expect(await conversations.retry('7', '101', ada)).toBe('retrying');
    await untilSent(2);
    await untilIdle();
    expect(sent[1]?.content).toContain('used up');
    expect(sent[1]).not.toHaveProperty('button');
    expect(changes).toEqual([]);

    await budgets.reset({ serverId: '50', per: 'person', id: '1' });
    expect(await conversations.retry('7', '101', ada)).toBe('retrying');
    await untilSent(3);
    await untilIdle();
    expect(sent[2]).toMatchObject({ content: expect.stringContaining('The answer.'), button: { kind: 'retry' } });
    expect(changes).toEqual([{ id: '1', isRemoved: true }]);
  });

  test('of a moderator who wants an answer once more does not ping its author', async () => {
    const { conversations, sent, post, untilSent, untilIdle } = setUp([answers('server', 1)]);
    await conversations.take(post('one', inServer));
    await untilSent(1);
    await untilIdle();

    expect(await conversations.retry('7', '101', { personId: '3', isModerator: true, channelId: '7' })).toBe(
      'retrying',
    );

    await untilSent(2);
    expect(sent[1]).toMatchObject({ content: expect.stringMatching(/^<@3> .*used up/), mayPing: '3' });
    expect(sent[1]).not.toHaveProperty('replyTo');
    expect(sent[1]).not.toHaveProperty('button');
  });

  test('starts no thread for a question, and leaves nothing of it behind', async () => {
    const { conversations, sent, told, store, post, untilSent, untilIdle } = setUp([answers('server', 0)]);
    const question = post('hello', { ...inServer, conversationId: '101', channelId: '7', threadName: 'hello' });

    await conversations.take(question);
    await vi.waitFor(() => expect(told).toMatchObject([{ key: 'log.refused', values: { channel: '7' } }]));

    await untilSent(1);
    await untilIdle();
    expect(sent[0]).toMatchObject({ placeId: '7', replyTo: '101' });
    expect(sent[0]?.content).toBe('This server has used up its 0 answers today. The moderators can change that.');
    expect(await store.getMany(['conversation/101', 'inbox/101', 'turn/101'])).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });

  test('of one person leaves the refusal where it is when the others get another answer', async () => {
    const { assistants, changes, conversations, sent, store, post, untilSent, untilIdle } = setUp([
      answers('person', 1),
    ]);
    await conversations.take(post('one', inServer));
    await untilSent(1);
    await untilIdle();
    assistants.nextRun({ status: 'in_progress' });
    await conversations.take(post('two', { ...inServer, ...bob }));
    await vi.waitFor(() => expect(assistants.created()).toHaveLength(2));
    await conversations.take(post('refused', inServer));
    await conversations.take(post('answered', { ...inServer, author: { id: '3', name: 'Carla' } }));
    assistants.settleAll();
    await untilSent(4);
    await untilIdle();

    expect(await store.get('last/7')).toHaveProperty('messageIds', ['3']); // the last of them has the button
    expect(await conversations.retry('7', undefined, { personId: '9', isModerator: true, channelId: '7' })).toBe(
      'retrying',
    );
    await untilSent(5);
    await untilIdle();

    expect(sent[3]?.content).toContain('used up');
    expect(changes.filter(({ isRemoved }) => isRemoved)).toEqual([{ id: '3', isRemoved: true }]);
  });

  test('that is nearly used up is named below the answer', async () => {
    const { conversations, sent, post, untilSent, untilIdle } = setUp([answers('person', 5)]);
    for (let count = 1; count <= 5; count += 1) {
      await conversations.take(post(`${count}`, inServer));
      await untilSent(count);
      await untilIdle();
    }

    expect(sent.map(({ content }) => content)).toEqual([
      'The answer.',
      'The answer.',
      'The answer.',
      'The answer.\n-# Ada: 4 used of your 5 answers today.',
      'The answer.',
    ]);
  });
});

describe('a post that failed, and goes to the assistant with the next one', () => {
  async function failed(budgets: Budget[]) {
    const bot = setUp(budgets);
    bot.assistants.failNext('POST', /\/threads$/, () => Response.json({ error: { message: 'no' } }, { status: 400 }));
    await bot.conversations.take(bot.post('from Ada', inServer));
    await bot.untilSent(1);
    await bot.untilIdle();
    return bot;
  }

  test('costs nobody anything', async () => {
    const { assistants, conversations, post, untilSent, untilIdle, left } = await failed([answers('person', 1)]);
    await conversations.take(post('from Bob', { ...inServer, ...bob }));
    await untilSent(2);
    await untilIdle();

    expect(assistants.created()).toMatchObject([
      { additional_messages: [{ content: 'Ada: from Ada' }, { content: 'Bob: from Bob' }] },
    ]);
    expect([await left('1'), await left('2')]).toEqual([[0], [1]]);
  });

  test('waits on when the next one is refused, and is not answered in its place', async () => {
    const role: Budget = { per: 'role', of: '60', unit: 'answers', window: 'day', limit: 0 };
    const { assistants, conversations, sent, post, untilSent, untilIdle } = await failed([role]);
    const refused = { author: { id: '2', name: 'Bob', roleIds: ['60'] } };
    await conversations.take(post('from Bob', { ...inServer, ...refused }));
    await untilSent(2);
    await untilIdle();
    expect(sent[1]).toMatchObject({ mayPing: '2', replyTo: '102' });
    expect(assistants.created()).toEqual([]);

    await conversations.take(post('from Carla', { ...inServer, author: { id: '3', name: 'Carla' } }));
    await untilSent(3);
    expect(assistants.created()).toMatchObject([
      { additional_messages: [{ content: 'Ada: from Ada' }, { content: 'Carla: from Carla' }] },
    ]);
  });
});

test('a cooldown refuses whoever asks again too soon, and nobody else', async () => {
  const { conversations, sent, post, untilSent, untilIdle } = setUp([], { cooldownSeconds: 60 });
  await conversations.take(post('one', inServer));
  await untilSent(1);
  await untilIdle();

  await conversations.take(post('two', inServer));
  await untilSent(2);
  await untilIdle();
  await conversations.take(post('three', { ...inServer, ...bob }));

  await untilSent(3);
  expect(sent[1]?.content).toMatch(/only once in a while here\. Please ask again <t:\d+:R>/);
  expect(sent[2]?.content).toBe('The answer.');
});

describe('what a turn has used', () => {
  test('is given back when it fails, and asking once more pays once', async () => {
    const { assistants, conversations, sent, post, untilSent, untilIdle, left } = setUp([answers('person', 1)]);
    assistants.nextRun({ status: 'failed', last_error: { code: 'invalid_prompt', message: 'no' } });
    await conversations.take(post('one', inServer));
    await untilSent(1);
    await untilIdle();
    expect(await left('1')).toEqual([0]);

    expect(await conversations.retry('7', undefined, { personId: '1', channelId: '7', isModerator: false })).toBe(
      'retrying',
    );

    await untilSent(2);
    await untilIdle();
    expect(sent.map(({ content }) => content)).toEqual([english('answers.promptRefused'), 'The answer.']);
    expect(await left('1')).toEqual([1]);
  });

  test('to answer once more is paid by whoever wants that', async () => {
    const { assistants, conversations, sent, store, post, untilSent, untilIdle, left } = setUp([answers('person', 2)]);
    assistants.nextRun({ status: 'in_progress' });
    await conversations.take(post('one', inServer));
    await vi.waitFor(() => expect(assistants.created()).toHaveLength(1));
    await conversations.take(post('two', inServer));
    await conversations.take(post('three', { ...inServer, ...bob }));
    assistants.settleAll();
    await untilSent(2);
    await untilIdle();
    expect([await left('1'), await left('2')]).toEqual([[2], [1]]);

    expect(await conversations.retry('7', undefined, { personId: '2', isModerator: false, channelId: '7' })).toBe(
      'retrying',
    );
    await untilSent(3);
    await untilIdle();
    expect(await conversations.retry('7', undefined, { personId: '3', isModerator: true, channelId: '7' })).toBe(
      'retrying',
    );
    await untilSent(4);
    await untilIdle();

    expect([await left('1'), await left('2'), await left('3')]).toEqual([[2], [2], [1]]);
    expect(sent.slice(1).map(({ content }) => content.split('\n')[0])).toEqual(Array(3).fill('The answer.'));
    expect(await store.get('last/7')).toMatchObject({ posts: [{ text: 'two' }, { text: 'three' }] });
  });

  test('is given back when its place is deleted before it ends', async () => {
    const { assistants, conversations, post, untilIdle, left } = setUp([answers('person', 1)]);
    assistants.nextRun({ status: 'in_progress' });
    await conversations.take(post('one', inServer));
    await vi.waitFor(() => expect(assistants.created()).toHaveLength(1));
    expect(await left('1')).toEqual([1]);

    await conversations.placeGone('7');

    await untilIdle();
    expect(await left('1')).toEqual([0]);
  });

  test('is not given back by stopping the answer', async () => {
    const { assistants, conversations, post, untilSent, untilIdle, left } = setUp([answers('person', 2)]);
    assistants.nextRun({ status: 'in_progress' });
    await conversations.take(post('one', inServer));
    await vi.waitFor(() => expect(assistants.created()).toHaveLength(1));
    assistants.beforeNext('POST', /\/cancel$/, async () => assistants.settleAll('cancelled'));

    await conversations.stop('7', undefined, { personId: '1', isModerator: false, channelId: '7' });

    await untilSent(1);
    await untilIdle();
    expect(await left('1')).toEqual([1]);
  });

  test('in tokens is what its run has used', async () => {
    const budget: Budget = { per: 'person', unit: 'tokens', window: 'day', limit: 5_000 };
    const { assistants, conversations, budgets, post, untilSent, untilIdle, left } = setUp([budget]);
    assistants.nextRun({ status: 'completed', usage: { prompt_tokens: 30, completion_tokens: 12, total_tokens: 42 } });
    await conversations.take(post('one', inServer));
    await untilSent(1);
    await untilIdle();

    expect(await left('1')).toEqual([42]);
    const [today] = await budgets.usage({ serverId: '50', personId: '1', timeZone: 'UTC', days: 1 });
    expect(today).toMatchObject({ answers: 1, tokens: 42, byAssistant: { asst_1: { answers: 1, tokens: 42 } } });
  });

  test('by a process that died is held once, and booked once', async () => {
    const first = setUp([answers('person', 2)]);
    first.assistants.nextRun({ status: 'in_progress' });
    await first.conversations.take(first.post('one', inServer));
    await vi.waitFor(async () => expect(await first.store.get('turn/7')).toHaveProperty('runId'));
    await first.conversations.close(0);

    const { assistants, sent, file } = first;
    const operator = { defaults: { budgets: [answers('person', 2)] }, ceilings: {} };
    const second = setUpConversations({ assistants, sent, file, operator: operator });
    assistants.settleAll();
    await second.conversations.resume();

    await second.untilSent(1);
    await vi.waitFor(async () => expect(await second.store.members('waiting')).toEqual([]));
    expect(await first.left('1')).toEqual([1]);
  });
});
