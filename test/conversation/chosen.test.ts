import { expect, test } from 'vitest';
import { setUpConversations } from '../support/conversations.ts';

test('the conversations for which an assistant was chosen are known', async () => {
  const { conversations, post, untilSent } = setUpConversations();
  await conversations.take(post('Hello', { serverId: '5' }));
  await untilSent(1);

  await conversations.switchAssistant('7', '1', 'asst_one');
  await conversations.switchAssistant('8', '2', 'asst_one');
  await conversations.switchAssistant('9', '2', 'asst_two');

  const chosen = await conversations.chosenIn('asst_one');
  expect(chosen.toSorted((a, b) => a.id.localeCompare(b.id))).toEqual([
    { id: '7', serverId: '5' },
    { id: '8', serverId: undefined },
  ]);
});

test('whoever is chosen instead takes the place of the one before', async () => {
  const { conversations } = setUpConversations();

  await conversations.switchAssistant('7', '1', 'asst_one');
  await conversations.switchAssistant('7', '1', 'asst_two');

  expect(await conversations.chosenIn('asst_one')).toEqual([]);
  expect(await conversations.chosenIn('asst_two')).toEqual([{ id: '7', serverId: undefined }]);
});

test('a conversation whose place was deleted is not among them any more', async () => {
  const { conversations, post, untilSent } = setUpConversations();
  await conversations.take(post('Hello'));
  await untilSent(1);
  await conversations.switchAssistant('7', '1', 'asst_one');

  await conversations.placeGone('7');

  await expect.poll(() => conversations.chosenIn('asst_one')).toEqual([]);
});
