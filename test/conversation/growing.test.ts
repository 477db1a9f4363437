import { sample } from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { z } from 'zod';
import type { Outgoing } from '../../src/conversation/surface.ts';
import { UndeliverableError } from '../../src/conversation/surface.ts';
import { NO_OPERATOR_SETTINGS } from '../../src/server-settings/operator-file.ts';
import { textsIn } from '../../src/texts/texts.ts';
import { documents } from '../markdown/documents.ts';
import { setUpConversations, UnheardError } from '../support/conversations.ts';
import { problem } from '../support/scripted-assistants.ts';

const english = textsIn();
const settings = (growing: boolean, mostMessages = 20) => {
  return { ...NO_OPERATOR_SETTINGS, defaults: { everywhere: { growing, mostMessages } } };
};
const ada = { personId: '1', channelId: '7', isModerator: false };

function setUp(options: Parameters<typeof setUpConversations>[0] = {}) {
  return setUpConversations({ isQuick: true, operator: settings(true), ...options });
}

/** An answer that is being written. */
async function answering(options: Parameters<typeof setUp>[0] = {}) {
  const bot = setUp(options);
  const stream = bot.assistants.nextStream();
  bot.assistants.nextRun({ status: 'in_progress' });
  await bot.conversations.take(bot.post('Tell me'));
  await vi.waitFor(() => expect(bot.assistants.created()).toHaveLength(1));
  const answers = () => bot.shown().filter(({ content }) => !content.startsWith('-#'));
  const untilShown = async (text: string) =>
    vi.waitFor(() => expect(answers().at(-1)?.content ?? '').toContain(text), { timeout: 5_000, interval: 5 });
  async function finish(text: string, status: 'completed' | 'failed' | 'cancelled' = 'completed') {
    bot.assistants.say(text);
    bot.assistants.settleAll(status);
    await stream.end(status);
    await untilOver(bot);
  }
  return { ...bot, stream, answers, untilShown, finish };
}

async function untilOver({ store }: Pick<ReturnType<typeof setUp>, 'store'>) {
  await vi.waitFor(async () => expect(await store.members('waiting')).toEqual([]), { timeout: 10_000, interval: 5 });
}

/** What stands there in the end, without the ids. */
function finalState(bot: Pick<ReturnType<typeof setUp>, 'shown'>) {
  return bot.shown().map(({ id: _id, ...message }) => message);
}

/** The same answer without growing. */
async function withoutGrowing(text: string, mostMessages?: number) {
  const bot = setUp({ operator: settings(false, mostMessages) });
  bot.assistants.say(text);
  await bot.conversations.take(bot.post('Tell me'));
  await untilOver(bot);
  return finalState(bot);
}

