import { describe, expect, test } from 'vitest';
import { createRowBuilder, type MessageRow, type Row } from '../../../playground/page/client/messages/log/log-rows.ts';
import type { Message } from '../../../playground/page/client/types.ts';
import { pageMessage } from '../../support/page-messages.ts';

const BEGIN = new Date(2026, 2, 4, 12, 0).getTime();
const MINUTE_MS = 60_000;

/** A post so many minutes after noon. */
function post(id: number, minutes: number, changes: Parameters<typeof pageMessage>[1] = {}): Message {
  return pageMessage(id, { timestamp: new Date(BEGIN + minutes * MINUTE_MS).toISOString(), ...changes });
}

function build(
  messages: readonly Message[],
  options: Partial<Parameters<ReturnType<typeof createRowBuilder>>[0]> = {},
) {
  return createRowBuilder()({ list: { messages, hasNewer: false }, sent: [], firstNewId: undefined, ...options });
}

const messageRows = (rows: readonly Row[]) => rows.filter((row): row is MessageRow => row.kind === 'message');
const continued = (messages: readonly Message[]) => messageRows(build(messages)).map((row) => row.isContinued);

describe('messages stand together', () => {
  test('when one author writes them within seven minutes', () => {
    expect(continued([post(1, 0), post(2, 6), post(3, 14)])).toEqual([false, true, false]);
    expect(continued([post(1, 0), post(2, 1, { by: 'Bob' }), post(3, 2)])).toEqual([false, false, false]);
  });

  test('but not when it answers something, when only one person sees it, or when Discord says something between', () => {
    const ephemeral = { flags: 64 };
    expect(continued([post(1, 0), post(2, 1, { type: 19 })])).toEqual([false, false]);
    expect(continued([post(1, 0), post(2, 1, ephemeral), post(3, 1, ephemeral)])).toEqual([false, false, true]);
    expect(continued([post(1, 0), post(2, 1, { type: 6 }), post(3, 1)])).toEqual([false, false, false]);
  });

  test('a webhook that takes another name is somebody else', () => {
    const named = (username: string) => ({ author: { id: '9', username, global_name: null, bot: true } });
    expect(continued([post(1, 0, named('Build')), post(2, 0, named('News'))])).toEqual([false, false]);
  });
});

test('each day has its date, and the first new message its mark; both begin anew with the name', () => {
  const midnight = 12 * 60;
  const messages = [post(1, midnight - 2), post(2, midnight + 1), post(3, midnight + 2)];

  const rows = messageRows(build(messages, { firstNewId: '3' }));

  expect(rows.map(({ isNewDay }) => isNewDay)).toEqual([true, true, false]);
  expect(rows.map(({ isFirstNew }) => isFirstNew)).toEqual([false, false, true]);
  expect(rows.map(({ isContinued }) => isContinued)).toEqual([false, false, false]);
});

test('a command that is not answered stands where it was sent', () => {
  const sent = (id: string, after: string | undefined) => ({ id, after, channelId: '1', name: 'ask', isMenu: false });

  const rows = build([post(1, 0), post(2, 1)], { sent: [sent('sent 1', '1'), sent('sent 2', undefined)] });

  expect(rows.map(({ key }) => key)).toEqual(['start', 'sent 2', '1', 'sent 1', '2']);
});

test('after a jump into the past there is an end beyond which it goes on', () => {
  const messages = [post(1, 0)];
  expect(build(messages, { list: { messages, hasNewer: true } }).at(-1)?.kind).toBe('end');
});

test('rows that have not changed are the same objects, so that they are not drawn again', () => {
  const buildRows = createRowBuilder();
  const messages = [post(1, 0), post(2, 1), post(3, 2)];
  const rowsOf = (list: readonly Message[]) =>
    messageRows(buildRows({ list: { messages: list, hasNewer: false }, sent: [], firstNewId: undefined }));
  const before = rowsOf(messages);

  const after = rowsOf([post(0, -1), ...messages.with(2, post(3, 2, { content: 'changed' }))]);

  expect(after.map((row) => before.includes(row))).toEqual([false, false, true, false]);
});
