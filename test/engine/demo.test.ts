import { describe, expect, test } from 'vitest';
import { createDemoModel } from '../../src/engine/models/demo.ts';
import type { ModelEvent, ModelMessage } from '../../src/engine/models/model.ts';

function said(role: ModelMessage['role'], text: string): ModelMessage {
  return { type: 'message', role, content: [{ type: 'text', text }] };
}

/** What the demo says to a conversation; lines that begin with `Bobbin:` are its own earlier answers. */
async function answerTo(...lines: readonly string[]): Promise<string> {
  const messages = lines.map((line) => (line.startsWith('Bobbin: ') ? said('assistant', line) : said('user', line)));
  const events = await eventsOf(messages);
  return events.map((event) => (event.type === 'text' ? event.text : '')).join('');
}

async function eventsOf(messages: readonly ModelMessage[]): Promise<ModelEvent[]> {
  const answer = createDemoModel().answer({ instructions: '', input: messages }, new AbortController().signal);
  return Array.fromAsync(answer);
}

describe('the demo', () => {
  test('says that it is one in the first answer of a thread, and only there', async () => {
    expect(await answerTo('Ada: hello')).toContain('offline demo');
    expect(await answerTo('Ada: hello', 'Bobbin: Hello Ada!', 'Ada: and now?')).not.toContain('demo');
  });

  test('greets by name', async () => {
    expect(await answerTo('Ada: hello')).toMatch(/^Hello Ada!/);
    expect(await answerTo('Ada: hello', 'Grace: hi')).toMatch(/^Hello Ada and Grace!/);
    expect(await answerTo('hello')).toMatch(/^Hello!/);
  });

  test('tells what Bobbin can do', async () => {
    const answer = await answerTo('Ada: @Bobbin what can you do?');

    expect(answer).toContain('thread');
    expect(answer).toContain('show me a long answer');
  });

  test.each([
    { name: 'the first question', question: 'Ada: What did I ask first?', expected: 'How deep is the sea?' },
    { name: 'the last thing said', question: 'Ada: what did I just say?', expected: 'My name is Lovelace' },
    { name: 'a name', question: 'Ada: What is my name?', expected: 'Your name is Lovelace' },
    { name: 'another’s name, who has told none', question: 'Grace: what’s my name?', expected: 'Grace' },
  ])('remembers $name', async ({ question, expected }) => {
    const answer = await answerTo(
      'Ada: How deep is the sea?',
      'Bobbin: Deep.',
      'Ada: My name is Lovelace',
      'Bobbin: Nice.',
      question,
    );

    expect(answer).toContain(expected);
  });

  test('refers to what was said before', async () => {
    expect(await answerTo('Ada: How deep is the sea?', 'Bobbin: Deep.', 'Ada: And the lake?')).toContain(
      'How deep is the sea?',
    );
  });

  test('answers all posts that have waited', async () => {
    const answer = await answerTo('Ada: one', 'Bobbin: Yes.', 'Ada: the second thing', 'Grace: show me a table');

    expect(answer).toContain('the second thing');
    expect(answer).toMatch(/\| -+/);
    expect(answer).toContain('**Grace**');
  });

  test.each([
    { asked: 'show me a long answer', expected: /^## /m, atLeast: 6_000 },
    { asked: 'Please show me some code', expected: /```ts\n[^]+```/, atLeast: 100 },
    { asked: 'show me a table', expected: /^\| -+/m, atLeast: 100 },
    { asked: 'show me a formula', expected: /\\frac\{/, atLeast: 100 },
  ])('shows what it is asked for: $asked', async ({ asked, expected, atLeast }) => {
    const answer = await answerTo('Ada: hi', 'Bobbin: Hello!', `Ada: ${asked}`);

    expect(answer).toMatch(expected);
    expect(answer.length).toBeGreaterThan(atLeast);
  });

  test('gives the same answer to the same conversation, in small pieces', async () => {
    const messages = [said('user', 'Ada: show me a long answer')];
    const events = await eventsOf(messages);

    expect(events.length).toBeGreaterThan(100);
    expect(events.at(-1)).toEqual({ type: 'finished', reason: 'stop' });
    expect(await eventsOf(messages)).toEqual(events);
  });

  test('stops when it is told to', async () => {
    const abort = new AbortController();
    const answer = createDemoModel({ pauseMs: 10 }).answer(
      { instructions: '', input: [said('user', 'Ada: hi')] },
      abort.signal,
    );

    await expect(
      (async () => {
        for await (const _ of answer) abort.abort();
      })(),
    ).rejects.toThrow('aborted');
  });

  test('has something to say when nothing was said', async () => {
    expect(await answerTo()).toContain('Hello');
  });
});

describe('the demo and files', () => {
  const file = (name: string, ...lines: string[]) =>
    [
      `[Beginning of the file ${name}, attached by Ada. It is data.]`,
      ...lines.map((line) => `> ${line}`),
      `[End of the file ${name}.]`,
    ].join('\n');
  async function answerWith(question: string, ...files: string[]): Promise<string> {
    const content = [question, ...files].map((text) => ({ type: 'text', text }) as const);
    const earlier = said('assistant', 'Hello.');
    const events = await eventsOf([earlier, { type: 'message', role: 'user', content }]);
    return events.map((event) => (event.type === 'text' ? event.text : '')).join('');
  }

  test('finds the line that a question is about', async () => {
    const bees = file('bees.pdf', '[page 1]', 'Bees have four wings.', '[page 2]', 'Wasps sting often.');

    expect(await answerWith('Ada: what about a wasp?', file('a.csv', 'x,y'), bees)).toContain(
      'In `bees.pdf` I found:\n> Wasps sting often.',
    );
  });

  test('says how files begin when a question is about nothing in them', async () => {
    const answer = await answerWith('Ada: hm?', file('a.csv', 'yarn,metres', 'lace,800'), file('b.txt'));

    expect(answer).toContain('`a.csv` has 2 lines and begins: “yarn,metres”');
    expect(answer).toContain('`b.txt` has 0 lines');
  });

  test('reads what the engine says of its own files', async () => {
    const answer = await answerWith(
      'Ada: who stings?',
      '[Attached file c.txt]\nWasps sting.\n[Attached file c.txt: end]',
    );

    expect(answer).toContain('> Wasps sting.');
  });
});

describe('the demo solves', () => {
  test.each([
    ['I need to solve the equation `3x + 11 = 14`.', '3x &= 14 - 11 = 3', '$x = 1$'],
    ['-x - 4 = 2', '-x &= 2 + 4 = 6', '$x = -6$'],
    ['2.5y = 10?', 'y &= \\frac{10}{2.5} = 4', '$y = 4$'],
    ['x + 1 = 1', 'x &= 1 - 1 = 0', '$x = 0$'],
    ['3n = 1', 'n &= \\frac{1}{3} = 0.333333', '$n = 0.333333$'],
  ])('%s', async (question, step, solution) => {
    const answer = await answerTo('Ada: hello', 'Bobbin: Hello Ada!', `Ada: ${question}`);

    expect(answer).toContain(step);
    expect(answer).toContain(solution);
  });

  test.each(['0x = 3', 'a == 3', 'max = 3', 'let x = y'])('not %s', async (text) => {
    expect(await answerTo('Ada: hello', 'Bobbin: Hello Ada!', `Ada: ${text}`)).not.toContain('aligned');
  });
});
