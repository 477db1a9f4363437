import { expect, test } from 'vitest';
import { whenToSpeak } from '../../src/conversation/when-to-speak.ts';

test.each([
  { kind: 'channel', isMentioned: true, isKnown: false, expected: 'start a thread' },
  { kind: 'channel', isMentioned: false, isKnown: true, expected: 'ignore' },
  { kind: 'thread', isMentioned: false, isKnown: true, expected: 'answer here' },
  { kind: 'thread', isMentioned: true, isKnown: false, expected: 'answer here' },
  { kind: 'thread', isMentioned: false, isKnown: false, expected: 'ignore' },
  { kind: 'direct message', isMentioned: false, isKnown: false, expected: 'answer here' },
] as const)('in a $kind, mentioned $isMentioned, known $isKnown: $expected', ({ expected, ...place }) => {
  expect(whenToSpeak(place)).toBe(expected);
});
