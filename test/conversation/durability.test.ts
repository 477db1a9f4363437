import { DatabaseSync } from 'node:sqlite';
import { describe, expect, test, vi } from 'vitest';
import { textsIn } from '../../src/texts/texts.ts';
import { setUpConversations as setUp, UnheardError } from '../support/conversations.ts';
import { problem } from '../support/scripted-assistants.ts';

const english = textsIn();

const working = Array.from({ length: 2_000 }, () => ({ status: 'in_progress' as const }));

/** What each run that was created was given, in order. */
function given({ created }: ReturnType<typeof setUp>['assistants']): string[][] {
  return created().map((body) => {
    const messages = (body?.['additional_messages'] ?? []) as { content: string }[];
    return messages.map(({ content }) => content);
  });
}

describe('a post is taken in once', () => {
  test('handed in again, by this process or another, before and after its answer', async () => {
    const one = setUp();
    const other = setUp(one);
    const post = one.post('Hello');
    await Promise.all([one.conversations.take(post), other.conversations.take(post), one.conversations.take(post)]);
    await vi.waitFor(() => expect(one.sent).toHaveLength(1));

    await other.conversations.take(post);
    await other.conversations.take(one.post('Hello again'));

    await vi.waitFor(() => expect(one.sent).toHaveLength(2));
    expect(given(one.assistants)).toEqual([['Ada: Hello'], ['Ada: Hello again']]);
  });

  test('by two processes at once, many times', async () => {
    const one = setUp();
    const other = setUp(one);
    const posts = Array.from({ length: 30 }, (_, index) => one.post(`number ${index}`));
    for (const post of posts) await Promise.all([one.conversations.take(post), other.conversations.take(post)]);

    await vi.waitFor(() => expect(one.sent.at(-1)?.replyTo).toBe(posts.at(-1)?.id), 10_000);

    expect(given(one.assistants).flat()).toEqual(posts.map(({ text }) => `Ada: ${text}`));
    expect(one.sent).toHaveLength(one.assistants.created().length);
  });
});

test('a post of which Discord tells later than of a newer one is answered all the same', async () => {
  const { assistants, conversations, sent, post, untilSent } = setUp();
  const [older, newer] = [post('older'), post('newer')];
  await conversations.take(newer);
  await untilSent(1);

  await conversations.take(older);
  await conversations.take(newer);

  await untilSent(2);
  expect(sent.map(({ replyTo }) => replyTo)).toEqual([newer.id, older.id]);
  expect(given(assistants)).toEqual([['Ada: newer'], ['Ada: older']]);
});

test('what was written in a thread before Bobbin was brought into it is not for it', async () => {
  const { assistants, conversations, post, untilSent } = setUp();
  const [before, mention] = [post('before', { serverId: '9' }), post('come here', { serverId: '9' })];
  await conversations.take(mention);
  await untilSent(1);

  await conversations.take(before);
  await conversations.take(post('after', { serverId: '9' }));

  await untilSent(2);
  expect(given(assistants)).toEqual([['Ada: come here'], ['Ada: after']]);
});

test('a post that an ending process has taken in is answered by the other one that was told of it', async () => {
  const ending = setUp();
  const other = setUp(ending);
  const post = ending.post('Hello');
  await ending.conversations.close(0);
  await ending.conversations.take(post);

  await other.conversations.take(post);

  await other.untilSent(1);
  expect(other.sent.map(({ replyTo }) => replyTo)).toEqual([post.id]);
});