describe('an answer that grows', () => {
  test('is shown from its first sentence on as the message that it will be, with a Stop button', async () => {
    const { stream, sent, answers, untilShown, finish } = await answering();

    await stream.write('Well. This is how it');
    await untilShown('Well. This is how');
    const first = sent.find(({ content }) => content.startsWith('Well'));
    await stream.write(' goes on and');
    await untilShown('Well. This is how it goes on');
    const grown = answers();
    await finish('Well. This is how it goes on and ends.');

    expect(first).toMatchObject({ mayPing: '1', replyTo: '101', button: { kind: 'stop', turnKey: '101' } });
    expect(first?.isSilent).toBeUndefined();
    expect(grown).toHaveLength(1);
    expect(answers()).toEqual([
      expect.objectContaining({
        id: grown[0]?.id,
        content: 'Well. This is how it goes on and ends.',
        button: expect.objectContaining({ kind: 'retry' }) as unknown,
      }),
    ]);
  });

  test('is not shown before there is something to read', async () => {
    const { stream, answers, finish, hooks } = await answering();
    let rests = 0;
    hooks.rested = () => void (rests += 1);

    await stream.write('Well, **this');
    await vi.waitFor(() => expect(rests).toBeGreaterThan(1));

    expect(answers()).toEqual([]);
    await finish('Well, **this** is it.');
    expect(answers()).toHaveLength(1);
  });

  test('is shown when its thread is there, also when nothing more is written meanwhile', async () => {
    const bot = setUp();
    const stream = bot.assistants.nextStream();
    bot.assistants.nextRun({ status: 'in_progress' });
    const thread = Promise.withResolvers<undefined>();
    bot.hooks.threadStarting = () => thread.promise;
    let rests = 0;
    bot.hooks.rested = () => void (rests += 1);
    await bot.conversations.take({ ...bot.post('Tell me'), conversationId: '101', threadName: 'Tell me' });
    await stream.write('Let me look it up. This will take a moment.');
    await vi.waitFor(() => expect(rests).toBeGreaterThan(3));

    thread.resolve(undefined);

    const contents = () => bot.shown().map(({ content }) => content);
    await vi.waitFor(() => expect(contents()).toContain('Let me look it up. This will take a'), 5_000);
    bot.assistants.say('Let me look it up. This will take a moment. Here it is.');
    bot.assistants.settleAll('completed');
    await stream.end('completed');
    await untilOver(bot);
  });

  test('goes on in silent messages, and the last one has the Stop button', async () => {
    const { stream, answers, untilShown, finish } = await answering();
    const text = Array.from({ length: 60 }, (_, index) => `Paragraph ${index}: ${'so it goes '.repeat(8)}.`).join(
      '\n\n',
    );

    await stream.write(`${text}\n\n`);
    await untilShown('Paragraph 59');
    await vi.waitFor(() => expect(answers().filter(({ button }) => button !== undefined)).toHaveLength(1));
    const grown = answers();
    await finish(text);

    expect(grown.length).toBeGreaterThan(2);
    expect(grown.map(({ isSilent }) => isSilent === true)).toEqual(grown.map((_, index) => index > 0));
    expect(grown.at(-1)?.button).toMatchObject({ kind: 'stop' });
    expect(answers().map(({ id }) => id)).toEqual(grown.map(({ id }) => id));
  });

  test('grows no more when it has more messages than the place is to have', async () => {
    const operator = { ...NO_OPERATOR_SETTINGS, defaults: { everywhere: { growing: true, mostMessages: 2 } } };
    const { stream, answers, untilShown, finish, hooks } = await answering({ operator });
    const line = `${'so it goes on '.repeat(20)}.\n\n`;

    await stream.write(line.repeat(8));
    await untilShown('so it goes');
    await vi.waitFor(() => expect(answers()).toHaveLength(2));
    const rests = Promise.withResolvers<void>();
    let count = 0;
    await stream.write(line.repeat(30));
    hooks.rested = () => void ((count += 1) > 20 && rests.resolve());
    await rests.promise;

    expect(answers()).toHaveLength(2);
    await finish(line.repeat(38));
    expect(answers().length).toBeGreaterThan(2);
  });

  test('is edited after a rest each time, one request after the other', async () => {
    const { stream, hooks, untilShown, finish } = await answering();
    const happened: string[] = [];
    hooks.edited = () => void happened.push('edited');
    hooks.rested = (ms) => void (ms === 1_200 && happened.push('rested'));

    for (let index = 0; index < 30; index += 1) {
      await stream.write(`This is sentence ${index}. `);
      if (index % 5 === 0) await untilShown(`sentence ${index}.`);
    }
    await untilShown('sentence 29.');
    const edits = happened.join(' ');
    await finish('Done.');

    expect(happened.filter((one) => one === 'edited').length).toBeGreaterThan(3);
    expect(edits).not.toContain('edited edited');
  });

  test('takes the place of the message that says what is going on', async () => {
    const { stream, shown, untilShown, finish } = await answering();
    await vi.waitFor(() => expect(shown()[0]?.content).toBe(english('progress.thinking')), 5_000);

    await stream.write('Well. This is how it goes. ');
    await untilShown('Well.');

    await vi.waitFor(() => expect(shown()).toHaveLength(1));
    await finish('Well.');
    expect(shown()).toHaveLength(1);
  });

  test('has the messages of a run one under the other, with functions in between', async () => {
    const call = { id: 'call_1', type: 'function' as const, function: { name: 'weather', arguments: '{}' } };
    const weather = { name: 'weather', description: 'It', parameters: z.object({}), run: async () => 'rain' };
    const bot = setUp({ tools: [weather] });
    const [first, second] = [bot.assistants.nextStream(), bot.assistants.nextStream()];
    bot.assistants.nextRun(
      { status: 'in_progress' },
      {
        status: 'requires_action',
        required_action: { type: 'submit_tool_outputs', submit_tool_outputs: { tool_calls: [call] } },
      },
      { status: 'in_progress' },
    );
    const { shown, assistants } = bot;
    await first.write('Let me look at the weather.');
    await first.end('requires_action');
    await bot.conversations.take(bot.post('Will it rain?'));

    await second.write('It rains. So ', 'msg_2');
    await vi.waitFor(() =>
      expect(shown().map(({ content }) => content)).toContain('Let me look at the weather.\n\nIt rains. So'),
    );
    assistants.settleAll();
    await second.end();
    await untilOver(bot);

    const submitted = assistants.requests.filter(({ path }) => path.endsWith('/submit_tool_outputs'));
    expect(submitted.map(({ body }) => body?.['stream'])).toEqual([true]);
    expect(finalState(bot)).toMatchObject([{ content: 'The answer.' }]);
  });
});

