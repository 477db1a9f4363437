import { describe, expect, test } from 'vitest';
import { splitMessage } from '../../src/markdown/split.ts';
import type { JudgedMessage, JudgedPost } from './evidence.ts';
import { judge, type Verdict } from './judge.ts';
import { isWhole, marksIn, tokensIn, writeAnswer } from './marks.ts';

const strict = { allowsApologies: false };
const lenient = { allowsApologies: true };

/** A post in the place `p`; its id is its token's number. */
function asked(number: number, more: Partial<JudgedPost> = {}): JudgedPost {
  return { id: `${number}`, token: `q${number}`, placeId: 'p', isProbe: false, ...more };
}

function said(id: number, content: string, more: Partial<JudgedMessage> = {}): JudgedMessage {
  return { id: `${id}`, placeId: 'p', content, ...more };
}

const short = (answerId: string, ...tokens: string[]) => writeAnswer(answerId, tokens, 2);

/** A long answer, cut as messages are. */
const parts = (answerId: string, ...tokens: string[]) => splitMessage(writeAnswer(answerId, tokens, 120));

const kinds = ({ findings }: Verdict) => findings.map(({ offence, text }) => `${offence}: ${text}`);

test('one answer for every post, alone or with others: nothing to find', () => {
  const long = parts('a2', 'q3', 'q4');
  const messages = [said(2, short('a1', 'q1')), ...long.map((part, index) => said(10 + index, part))];

  const verdict = judge([asked(1), asked(3), asked(4)], messages, strict);

  expect(long.length).toBeGreaterThan(2);
  expect(verdict).toEqual({ findings: [], apologies: [], apologised: [], toldTwice: [], unread: [] });
});

test('a post that nothing answers is lost', () => {
  const verdict = judge([asked(1), asked(3)], [said(2, short('a1', 'q1'))], strict);

  expect(verdict.findings).toMatchObject([{ offence: 'lost', tokens: ['q3'], messageIds: ['3'], placeId: 'p' }]);
});

test.each([
  { name: 'with it', answers: [short('a1', 'q1', 'q9')] },
  { name: 'before it, though too late', answers: [short('a1', 'q1'), short('a2', 'q9')] },
])('a post that is only answered when the probe was made, $name, is lost', ({ answers }) => {
  const posts = [asked(1), asked(9, { isProbe: true })];

  const verdict = judge(
    posts,
    answers.map((answer, index) => said(10 + index, answer)),
    strict,
  );

  expect(kinds(verdict)).toEqual(['lost: q1 was answered only after the probe']);
});

test('a probe without an answer is a conversation that is stuck', () => {
  const posts = [asked(1), asked(9, { isProbe: true })];

  const verdict = judge(posts, [said(2, short('a1', 'q1')), said(10, 'Sorry.', { replyTo: '9' })], lenient);

  expect(kinds(verdict)).toEqual(['stuck: the probe q9 has no answer']);
});

describe('twice', () => {
  test('two whole answers to one post', () => {
    const messages = [said(5, short('a1', 'q1')), said(6, short('a2', 'q1', 'q2'))];

    expect(kinds(judge([asked(1), asked(2)], messages, strict))).toEqual(['twice: q1 is answered by a1 and a2']);
  });

  test('a part that was posted again', () => {
    const [first = '', ...rest] = parts('a1', 'q1');
    const messages = [first, first, ...rest].map((part, index) => said(10 + index, part));

    expect(kinds(judge([asked(1)], messages, strict))).toEqual([
      expect.stringMatching(/^twice: a1 has its lines 1-\d+ more than once$/),
    ]);
  });

  test('an answer to nothing, and one in the wrong place', () => {
    const posts = [asked(1), asked(2, { placeId: 'other' })];
    const messages = [said(5, short('a1', 'q1')), said(6, short('a2')), said(7, short('a3', 'q2'))];

    expect(kinds(judge(posts, messages, strict))).toEqual([
      'twice: a2 answers nothing that was asked',
      'twice: a3 answers q2, posted elsewhere',
      'lost: q2 has no answer',
    ]);
  });
});

describe('half', () => {
  test('an answer whose last part is missing answers nothing', () => {
    const messages = parts('a1', 'q1')
      .slice(0, -1)
      .map((part, index) => said(10 + index, part));

    expect(kinds(judge([asked(1)], messages, strict))).toEqual([
      expect.stringMatching(/^half: a1 lacks \d+-120 of its 120 lines$/),
      'lost: q1 has no answer',
    ]);
  });

  test('a hole in the middle, also when the whole answer comes after it', () => {
    const [first = '', , ...rest] = parts('a1', 'q1');
    const messages = [first, ...rest, ...parts('a2', 'q1')].map((part, index) => said(10 + index, part));

    expect(judge([asked(1)], messages, strict).findings.map(({ offence }) => offence)).toEqual(['half']);
  });

  test('parts in the wrong order', () => {
    const messages = parts('a1', 'q1')
      .toReversed()
      .map((part, index) => said(10 + index, part));

    expect(kinds(judge([asked(1)], messages, strict))).toEqual(['half: the lines of a1 are not in their order']);
  });
});

