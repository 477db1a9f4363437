import { expect, test, vi } from 'vitest';
import { setUpConversations } from '../support/conversations.ts';
import { scriptAssistants } from '../support/scripted-assistants.ts';

const file = { id: '5', name: 'bees.txt', url: 'https://cdn.discordapp.com/x', bytes: 1 };
/** A run that goes on until it is let go. */
const working = Array.from({ length: 2_000 }, () => ({ status: 'in_progress' as const }));

test('a post waits, then it is taken; those of others are not known', async () => {
  const assistants = scriptAssistants();
  const { conversations, post, untilSent } = setUpConversations({ assistants });
  assistants.nextRun(...working);
  const [one, two] = [post('one'), post('two')];
  await conversations.take(one);
  await vi.waitFor(() => expect(assistants.created()).toHaveLength(1));
  await conversations.take(two);

  expect(await conversations.stateOf('7', one.id)).toBe('taken');
  expect(await conversations.stateOf('7', two.id)).toBe('waiting');
  expect(await conversations.stateOf('8', one.id)).toBe('unknown');
  expect(await conversations.stateOf('7', '1')).toBe('unknown');

  assistants.settleAll();
  await untilSent(2);
  expect(await conversations.stateOf('7', two.id)).toBe('taken');
});

test('what was said in a thread before Bobbin came is not known', async () => {
  const { conversations, post, untilSent } = setUpConversations();
  await conversations.take(post('hello', { id: '500', serverId: '3' }));
  await untilSent(1);

  expect(await conversations.stateOf('7', '499')).toBe('unknown');
  expect(await conversations.stateOf('7', '500')).toBe('taken');
});

test('what was said before a reset the assistant does not have', async () => {
  const { conversations, post, untilSent } = setUpConversations();
  const [one, two] = [post('one'), post('two')];
  await conversations.take(one);
  await untilSent(1);

  await conversations.reset('7');
  await conversations.take(two);
  await untilSent(2);

  expect(await conversations.stateOf('7', one.id)).toBe('unknown');
  expect(await conversations.stateOf('7', two.id)).toBe('taken');
});

test('an edit gives a post that waits other files, or takes them all', async () => {
  const assistants = scriptAssistants();
  const { conversations, post, store } = setUpConversations({ assistants });
  assistants.nextRun(...working);
  await conversations.take(post('one'));
  await vi.waitFor(() => expect(assistants.created()).toHaveLength(1));
  const two = post('two', { files: [file, { ...file, id: '6' }] });
  await conversations.take(two);
  const waiting = async () => (await store.get<{ posts: object[] }>('inbox/7'))?.posts[0];

  await conversations.edit('7', two.id, { text: 'three', files: [file] });
  const edited = await waiting();
  await conversations.edit('7', two.id, { text: 'four', files: [] });

  expect(edited).toMatchObject({ id: two.id, text: 'three', files: [file] });
  expect(await waiting()).toMatchObject({ text: 'four' });
  expect(await waiting()).not.toHaveProperty('files');
});