describe('in the end it is what it would have been without growing', () => {
  const answers = Array.from({ length: 20 }, (_, seed) => {
    return sample(documents, { seed, numRuns: 1 + (seed % 5) * 2 }).join('\n\n');
  });

  const cases = answers.map((text, index) => ({ name: `answer ${index}`, text, most: index % 2 === 0 ? 20 : 3 }));

  test.each(cases)('$name, of $most messages at most', async ({ text, most }) => {
    const bot = await answering({ operator: settings(true, most) });

    const size = Math.ceil(text.length / 12);
    for (let at = 0; at < text.length; at += size) {
      const rest = Promise.withResolvers<void>();
      bot.hooks.rested = () => rest.resolve();
      await bot.stream.write(text.slice(at, at + size));
      await rest.promise;
    }
    await bot.finish(text);

    expect(finalState(bot)).toEqual(await withoutGrowing(text, most));
  });

  test('also when another answer than the one that was told comes', async () => {
    const bot = await answering();
    await bot.stream.write('This is one answer. And so on. ');
    await bot.untilShown('This is one');

    await bot.finish('Another one.');

    expect(finalState(bot)).toEqual(await withoutGrowing('Another one.'));
  });
});

describe('what was shown goes', () => {
  const long = 'So it goes on and on. '.repeat(150);

  test.each([
    { status: 'failed' as const, key: 'answers.failed' as const },
    { status: 'cancelled' as const, key: 'answers.stopped' as const },
  ])('when the run has $status', async ({ status }) => {
    const bot = await answering();
    await bot.stream.write(long);
    await vi.waitFor(() => expect(bot.answers()).toHaveLength(2), 5_000);

    await bot.finish('', status);

    expect(bot.answers()).toHaveLength(1);
    expect(bot.answers()[0]?.content).not.toContain('So it goes');
    expect(bot.answers()[0]?.button).toMatchObject({ kind: 'retry' });
  });

  test('when it is stopped with its button', async () => {
    const bot = await answering();
    await bot.stream.write(long);
    await vi.waitFor(() => expect(bot.answers()).toHaveLength(2), 5_000);
    bot.assistants.beforeNext('POST', /\/cancel$/, async () => bot.assistants.settleAll('cancelled'));

    expect(await bot.conversations.stop('7', '101', ada)).toBe('stopped');
    await untilOver(bot);

    expect(finalState(bot)).toMatchObject([{ content: english('answers.stopped'), replyTo: '101' }]);
  });

  test('when a moderator deletes it, and the answer is sent anew in its order', async () => {
    const bot = await answering();
    await bot.stream.write(long);
    await vi.waitFor(() => expect(bot.answers()).toHaveLength(2), 5_000);
    const [first] = bot.answers();

    bot.changes.push({ id: first?.id ?? '', isRemoved: true });
    await bot.stream.write(long);
    await bot.finish(long.repeat(2));

    expect(finalState(bot)).toEqual(await withoutGrowing(long.repeat(2)));
  });
});