describe('what a process leaves, the next one ends', () => {
  test('posts that were still waiting', async () => {
    const one = setUp();
    one.assistants.nextRun(...working);
    await one.conversations.take(one.post('one'));
    await vi.waitFor(() => expect(one.assistants.created()).toHaveLength(1));
    await one.conversations.take(one.post('two'));
    await one.conversations.close(0);
    one.assistants.settleAll();

    const next = setUp(one);
    await next.conversations.resume();

    expect(next.sent.map(({ replyTo }) => replyTo)).toEqual(['101', '102']);
    expect(given(next.assistants)).toEqual([['Ada: one'], ['Ada: two']]);
  });

  test('a run whose creation it did not live to hear of', async () => {
    const one = setUp();
    one.assistants.failNext('POST', /\/runs$/, (apply) => {
      apply();
      void one.conversations.close(0);
      throw new TypeError('fetch failed');
    });
    await one.conversations.take(one.post('Hello'));
    await vi.waitFor(() => expect(one.assistants.created()).toHaveLength(1));
    await one.conversations.close(0);

    const next = setUp(one);
    await next.conversations.resume();

    expect(next.sent.map(({ content }) => content)).toEqual(['The answer.']);
    expect(next.assistants.created()).toHaveLength(1);
  });

  test('a turn between two runs, without telling the assistant its posts again', async () => {
    const one = setUp();
    one.assistants.nextRun({ status: 'failed', last_error: { code: 'server_error', message: '' } });
    one.hooks.waited = () => void one.conversations.close(0);
    await one.conversations.take(one.post('Hello'));
    await vi.waitFor(() => expect(one.assistants.created()).toHaveLength(1));
    await one.conversations.close(0);

    const next = setUp(one);
    await next.conversations.resume();

    expect(next.sent.map(({ content }) => content)).toEqual(['The answer.']);
    expect(given(next.assistants)).toEqual([['Ada: Hello'], []]);
  });

  test('an answer of which only the first messages are there, also one whose sending nobody heard of', async () => {
    const one = setUp();
    one.assistants.say(`${'first '.repeat(300)}\n\n${'second '.repeat(250)}\n\n${'third '.repeat(250)}`);
    one.refusals.push(new UnheardError('the connection broke'));
    one.hooks.waited = () => void one.conversations.close(0);
    await one.conversations.take(one.post('Hello'));
    await vi.waitFor(() => expect(one.sent).toHaveLength(1));
    await one.conversations.close(0);

    const next = setUp(one);
    await next.conversations.resume();

    expect(next.sent.map(({ content }) => content.slice(0, 5))).toEqual(['first', 'secon', 'third']);
  });

  test('an answer is not taken for sent because the one before, which came after the post, says the same', async () => {
    const one = setUp();
    one.assistants.nextRun({ status: 'in_progress' });
    await one.conversations.take(one.post('one'));
    await vi.waitFor(() => expect(one.assistants.created()).toHaveLength(1));
    await one.conversations.take(one.post('two'));
    one.assistants.settleAll();
    one.assistants.nextRun({ status: 'in_progress' });
    await vi.waitFor(async () => expect(await one.store.get('turn/7')).toMatchObject({ key: '102', runId: 'run_2' }));
    await one.conversations.close(0);
    one.assistants.settleAll();

    const next = setUp(one);
    await next.conversations.resume();

    expect(next.sent.map(({ content, replyTo }) => [content, replyTo])).toEqual([
      ['The answer.', '101'],
      ['The answer.', '102'],
    ]);
  });

  test('a conversation that another process has taken over is left alone', async () => {
    const one = setUp();
    one.assistants.nextRun(...working);
    await one.conversations.take(one.post('Hello'));
    await vi.waitFor(() => expect(one.assistants.created()).toHaveLength(1));
    const thief = new DatabaseSync(one.file);
    thief.exec("UPDATE locks SET token = 'another'");
    thief.close();

    one.assistants.settleAll();
    await vi.waitFor(() => expect(one.logged('another process has taken the conversation over')).toBe(true));

    expect(one.sent).toEqual([]);
    await one.conversations.close(0);
  });
});