describe('order', () => {
  test('answers in another order than their posts', () => {
    const messages = [said(5, short('a1', 'q2')), said(6, short('a2', 'q1'))];

    expect(kinds(judge([asked(1), asked(2)], messages, strict))).toEqual([
      'order: q1 was answered after q2, which was posted later',
    ]);
  });

  test('posts that were handed on in another order', () => {
    expect(kinds(judge([asked(1), asked(2)], [said(5, short('a1', 'q2', 'q1'))], strict))).toEqual([
      'order: q1 was answered after q2, which was posted later',
    ]);
  });

  test('an answer in the middle of another', () => {
    const [first = '', ...rest] = parts('a1', 'q1');
    const messages = [first, short('a2', 'q2'), ...rest].map((part, index) => said(10 + index, part));

    expect(kinds(judge([asked(1), asked(2)], messages, strict))).toEqual([
      'order: another answer stands in the middle of a1',
    ]);
  });

  test('what several people say in several places has no order', () => {
    const posts = [asked(1), asked(2, { placeId: 'other' })];
    const messages = [said(5, short('a1', 'q2'), { placeId: 'other' }), said(6, short('a2', 'q1'))];

    expect(kinds(judge(posts, messages, strict))).toEqual([]);
  });
});

describe('apologies', () => {
  test('excuse the posts that waited, up to the one that they reply to', () => {
    const posts = [asked(1), asked(2), asked(3)];
    const apology = said(5, 'Sorry.', { replyTo: '2' });

    const verdict = judge(posts, [apology], lenient);

    expect(verdict).toMatchObject({ apologies: [apology], apologised: [{ token: 'q1' }, { token: 'q2' }] });
    expect(kinds(verdict)).toEqual(['lost: q3 has no answer']);
  });

  test('that reply to nothing excuse what was posted before them', () => {
    expect(kinds(judge([asked(1), asked(7)], [said(5, 'Sorry.')], lenient))).toEqual(['lost: q7 has no answer']);
  });

  test('do not excuse a post that an earlier answer passed over', () => {
    const messages = [said(5, short('a1', 'q2')), said(6, 'Sorry.', { replyTo: '3' })];

    expect(kinds(judge([asked(1), asked(2), asked(3)], messages, lenient))).toEqual(['lost: q1 has no answer']);
  });

  test('are no answer where nothing but the bot itself has failed', () => {
    expect(kinds(judge([asked(1)], [said(5, 'Sorry.', { replyTo: '1' })], strict))).toEqual([
      'lost: q1 has no answer, only an apology',
    ]);
  });

  test('and a later answer to the same post are not twice', () => {
    const messages = [said(5, 'Sorry.', { replyTo: '1' }), said(6, short('a1', 'q1', 'q2'))];

    expect(judge([asked(1), asked(2)], messages, lenient)).toMatchObject({ findings: [], apologised: [] });
  });
});

test('a post that the model was told twice is noted, and no offence', () => {
  expect(judge([asked(1)], [said(5, short('a1', 'q1', 'q1'))], strict)).toMatchObject({
    findings: [],
    toldTwice: ['q1'],
  });
});

test('an answer can be read back', () => {
  const text = writeAnswer('a7', ['q1', 'q22'], 4);

  expect(marksIn(text).map(({ line }) => line)).toEqual([1, 2, 3, 4]);
  expect(tokensIn(text)).toEqual(['q1', 'q22']);
  expect([isWhole(text), isWhole(text.slice(0, -30)), isWhole('Sorry.')]).toEqual([true, false, false]);
});

describe('files', () => {
  const withFile = asked(1, { file: { token: 'f1', name: 'notes-1.txt' } });
  const unread = `${short('a1', 'q1')}\n-# Not read: notes-1.txt (gone)`;

  test.each([
    { name: 'seen once with their post', answers: [short('a1', 'q1', 'f1')], expected: [] },
    { name: 'not seen', answers: [short('a1', 'q1')], expected: ['file: a1 has seen f1 0 times instead of 1'] },
    {
      name: 'seen twice',
      answers: [short('a1', 'q1', 'f1', 'f1')],
      expected: ['file: a1 has seen f1 2 times instead of 1'],
    },
    {
      name: 'seen again later',
      answers: [short('a1', 'q1', 'f1'), short('a2', 'q2', 'f1')],
      expected: ['file: a2 has seen f1 1 times instead of 0'],
    },
    {
      name: 'that nobody has posted',
      answers: [short('a1', 'q1', 'f1', 'f9')],
      expected: ['file: a1 has seen f9 1 times instead of 0'],
    },
    { name: 'said not to be read', answers: [unread], expected: ['file: a1 has seen f1 0 times instead of 1'] },
  ])('$name', ({ answers, expected }) => {
    const posts = [withFile, ...(answers.length > 1 ? [asked(2)] : [])];
    const messages = answers.map((answer, index) => said(10 + index, answer));

    expect(kinds(judge(posts, messages, strict))).toEqual(expected);
  });

  test('that are said not to be read may be missing where something else has failed', () => {
    const verdict = judge([withFile], [said(10, unread)], { ...strict, allowsUnread: true });

    expect(verdict).toMatchObject({ findings: [], unread: ['f1'] });
  });
});