describe('while an answer grows', () => {
  test.each([
    { what: 'a reset', disturb: async ({ conversations }: ReturnType<typeof setUp>) => conversations.reset('7') },
    {
      what: 'that its asker is to be forgotten',
      disturb: async ({ conversations }: ReturnType<typeof setUp>) => void conversations.forgetPerson('1', 0),
    },
    {
      what: 'that its question is deleted',
      disturb: async ({ conversations }: ReturnType<typeof setUp>) => conversations.remove('7', '101'),
    },
  ])('$what does not leave it half', async ({ disturb }) => {
    const bot = await answering();
    await bot.stream.write('This is it. And so on. ');
    await bot.untilShown('This is it.');

    await disturb(bot);
    await bot.finish('This is it. And so on. The end.');

    expect(bot.shown().map(({ content }) => content)).toEqual(['This is it. And so on. The end.']);
  });

  test('the end of its place ends it', async () => {
    const bot = await answering();
    await bot.stream.write('This is it. And so on. ');
    await bot.untilShown('This is it.');

    await bot.conversations.placeGone('7');
    await untilOver(bot);
    const { length } = bot.sent;
    await bot.stream.write('And more. '.repeat(20));
    await bot.conversations.close(0);

    expect(bot.sent).toHaveLength(length);
    expect(await bot.store.get('turn/7')).toBeUndefined();
  });
});

describe('an answer once more', () => {
  test('never stands beside the one before', async () => {
    const bot = await answering();
    await bot.finish('The first answer.');
    const stream = bot.assistants.nextStream();
    bot.assistants.nextRun({ status: 'in_progress' });
    const most: number[] = [];
    bot.hooks.rested = () => void most.push(bot.answers().length);

    await bot.conversations.retry('7', '101', ada);
    await stream.write('Another answer. And it goes on. ');
    await bot.untilShown('Another');
    most.push(bot.answers().length);
    bot.assistants.say('Another answer.');
    bot.assistants.settleAll();
    await untilOver(bot);

    expect(Math.max(...most)).toBe(1);
    expect(bot.answers().map(({ content }) => content)).toEqual(['Another answer.']);
  });
});

