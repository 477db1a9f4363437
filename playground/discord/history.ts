import { z } from 'zod';
import { invalidForm } from './discord-error.ts';
import { parseForm } from './form.ts';
import type { MessageRecord } from './records.ts';
import { compareIds } from './snowflake.ts';

const historyQuery = z.object({
  before: z.string().optional(),
  after: z.string().optional(),
  around: z.string().optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
});

export type HistoryQuery = z.output<typeof historyQuery>;

/** A part of a channel, oldest first. */
interface HistoryPage {
  messages: readonly MessageRecord[];
  hasOlder: boolean;
  hasNewer: boolean;
}

/**
 * Which part of a channel is asked for: https://docs.discord.com/developers/resources/message#get-channel-messages
 * @throws 50035
 */
export function parseHistoryQuery(query: unknown): HistoryQuery {
  const parsed = parseForm(historyQuery, query);
  if ([parsed.before, parsed.after, parsed.around].filter((id) => id !== undefined).length > 1)
    throw invalidForm({ '': { code: 'MUTUALLY_EXCLUSIVE', message: 'before, after and around exclude each other.' } });
  return parsed;
}

/** That part of all messages of a channel, which come oldest first. */
export function readHistory(all: readonly MessageRecord[], query: HistoryQuery): HistoryPage {
  const [start, end] = edges(all, query);
  return { messages: all.slice(start, end), hasOlder: start > 0, hasNewer: end < all.length };
}

function edges(all: readonly MessageRecord[], { before, after, around, limit }: HistoryQuery): [number, number] {
  if (after !== undefined) {
    const start = olderThan(all, after) + (all.some(({ id }) => id === after) ? 1 : 0);
    return [start, Math.min(start + limit, all.length)];
  }
  if (around !== undefined) {
    const middle = olderThan(all, around);
    const half = Math.floor(limit / 2);
    return [Math.max(0, middle - half), Math.min(middle + limit - half, all.length)];
  }
  const end = before === undefined ? all.length : olderThan(all, before);
  return [Math.max(0, end - limit), end];
}

function olderThan(all: readonly MessageRecord[], id: string): number {
  const index = all.findIndex((message) => compareIds(message.id, id) >= 0);
  return index === -1 ? all.length : index;
}
