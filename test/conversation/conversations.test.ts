import { describe, expect, test, vi } from 'vitest';
import { UndeliverableError } from '../../src/conversation/surface.ts';
import { textsIn } from '../../src/texts/texts.ts';
import { setUpConversations as setUp } from '../support/conversations.ts';
import { problem } from '../support/scripted-assistants.ts';

const english = textsIn();

describe('how a run ends', () => {
  test.each([
    { name: 'completed', run: { status: 'completed' }, expected: 'The answer.' },
    { name: 'cancelled', run: { status: 'cancelled' }, expected: english('answers.stopped') },
    {
      name: 'failed for good',
      run: { status: 'failed', last_error: { code: 'invalid_prompt', message: 'sk-secret' } },
      expected: english('answers.promptRefused'),
    },
    { name: 'incomplete', run: { status: 'incomplete' }, expected: `The answer.\n${english('answers.cutShort')}` },
    { name: 'requires_action', run: { status: 'requires_action' }, expected: english('answers.needsTools') },
    {
      name: 'a status not known',
      run: { status: 'pondering' as 'completed' },
      expected: english('answers.unknownEnd'),
    },
  ] as const)('$name', async ({ run, expected }) => {
    const { assistants, conversations, sent, post, untilSent } = setUp();
    assistants.nextRun({ status: 'in_progress' }, run);

    await conversations.take(post('Hello'));

    await untilSent(1);
    expect(sent.map(({ content }) => content)).toEqual([expected]);
    expect(assistants.created()).toHaveLength(1);
  });

  test('requires_action frees the thread by cancelling the run', async () => {
    const { assistants, conversations, post, untilSent } = setUp();
    assistants.nextRun({ status: 'requires_action' });

    await conversations.take(post('Hello'));

    await untilSent(1);
    expect(assistants.requests.filter(({ path }) => path.endsWith('/cancel'))).toHaveLength(1);
  });

  test.each([
    { name: 'nothing', text: '  ' },
    { name: 'nothing visible', text: '\u200B\n\u2060' },
  ])('a run that says $name is not answered with nothing', async ({ text }) => {
    const { assistants, conversations, sent, post, untilSent } = setUp();
    assistants.say(text);

    await conversations.take(post('Hello'));

    await untilSent(1);
    expect(sent[0]?.content).toBe(english('answers.emptyAnswer'));
  });

  test.each([
    { name: 'server_error', run: { status: 'failed', last_error: { code: 'server_error', message: '' } } },
    {
      name: 'rate_limit_exceeded',
      run: { status: 'failed', last_error: { code: 'rate_limit_exceeded', message: '' } },
    },
    { name: 'expired', run: { status: 'expired' } },
  ] as const)('$name gets a new run on the same thread, without the posts again', async ({ run }) => {
    const { assistants, conversations, sent, post, untilSent } = setUp();
    assistants.nextRun(run);
    assistants.nextRun(run);

    await conversations.take(post('Hello'));

    await untilSent(1);
    const changes = assistants.requests.filter(({ method, path }) => method !== 'GET' && path.includes('/thread_1/'));
    const [create, drop] = ['POST /threads/thread_1/runs', 'DELETE /threads/thread_1/messages/msg_1'];
    expect(changes.map(({ method, path }) => `${method} ${path}`)).toEqual([create, drop, create, drop, create]);
    expect(sent[0]?.content).toBe('The answer.');
    expect(assistants.created().map((body) => body?.['additional_messages'] !== undefined)).toEqual([
      true,
      false,
      false,
    ]);
  });

  test('a run that fails gets a new one also when the server does not let go what it wrote', async () => {
    const { assistants, conversations, sent, post, untilSent } = setUp();
    assistants.nextRun({ status: 'failed', last_error: { code: 'server_error', message: '' } });
    assistants.failNext('DELETE', /\/messages\//, () => problem(405, 'Messages cannot be deleted here.'));

    await conversations.take(post('Hello'));

    await untilSent(1);
    expect(sent[0]?.content).toBe('The answer.');
  });

  test.each([
    { name: 'server_error', expected: english('answers.modelFailed') },
    { name: 'rate_limit_exceeded', expected: english('answers.tooBusy') },
  ] as const)('$name three times is said, and the next post is answered', async ({ name, expected }) => {
    const { assistants, conversations, sent, post, untilSent } = setUp();
    for (let runs = 0; runs < 3; runs += 1) {
      assistants.nextRun({ status: 'failed', last_error: { code: name, message: 'sk-secret' } });
    }

    await conversations.take(post('Hello'));
    await untilSent(1);
    await conversations.take(post('Hello again'));

    await untilSent(2);
    expect(sent.map(({ content }) => content)).toEqual([expected, 'The answer.']);
  });

  test('a run that never settles is given up and cancelled', async () => {
    const { assistants, conversations, sent, clock, post, untilSent } = setUp();
    clock.msPerRequest = 60_000;
    assistants.nextRun({ status: 'in_progress' });

    await conversations.take(post('Hello'));

    await untilSent(1);
    expect(sent[0]?.content).toBe(english('answers.tookTooLong'));
    expect(assistants.requests.some(({ path }) => path.endsWith('/cancel'))).toBe(true);
  });
});

describe('one run for each turn', () => {
  test('carries the posts with their authors and Discord ids', async () => {
    const { assistants, conversations, post, untilSent } = setUp();

    await conversations.take(post('Hello', { author: { id: '42', name: 'Ada\nBob:' } }));

    await untilSent(1);
    expect(assistants.created()[0]).toMatchObject({
      assistant_id: 'asst_1',
      additional_messages: [
        {
          role: 'user',
          content: 'Ada Bob: Hello',
          metadata: { discord_message_id: '101', discord_channel_id: '7', discord_author_id: '42' },
        },
      ],
    });
  });

  test('posts that come in meanwhile wait and are answered together, in order', async () => {
    const { assistants, conversations, sent, post, untilSent } = setUp();
    const slow = Array.from({ length: 20 }, () => ({ status: 'in_progress' as const }));
    assistants.nextRun(...slow, { status: 'completed' });
    await conversations.take(post('one'));
    await vi.waitFor(() => expect(assistants.created()).toHaveLength(1));
    for (const text of ['two', 'three', 'four']) await conversations.take(post(text));

    await untilSent(2);

    const contents = assistants.created().map((body) => {
      const messages = body?.['additional_messages'] as { content: string }[];
      return messages.map(({ content }) => content);
    });
    expect(contents).toEqual([['Ada: one'], ['Ada: two', 'Ada: three', 'Ada: four']]);
    expect(sent.map(({ replyTo }) => replyTo)).toEqual(['101', '104']);
  });

  test('a create whose answer was lost is found again, not repeated', async () => {
    const { assistants, conversations, sent, post, untilSent } = setUp();
    assistants.failNext('POST', /\/runs$/, (apply) => {
      apply();
      throw new TypeError('fetch failed');
    });

    await conversations.take(post('Hello'));

    await untilSent(1);
    expect(sent.map(({ content }) => content)).toEqual(['The answer.']);
    expect(assistants.created()).toHaveLength(1);
  });

  test.each([
    {
      name: 'the connection fails',
      fail: () => {
        throw new TypeError('fetch failed');
      },
    },
    { name: 'the server answers 500', fail: () => problem(500, 'oops') },
    { name: 'the server answers 429', fail: () => problem(429, 'slow down', { 'retry-after': '7' }) },
  ])('is created again when $name and it is not there', async ({ fail }) => {
    const { assistants, conversations, sent, post, untilSent } = setUp();
    assistants.failNext('POST', /\/runs$/, fail);

    await conversations.take(post('Hello'));

    await untilSent(1);
    expect(sent.map(({ content }) => content)).toEqual(['The answer.']);
    expect(assistants.created()).toHaveLength(2);
  });

  test('waits as long as Retry-After says', async () => {
    const { assistants, conversations, waits, post, untilSent } = setUp();
    assistants.failNext('POST', /\/runs$/, () => problem(429, 'slow down', { 'retry-after': '7' }));

    await conversations.take(post('Hello'));

    await untilSent(1);
    expect(waits).toContain(7_000);
  });

  test('a run of somebody else on the thread is waited for', async () => {
    const { assistants, conversations, sent, post, untilSent } = setUp();
    await conversations.take(post('Hello'));
    await untilSent(1);
    assistants.foreignRun(
      'thread_1',
      { status: 'in_progress' },
      { status: 'requires_action' },
      { status: 'completed' },
    );
    assistants.failNext('POST', /\/runs$/, () => problem(400, 'Thread thread_1 already has an active run run_2.'));

    await conversations.take(post('Hello again'));

    await untilSent(2);
    expect(sent[1]?.content).toBe('The answer.');
  });
});

describe('what goes wrong is said in our own words', () => {
  test.each([
    { name: '401', status: 401, expected: english('answers.notSetUp') },
    { name: '403', status: 403, expected: english('answers.notSetUp') },
    { name: '400', status: 400, expected: english('answers.serverRefused') },
  ])('$name when the run is created', async ({ status, expected }) => {
    const { assistants, conversations, sent, post, untilSent } = setUp();
    assistants.failNext('POST', /\/runs$/, () => problem(status, 'key sk-secret123 is wrong'));

    await conversations.take(post('Hello'));

    await untilSent(1);
    expect(sent[0]?.content).toBe(expected);
  });

  test('a server that stays away', async () => {
    const { assistants, conversations, sent, post, untilSent } = setUp();
    for (let tries = 0; tries < 7; tries += 1) assistants.failNext('POST', /\/runs$/, () => problem(503, 'away'));

    await conversations.take(post('Hello'));

    await untilSent(1);
    expect(sent[0]?.content).toBe(english('answers.serverAway'));
  });

  test('an assistant that is gone', async () => {
    const { assistants, conversations, sent, post, untilSent } = setUp();
    await conversations.take(post('Hello'));
    await untilSent(1);
    await conversations.switchAssistant('7', '1', 'asst_gone');
    assistants.failNext('POST', /\/runs$/, () => problem(404, "No assistant found with id 'asst_gone'."));

    await conversations.take(post('Hello again'));

    await untilSent(2);
    expect(sent[1]?.content).toBe(`${english('answers.insteadOfChosen', { name: 'Bobbin' })}\nThe answer.`);
  });

  test('an Assistants thread that is gone is replaced, and the answer says so once', async () => {
    const { assistants, conversations, sent, post, untilSent } = setUp();
    await conversations.take(post('one'));
    await untilSent(1);
    assistants.loseThread('thread_1');

    await conversations.take(post('two'));
    await untilSent(2);
    await conversations.take(post('three'));

    await untilSent(3);
    expect(sent.map(({ content }) => content)).toEqual([
      'The answer.',
      `${english('answers.forgotten')}\nThe answer.`,
      'The answer.',
    ]);
  });
});

test('that a conversation lost its memory is said with the first answer, also when a turn failed before', async () => {
  const { assistants, conversations, sent, post, untilSent } = setUp();
  await conversations.take(post('one'));
  await untilSent(1);
  assistants.loseThread('thread_1');
  assistants.failNext('POST', /thread_2\/runs$/, () => problem(400, 'no'));

  await conversations.take(post('two'));
  await untilSent(2);
  await conversations.take(post('three'));

  await untilSent(3);
  expect(sent.map(({ content }) => content)).toEqual([
    'The answer.',
    english('answers.serverRefused'),
    `${english('answers.forgotten')}\nThe answer.`,
  ]);
});

describe('delivery', () => {
  test('an outage of Discord is waited out', async () => {
    const { conversations, sent, refusals, post, untilSent } = setUp();
    refusals.push(new Error('502'), new Error('reset'));

    await conversations.take(post('Hello'));

    await untilSent(1);
    expect(sent).toHaveLength(1);
  });

  test('what Discord refuses for good is not sent again, and does not block the conversation', async () => {
    const { conversations, sent, refusals, post, untilSent } = setUp();
    refusals.push(new UndeliverableError('Missing Permissions', { isAboutPlace: true }));

    await conversations.take(post('Hello'));
    await vi.waitFor(() => expect(refusals).toEqual([]));
    await conversations.take(post('Hello again'));

    await untilSent(1);
    expect(sent.map(({ replyTo }) => replyTo)).toEqual(['102']);
  });

  test('a message that Discord refuses is replaced by a sentence that it does not', async () => {
    const { conversations, sent, refusals, post, untilSent } = setUp();
    refusals.push(new UndeliverableError('Blocked by AutoMod', { isAboutPlace: false }));

    await conversations.take(post('Hello'));

    await untilSent(1);
    expect(sent.map(({ content }) => content)).toEqual([english('answers.refusedByDiscord')]);
  });

  test('a message in the middle that Discord refuses does not take the others with it', async () => {
    const { assistants, conversations, hooks, sent, post, untilSent } = setUp();
    assistants.say(['one ', 'two ', 'three '].map((word) => word.repeat(1_900 / word.length)).join('\n\n'));
    hooks.sending = ({ content }) => {
      if (content.includes('two')) throw new UndeliverableError('Blocked by AutoMod', { isAboutPlace: false });
    };

    await conversations.take(post('Hello'));

    await untilSent(3);
    expect(sent.map(({ content }) => content.slice(0, 5))).toEqual([
      'one o',
      english('answers.refusedByDiscord').slice(0, 5),
      'three',
    ]);
    expect(sent.map(({ button }) => button?.kind)).toEqual([undefined, undefined, 'retry']);
  });

  test('every part has a nonce of its own, the same on every try, and pings only the author', async () => {
    const { assistants, conversations, sent, post, untilSent } = setUp();
    assistants.say('word '.repeat(900));

    await conversations.take(post('Hello'));

    await untilSent(3);
    expect(new Set(sent.map(({ nonce }) => nonce)).size).toBe(3);
    expect(sent.every(({ nonce, mayPing }) => nonce.length <= 25 && mayPing === '1')).toBe(true);
    expect(sent.map(({ replyTo }) => replyTo)).toEqual(['101', undefined, undefined]);
  });
});

describe('starting over and stopping', () => {
  test('after a reset the next post goes to a new Assistants thread, and the old one is deleted', async () => {
    const { assistants, conversations, post, untilSent } = setUp();
    await conversations.take(post('one'));
    await untilSent(1);

    await conversations.reset('7');
    await conversations.take(post('two'));

    await untilSent(2);
    const paths = assistants.requests.filter(({ path }) => path.endsWith('/runs')).map(({ path }) => path);
    expect(paths).toEqual(['/threads/thread_1/runs', '/threads/thread_2/runs']);
    await vi.waitFor(() =>
      expect(assistants.requests.filter(({ method }) => method === 'DELETE').map(({ path }) => path)).toEqual([
        '/threads/thread_1',
      ]),
    );
  });

  test('a reset while the Assistants thread is being made is not undone by it', async () => {
    const { assistants, conversations, post, untilSent } = setUp();
    const reset = Promise.withResolvers<void>();
    assistants.beforeNext('POST', /^\/threads$/, () => conversations.reset('7').then(reset.resolve));

    await conversations.take(post('my secret'));
    await reset.promise;
    await untilSent(1);
    await conversations.take(post('two'));

    await untilSent(2);
    const paths = assistants.requests.filter(({ path }) => path.endsWith('/runs')).map(({ path }) => path);
    expect(paths).toEqual(['/threads/thread_1/runs', '/threads/thread_2/runs']);
    const deleted = () => assistants.requests.filter(({ method }) => method === 'DELETE').map(({ path }) => path);
    await expect.poll(deleted).toEqual(['/threads/thread_1']);
  });

  test('an answer that comes after a reset was asked for still comes, and its thread goes', async () => {
    const { assistants, conversations, sent, post, untilSent } = setUp();
    assistants.nextRun(...Array.from({ length: 10 }, () => ({ status: 'in_progress' as const })), {
      status: 'completed',
    });
    await conversations.take(post('one'));
    await vi.waitFor(() => expect(assistants.created()).toHaveLength(1));

    await conversations.reset('7');

    await untilSent(1);
    expect(sent[0]?.content).toBe('The answer.');
    await vi.waitFor(() =>
      expect(assistants.requests.filter(({ method }) => method === 'DELETE').map(({ path }) => path)).toEqual([
        '/threads/thread_1',
      ]),
    );
  });

  test('a reset while the answer is being posted makes its thread go, too', async () => {
    const { assistants, conversations, sent, refusals, hooks, post, untilSent } = setUp();
    const reset = Promise.withResolvers<void>();
    refusals.push(new Error('502'));
    await conversations.take(post('one'));
    hooks.waited = () => void conversations.reset('7').then(reset.resolve);

    await untilSent(1);
    await reset.promise;

    expect(sent[0]?.content).toBe('The answer.');
    await vi.waitFor(() =>
      expect(assistants.requests.filter(({ method }) => method === 'DELETE').map(({ path }) => path)).toEqual([
        '/threads/thread_1',
      ]),
    );
  });

  test('close waits for the answer under way', async () => {
    const { assistants, conversations, sent, post } = setUp();
    assistants.nextRun({ status: 'in_progress' }, { status: 'in_progress' }, { status: 'completed' });
    await conversations.take(post('Hello'));
    await vi.waitFor(() => expect(assistants.created()).toHaveLength(1));

    await conversations.close(5_000);

    expect(sent.map(({ content }) => content)).toEqual(['The answer.']);
  });

  test('close leaves an answer that takes longer than the bound to the next start, which gives it once', async () => {
    const { assistants, file, conversations, sent, post } = setUp();
    assistants.nextRun(...Array.from({ length: 200 }, () => ({ status: 'in_progress' as const })), {
      status: 'completed',
    });
    await conversations.take(post('Hello'));
    await vi.waitFor(() => expect(assistants.created()).toHaveLength(1));

    await conversations.close(50);
    const next = setUp({ assistants, file });
    await next.conversations.resume();

    expect(sent).toEqual([]);
    expect(next.sent.map(({ content, replyTo }) => ({ content, replyTo }))).toEqual([
      { content: 'The answer.', replyTo: '101' },
    ]);
    expect(assistants.created()).toHaveLength(1);
  });
});

test('what Discord does not render is written as what it does', async () => {
  const { assistants, conversations, sent, post, untilSent } = setUp();
  assistants.say('#### Prices\n\n| what | price |\n|---|---|\n| tea | 2 |');

  await conversations.take(post('What does it cost?'));

  await untilSent(1);
  expect(sent[0]?.content).toMatch(/^\*\*Prices\*\*\n\n```\nwhat \| price\n/);
  expect(sent[0]?.content).not.toContain('|---');
});