describe('what becomes of a post later', () => {
  test('edited while it waits, the assistant gets its new text; edited after its answer, nothing happens', async () => {
    const { assistants, conversations, sent, post } = setUp();
    assistants.nextRun(...working);
    const [one, two] = [post('one'), post('tow')];
    await conversations.take(one);
    await vi.waitFor(() => expect(assistants.created()).toHaveLength(1));
    await conversations.take(two);

    await conversations.edit('7', two.id, { text: 'two' });
    assistants.settleAll();
    await vi.waitFor(() => expect(sent).toHaveLength(2));
    await conversations.edit('7', two.id, { text: 'three' });
    await conversations.take(post('four'));
    await vi.waitFor(() => expect(sent).toHaveLength(3));

    expect(given(assistants)).toEqual([['Ada: one'], ['Ada: two'], ['Ada: four']]);
  });

  test('deleted while it waits, it is not answered', async () => {
    const { assistants, conversations, sent, post } = setUp();
    assistants.nextRun(...working);
    await conversations.take(post('one'));
    await vi.waitFor(() => expect(assistants.created()).toHaveLength(1));
    const [two, three] = [post('two'), post('three')];
    for (const each of [two, three]) await conversations.take(each);

    await conversations.remove('7', two.id);
    assistants.settleAll();

    await vi.waitFor(() => expect(sent).toHaveLength(2));
    expect(given(assistants)).toEqual([['Ada: one'], ['Ada: three']]);
  });

  test('with its place deleted in the middle of an answer, nothing is left', async () => {
    const { assistants, conversations, store, sent, post } = setUp();
    assistants.nextRun(...working);
    await conversations.take(post('Hello', { serverId: '9' }));
    await vi.waitFor(() => expect(assistants.created()).toHaveLength(1));

    await conversations.placeGone('7');

    await vi.waitFor(async () =>
      expect(await store.getMany(['conversation/7', 'inbox/7', 'turn/7'])).toEqual([undefined, undefined, undefined]),
    );
    expect([await store.members('waiting'), await store.members('active/9')]).toEqual([[], []]);
    const undone = assistants.requests.filter(({ method, path }) => method === 'DELETE' || path.endsWith('/cancel'));
    expect(undone.map(({ path }) => path)).toEqual(['/threads/thread_1/runs/run_1/cancel', '/threads/thread_1']);
    expect(sent).toEqual([]);
  });
});

describe('the assistant hears everything', () => {
  test('a post whose turn failed before it got there goes with the next one', async () => {
    const { assistants, conversations, sent, post, untilSent } = setUp();
    assistants.failNext('POST', /\/runs$/, () => problem(400, 'no'));
    await conversations.take(post('My name is Ada.'));
    await untilSent(1);

    await conversations.take(post('What is my name?'));

    await untilSent(2);
    expect(sent.map(({ content }) => content)).toEqual([english('answers.serverRefused'), 'The answer.']);
    expect(given(assistants).at(-1)).toEqual(['Ada: My name is Ada.', 'Ada: What is my name?']);
  });

  test('a flood of posts becomes turns of bounded size, in order', async () => {
    const { assistants, conversations, sent, post } = setUp();
    assistants.nextRun(...working);
    await conversations.take(post('first'));
    await vi.waitFor(() => expect(assistants.created()).toHaveLength(1));
    const posts = Array.from({ length: 120 }, (_, index) => post(`number ${index}`));
    for (const each of posts) await conversations.take(each);

    assistants.settleAll();

    await vi.waitFor(() => expect(sent).toHaveLength(4));
    expect(given(assistants).map(({ length }) => length)).toEqual([1, 50, 50, 20]);
    expect(given(assistants).flat().slice(1)).toEqual(posts.map(({ text }) => `Ada: ${text}`));
  });
});

test.each([
  {
    name: 'a page of something else',
    answer: () => new Response('<html>', { headers: { 'content-type': 'text/html' } }),
  },
  {
    name: 'half of its answer',
    answer: () => new Response('{"id": "run', { headers: { 'content-type': 'application/json' } }),
  },
  { name: 'JSON of something else', answer: () => Response.json({ ok: true }) },
])('a server that answers with $name once, to whatever is asked, is asked again', async ({ answer }) => {
  const { assistants, conversations, sent, post, untilSent } = setUp();
  for (const [method, path] of [
    ['GET', /^\/assistants/],
    ['POST', /^\/threads$/],
    ['POST', /\/runs$/],
    ['GET', /\/runs\/run_1$/],
    ['GET', /\/messages/],
  ] as const) {
    assistants.failNext(method, path, answer);
  }

  await conversations.take(post('Hello'));

  await untilSent(1);
  expect(sent.map(({ content }) => content)).toEqual(['The answer.']);
  expect(assistants.requests.filter(({ method, path }) => method === 'POST' && path === '/assistants')).toEqual([]);
});
