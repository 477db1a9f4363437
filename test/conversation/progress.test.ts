import { describe, expect, test } from 'vitest';
import { setUpConversations } from '../support/conversations.ts';

const calls = (...all: object[]) => ({ type: 'tool_calls', tool_calls: all });
const call = (name: unknown) => calls({ id: 'call_1', type: 'function', function: { name, arguments: '{}' } });

/** What the silent message of a long run says while the run does this. */
async function saidOf(details: object) {
  const { assistants, conversations, post, untilSent, sent } = setUpConversations({ isQuick: true });
  assistants.nextRun({ status: 'in_progress' });
  assistants.doing(details);
  await conversations.take(post('Write a book'));
  await untilSent(1);
  const said = sent[0];
  assistants.settleAll();
  await untilSent(2);
  return said;
}

describe('the message of an answer that takes long says what is going on', () => {
  test.each([
    { doing: 'writes', details: { type: 'message_creation' }, says: '-# Writing the answer …' },
    { doing: 'searches', details: calls({ type: 'file_search' }), says: '-# Searching the files …' },
    { doing: 'searches, in other words', details: calls({ type: 'retrieval' }), says: '-# Searching the files …' },
    { doing: 'runs code', details: calls({ type: 'code_interpreter' }), says: '-# Running code …' },
    { doing: 'calls a function', details: call('get_weather'), says: '-# Using `get_weather` …' },
    {
      doing: 'does several things',
      details: calls({ type: 'file_search' }, { type: 'code_interpreter' }),
      says: '-# Running code …',
    },
    { doing: 'begins to call something', details: calls(), says: '-# Still thinking …' },
    { doing: 'does what nobody knows', details: { type: 'dreaming' }, says: '-# Still thinking …' },
    { doing: 'calls what nobody knows', details: calls({ type: 'telepathy' }), says: '-# Still thinking …' },
  ])('when it $doing', async ({ details, says }) => {
    expect((await saidOf(details))?.content).toBe(says);
  });
});

describe('the name of a function cannot be anything but a name', () => {
  test.each([
    { what: 'markup', name: '`** @everyone **`', says: "-# Using `'** @everyone **'` …" },
    { what: 'more lines', name: 'a\n# b\n```', says: "-# Using `a # b '''` …" },
    { what: 'a long text', name: 'x'.repeat(3_000), says: `-# Using \`${'x'.repeat(63)}…\` …` },
    { what: 'nothing', name: '', says: '-# Using `?` …' },
    { what: 'no text', name: undefined, says: '-# Using `?` …' },
  ])('$what', async ({ name, says }) => {
    const said = await saidOf(call(name));

    expect(said).toMatchObject({ content: says, isSilent: true });
    expect(said?.mayPing).toBeUndefined();
  });
});
