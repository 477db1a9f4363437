import { expect, test } from 'vitest';
import { createMessageLists } from '../../../playground/page/client/state/message-lists.ts';
import type { Message, MessageEvent, MessagePage, MessageQuery } from '../../../playground/page/client/types.ts';
import { pageMessage } from '../../support/page-messages.ts';

/** A channel of so many posts on a server, and the lists of a page that reads it. */
function start(count: number) {
  let stored: Message[] = Array.from({ length: count }, (_one, index) => pageMessage(index + 1));
  const queries: MessageQuery[] = [];
  /** What happens while the page reads: after the server has answered, before the answer arrives. */
  let onTheWay: (() => void) | undefined;

  async function read(_channelId: string, query: MessageQuery): Promise<MessagePage> {
    queries.push(query);
    const page = part(stored, query);
    const happens = onTheWay;
    onTheWay = undefined;
    happens?.();
    return page;
  }

  const lists = createMessageLists({ read });
  const list = () => lists.open('1').peek();
  return {
    lists,
    list,
    queries,
    ids: () => list().messages.map(({ id }) => Number(id)),
    ready: () => expect.poll(() => list().status).toBe('ready'),
    /** Somebody posts, and the page hears of it. */
    post(): void {
      const message = pageMessage(stored.length + 1);
      stored = [...stored, message];
      lists.apply({ type: 'MESSAGE_CREATE', data: message });
    },
    apply: (event: MessageEvent) => lists.apply(event),
    change(id: number, changes: Partial<Message>): void {
      stored = stored.map((message) => (message.id === String(id) ? { ...message, ...changes } : message));
    },
    meanwhile: (happens: () => void) => void (onTheWay = happens),
  };
}

function part(stored: readonly Message[], { before, after, around, limit = 50 }: MessageQuery): MessagePage {
  const at = Number(before ?? after ?? around ?? stored.length + 1);
  const begin = after === undefined ? Math.max(0, at - 1 - (around === undefined ? limit : limit / 2)) : at;
  const end = before === undefined ? Math.min(begin + limit, stored.length) : at - 1;
  return { messages: stored.slice(begin, end), hasMore: begin > 0, hasNewer: end < stored.length };
}

const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_one, index) => from + index);

test('the newest are read at first, older ones before them, and what comes stands at the end', async () => {
  const page = start(200);
  await page.ready();
  expect([page.ids(), page.list().hasMore]).toEqual([range(151, 200), true]);

  await page.lists.loadOlder('1');
  page.post();

  expect(page.ids()).toEqual(range(51, 201));
});

test('after a jump the list is a part of the past, to which nothing new is added until it has caught up', async () => {
  const page = start(300);
  await page.ready();
  const { part: newest } = page.list();

  await page.lists.loadAround('1', '20');
  page.post();
  expect([page.ids(), page.list().hasNewer]).toEqual([range(1, 50), true]);
  expect(page.list().part).not.toBe(newest);

  page.meanwhile(() => page.post());
  await page.lists.loadNewer('1');
  await page.lists.loadNewer('1');
  page.meanwhile(() => page.post());
  await page.lists.loadNewer('1');
  expect([page.ids(), page.list().hasNewer]).toEqual([range(1, 303), false]);
});

test('back in the present there are the newest again', async () => {
  const page = start(300);
  await page.ready();
  await page.lists.loadAround('1', '20');

  await page.lists.loadNewest('1');

  expect([page.ids(), page.list().hasNewer]).toEqual([range(251, 300), false]);
});

test('what happens to messages while they are read is not lost, and a reaction is not counted twice', async () => {
  const page = start(120);
  await page.ready();

  page.meanwhile(() => {
    page.apply({ type: 'MESSAGE_UPDATE', data: pageMessage(30, { content: 'changed' }) });
    page.apply({ type: 'MESSAGE_DELETE', data: { id: '31', channel_id: '1' } });
  });
  await page.lists.loadOlder('1');
  expect(page.list().messages.find(({ id }) => id === '30')?.content).toBe('changed');
  expect(page.ids()).not.toContain(31);

  // The page reads what an event is still to tell.
  const first = [{ emoji: { name: '👍' }, count: 1, me: false }];
  const both = [...first, { emoji: { name: '🎉' }, count: 1, me: true }];
  page.lists.expire([]);
  page.change(119, { reactions: both });
  page.list();
  await page.ready();
  const reactions = () => page.list().messages.find(({ id }) => id === '119')?.reactions;
  for (const told of [first, both])
    page.apply({
      type: 'MESSAGE_REACTION_ADD',
      data: { channel_id: '1', message: pageMessage(119, { reactions: told }) },
    });
  expect(reactions()).toEqual(both);
});

test('after a lost connection what one has scrolled through is read anew, and stays the same part', async () => {
  const page = start(220);
  await page.ready();
  await page.lists.loadOlder('1');
  const before = page.list();

  page.lists.expire(['1']);
  await page.ready();

  expect(page.list().part).toBe(before.part);
  expect(page.ids()).toEqual(range(71, 220));
});

test('a part of the past is read anew where it is', async () => {
  const page = start(300);
  await page.ready();
  await page.lists.loadAround('1', '150');
  const before = page.list();

  page.lists.expire(['1']);
  await page.ready();

  expect(page.list()).toMatchObject({ part: before.part, hasMore: true, hasNewer: true });
  expect(page.ids()[0]).toBe(Number(before.messages[0]?.id));
});
