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
