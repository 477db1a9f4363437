import { expect, test } from 'vitest';
import { type Place, whenToSpeak } from '../../src/conversation/when-to-speak.ts';

const plain: Place = {
  kind: 'channel',
  isMentioned: false,
  isKnown: false,
  isBeginning: false,
  speaking: 'mentioned',
  inThreads: 'every',
};

test.each<{ name: string; place: Partial<Place>; expected: ReturnType<typeof whenToSpeak> }>([
  { name: 'a mention in a channel', place: { isMentioned: true }, expected: 'start a thread' },
  { name: 'another post in a channel', place: {}, expected: 'ignore' },
  { name: 'a post in a thread of its own', place: { kind: 'thread', isKnown: true }, expected: 'answer here' },
  { name: 'a mention in another thread', place: { kind: 'thread', isMentioned: true }, expected: 'answer here' },
  { name: 'a post in another thread', place: { kind: 'thread' }, expected: 'ignore' },
  { name: 'a direct message', place: { kind: 'direct message', speaking: 'off' }, expected: 'answer here' },
  { name: 'off: a mention', place: { speaking: 'off', isMentioned: true }, expected: 'ignore' },
  {
    name: 'off: a mention in a thread of its own',
    place: { speaking: 'off', kind: 'thread', isMentioned: true, isKnown: true },
    expected: 'ignore',
  },
  { name: 'every post in its own thread', place: { speaking: 'thread' }, expected: 'start a thread' },
  { name: 'every post in the channel itself', place: { speaking: 'channel' }, expected: 'answer here' },
  {
    name: 'every post: one in a thread that Bobbin does not know',
    place: { speaking: 'channel', kind: 'thread' },
    expected: 'ignore',
  },
  {
    name: 'only mentions in threads: another post',
    place: { kind: 'thread', isKnown: true, inThreads: 'mentioned' },
    expected: 'ignore',
  },
  {
    name: 'only mentions in threads: a mention',
    place: { kind: 'thread', isKnown: true, isMentioned: true, inThreads: 'mentioned' },
    expected: 'answer here',
  },
  {
    name: 'forum posts are answered: the beginning of one',
    place: { kind: 'forum post', isBeginning: true, speaking: 'thread' },
    expected: 'answer here',
  },
  {
    name: 'forum posts are not answered: the beginning of one',
    place: { kind: 'forum post', isBeginning: true },
    expected: 'ignore',
  },
  {
    name: 'forum posts are answered: a later post in one that Bobbin does not know',
    place: { kind: 'forum post', speaking: 'thread' },
    expected: 'ignore',
  },
])('$name: $expected', ({ place, expected }) => {
  expect(whenToSpeak({ ...plain, ...place })).toBe(expected);
});
