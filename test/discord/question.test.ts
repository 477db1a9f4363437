import type { SendableChannels } from 'discord.js';
import { expect, test } from 'vitest';
import type { Post } from '../../src/conversation/post.ts';
import { StoreAwayError } from '../../src/conversation/store-away.ts';
import type { CommandContext } from '../../src/discord/command-context.ts';
import { questionMessages, takeQuestion } from '../../src/discord/question.ts';

const asker = { id: '7', name: 'Ada' };
const question = { asker, shown: 'Why?', text: 'Why?', length: 4, fileCount: 0 };
const direct = { id: '1', isDMBased: () => true } as unknown as SendableChannels;

/** A context whose store is away for so many tries. */
function contextOf(tries: number) {
  const taken: Post[] = [];
  const stop = new AbortController();
  let failed = 0;
  async function take(post: Post): Promise<void> {
    if (failed++ < tries) throw new StoreAwayError('no store');
    taken.push(post);
  }
  return { context: { conversations: { take }, signal: stop.signal } as unknown as CommandContext, stop, taken };
}

test('a question that is shown waits while the store is away', async () => {
  const { context, taken } = contextOf(1);

  await takeQuestion(direct, { id: '2', files: [] }, question, context);

  expect(taken).toEqual([{ id: '2', conversationId: '1', channelId: '1', homeId: '1', author: asker, text: 'Why?' }]);
});

test('and when Bobbin stops meanwhile, its asker hears that it gets no answer', async () => {
  const { context, stop } = contextOf(Infinity);

  const taking = takeQuestion(direct, { id: '2', files: [] }, question, context);
  stop.abort(new Error('Bobbin is being stopped'));

  await expect(taking).rejects.toThrow('gets no answer');
});

test('each message of a long question fits Discord, and nothing is left out', () => {
  const words = Array.from({ length: 1_000 }, (_, index) => `word${index}`);

  const messages = questionMessages('**Ada** asks:', words.join(' '));

  expect(messages.length).toBeGreaterThan(3);
  for (const message of messages) expect(message.length).toBeLessThanOrEqual(2_000);
  expect(messages.flatMap((message) => message.match(/word\d+/g))).toEqual(words);
});