describe('a process that dies while an answer grows', () => {
  const long = 'So it goes on and on. '.repeat(150);

  async function goesOn(first: Awaited<ReturnType<typeof answering>>, text: string) {
    await first.conversations.close(0);
    const { assistants, sent, changes, file } = first;
    const second = setUp({ assistants, sent, changes, file });
    assistants.say(text);
    assistants.settleAll();
    await second.conversations.resume();
    await untilOver(second);
    return second;
  }

  test('leaves nothing half: the next one makes it whole', async () => {
    const first = await answering();
    await first.stream.write(long);
    await vi.waitFor(() => expect(first.answers()).toHaveLength(2), 5_000);

    const second = await goesOn(first, `${long}The end.`);

    expect(finalState(second)).toEqual(await withoutGrowing(`${long}The end.`));
    expect(second.assistants.created()).toHaveLength(1);
  });

  test('leaves nothing half either when nobody heard that the message was sent', async () => {
    const first = await answering({ growEveryMs: 10_000_000 });
    first.refusals.push(new UnheardError('lost'));
    await first.stream.write('This is it. And so on. ');
    await vi.waitFor(() => expect(first.logged('answer could not be shown growing')).toBe(true), 5_000);

    const second = await goesOn(first, 'This is it. And so on. The end.');

    expect(finalState(second)).toEqual(await withoutGrowing('This is it. And so on. The end.'));
    expect(second.sent.filter(({ content }) => content.startsWith('This'))).toHaveLength(1);
  });

  test('in the same process, too, a message of which nobody heard becomes the answer', async () => {
    const bot = await answering();
    bot.refusals.push(new UnheardError('lost'));
    await bot.stream.write('This is it. And so on. ');
    await bot.untilShown('This is it');

    await bot.finish('This is it. And so on. The end.');

    expect(finalState(bot)).toEqual(await withoutGrowing('This is it. And so on. The end.'));
  });

  test.each(['the same process', 'the next one'])(
    'is not mistaken for the one before that says the same, by %s',
    async (who) => {
      const toMessages = async (text: string) => text.match(/[^]{1,1000}/g) ?? [];
      const same = `${'The same, and so on. '.repeat(47)}The same yet.`;
      const text = `${same}${same}`;
      const first = await answering({ toMessages });
      await first.stream.write(same);
      await first.untilShown('and so on.');
      first.refusals.push(new UnheardError('lost'));
      first.hooks.sending = () => void (who === 'the next one' && first.conversations.close(0));
      await first.stream.write(`${text.slice(same.length)} `);
      await vi.waitFor(() => expect(first.answers()).toHaveLength(2));
      if (who === 'the same process') {
        await vi.waitFor(async () => expect(first.changes.length).toBeGreaterThan(0));
        await first.finish(text);
      } else {
        await first.conversations.close(0);
      }
      const { assistants, sent, changes, file } = first;
      const second = setUp({ assistants, sent, changes, file, toMessages });
      assistants.say(text);
      assistants.settleAll();
      await second.conversations.resume();
      await untilOver(second);

      expect(finalState(second).map(({ content, button }) => [content === same, button?.kind])).toEqual([
        [true, undefined],
        [true, 'retry'],
      ]);
      expect(finalState(second)).toHaveLength(2);
    },
  );

  test('and the next one has the apology that is due', async () => {
    const first = await answering();
    await first.stream.write(long);
    await vi.waitFor(() => expect(first.answers()).toHaveLength(2), 5_000);
    await first.conversations.close(0);
    const { assistants, sent, changes, file } = first;
    assistants.settleAll('cancelled');

    const second = setUp({ assistants, sent, changes, file });
    await second.conversations.resume();
    await untilOver(second);

    expect(finalState(second)).toMatchObject([{ content: english('answers.stopped') }]);
  });
});

describe('a server', () => {
  test('is not asked for a stream where answers do not grow', async () => {
    const bot = setUpConversations();

    await bot.conversations.take(bot.post('Hello'));
    await untilOver(bot);

    expect(bot.assistants.created()).toHaveLength(1);
    expect(bot.assistants.created()[0]).not.toHaveProperty('stream');
  });

  test('that knows no streams has its answer at once taken, and is not asked again', async () => {
    const bot = setUp();

    for (const text of ['Hello', 'And?']) {
      await bot.conversations.take(bot.post(text));
      await untilOver(bot);
    }

    expect(bot.assistants.created().map((body) => body?.['stream'])).toEqual([true, undefined]);
    expect(finalState(bot)).toHaveLength(2);
  });

  test('that refuses streams is asked without, and once only', async () => {
    const bot = setUp();
    bot.assistants.failNext('POST', /\/runs$/, () => problem(400, 'Unknown parameter: stream'));

    for (const text of ['Hello', 'And?']) {
      await bot.conversations.take(bot.post(text));
      await untilOver(bot);
    }

    expect(bot.assistants.created().map((body) => body?.['stream'])).toEqual([true, undefined, undefined]);
    expect(finalState(bot).map(({ content }) => content)).toEqual(['The answer.', 'The answer.']);
  });

  test('that refuses the run for another reason is not taken for one without streams', async () => {
    const bot = setUp();
    for (let tries = 0; tries < 2; tries += 1) {
      bot.assistants.failNext('POST', /\/runs$/, () => problem(400, 'The model does not exist.'));
    }

    await bot.conversations.take(bot.post('Hello'));
    await untilOver(bot);
    await bot.conversations.take(bot.post('And?'));
    await untilOver(bot);

    expect(bot.assistants.created().map((body) => body?.['stream'])).toEqual([true, undefined, true]);
  });

  test('whose stream breaks off before it has told of the run has created it all the same: it is found', async () => {
    const bot = setUp();
    const cut = () => new Response('', { headers: { 'content-type': 'text/event-stream' } });
    bot.assistants.failNext('POST', /\/runs$/, (apply) => {
      apply();
      return cut();
    });

    await bot.conversations.take(bot.post('Hello'));
    await untilOver(bot);

    expect(bot.assistants.created()).toHaveLength(1);
    expect(finalState(bot)).toHaveLength(1);
  });

  test('whose stream breaks off later leaves what is shown until the answer is there', async () => {
    const bot = await answering();
    await bot.stream.write('This is it. And so on. ');
    await bot.untilShown('This is it.');

    await bot.stream.breakOff();
    await bot.finish('This is it. And so on. The end.');

    expect(finalState(bot)).toEqual(await withoutGrowing('This is it. And so on. The end.'));
  });

  test('that streams an error instead of a run is asked again', async () => {
    const bot = setUp();
    const stream = bot.assistants.nextStream();
    bot.assistants.failNext('POST', /\/runs$/, () => {
      void stream.tell('error', { message: 'overloaded' });
      return new Response('event: error\ndata: {"message":"overloaded"}\n\n', {
        headers: { 'content-type': 'text/event-stream' },
      });
    });

    await bot.conversations.take(bot.post('Hello'));
    await untilOver(bot);

    expect(finalState(bot).map(({ content }) => content)).toEqual(['The answer.']);
    expect(bot.assistants.created().map((body) => body?.['stream'])).toEqual([true, undefined]);
  });
});

