import { expect, test } from 'vitest';
import { timeOf } from '../../src/snowflake.ts';
import { keptSqlite } from '../support/kept-stores.ts';
import { saying, scripted } from '../support/scripted-model.ts';
import { startTalks } from '../support/talks.ts';

const at = (id: string) => new Date(timeOf(id)).toISOString();

test('a conversation is exported with who said what and when, also after somebody was forgotten in it', async () => {
  const { store } = await keptSqlite.open();
  const { conversations, say } = await startTalks(store, scripted(saying('Fine: indeed.')));
  const first = await say('10', '1', 'one: two');
  const second = await say('10', '2', 'three');
  const before = await conversations.export('10');

  await conversations.forgetPerson('1', 20_000);
  const after = await conversations.export('10');

  const answer = { role: 'assistant', text: 'Fine: indeed.' };
  expect(before).toMatchObject({
    conversationId: '10',
    assistant: { id: 'asst_test', name: 'Tester' },
    messages: [
      { role: 'user', author: { id: '1', name: 'Name1' }, text: 'one: two', createdAt: at(first.id) },
      answer,
      { role: 'user', author: { id: '2', name: 'Name2' }, text: 'three', createdAt: at(second.id) },
      answer,
    ],
    isCut: false,
  });
  expect(after).toEqual({ ...before, messages: before?.messages.slice(1) });
});

test('a conversation in which nothing was said yet is empty, and where there is none there is no export', async () => {
  const { store } = await keptSqlite.open();
  const { conversations } = await startTalks(store, scripted(saying('Fine.')));
  await conversations.switchAssistant('10', '1', 'asst_test');

  expect(await conversations.export('10')).toMatchObject({ messages: [], isCut: false });
  expect(await conversations.export('11')).toBeUndefined();
});