test('answers that grow while Discord is slow do not hold up one that is there', async () => {
  const bot = await answering({ isQuick: true });
  const over = Promise.withResolvers<void>();
  bot.hooks.sending = async ({ content, placeId }) => {
    if (placeId !== '7' && content.startsWith('This')) await over.promise;
  };
  const others = ['8', '9', '10', '11'];
  for (const id of others) {
    const stream = bot.assistants.nextStream();
    bot.assistants.nextRun({ status: 'in_progress' });
    await bot.conversations.take(bot.post('Tell me', { conversationId: id, channelId: id }));
    await vi.waitFor(() => expect(bot.assistants.created()).toHaveLength(others.indexOf(id) + 2));
    await stream.write('This is it. And so on. ');
  }
  await vi.waitFor(async () => {
    const turns = await Promise.all(others.map((id) => bot.store.get<{ growing?: object }>(`turn/${id}`)));
    expect(turns.every((turn) => turn?.growing)).toBe(true);
  });
  let rests = 0;
  bot.hooks.rested = () => void (rests += 1);
  await bot.stream.write('This is mine. And so on. ');
  await vi.waitFor(() => expect(rests).toBeGreaterThan(10));
  bot.assistants.settleAll();
  await bot.stream.end();

  await vi.waitFor(() => expect(finalState(bot).map(({ content }) => content)).toContain('The answer.'));
  over.resolve();
});

test('what is much longer than what can be shown is not rendered again and again', async () => {
  const lengths: number[] = [];
  const toMessages = async (text: string) => {
    lengths.push(text.length);
    return ['Not much.'];
  };
  const { stream, hooks, finish } = await answering({ toMessages });
  const rests = Promise.withResolvers<void>();

  await stream.write('So it goes. '.repeat(20_000));
  hooks.rested = () => rests.resolve();
  await rests.promise;
  const before = [...lengths];
  await finish('Not much.');

  expect(before).toEqual([]);
});

test('a place that refuses what grows is not asked again before the answer is there', async () => {
  const bot = await answering();
  bot.refusals.push(new UndeliverableError('Missing Permissions', { isAboutPlace: true }));
  await bot.stream.write('This is it. And so on. ');
  await vi.waitFor(() => expect(bot.logged('answer could not be shown growing')).toBe(true), 5_000);

  await bot.finish('This is it.');

  const sent: Outgoing[] = bot.sent.filter(({ content }) => content.startsWith('This'));
  expect(sent.map(({ content }) => content)).toEqual(['This is it.']);
});
