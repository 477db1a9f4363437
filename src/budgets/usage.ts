import type { Transaction } from '../storage/transact.ts';
import { type Expiring, keep } from './expiry.ts';
import { daysUntil } from './windows.ts';

/** What was answered: how many turns and for how many tokens. */
export interface Amounts {
  readonly answers: number;
  readonly tokens: number;
}

/** What a server, or one person there, has used in one day. */
export interface DayOfUsage extends Amounts {
  /** Such as `2026-11-25`. */
  readonly day: string;
  /** By assistant id; what is more than fifty assistants in a day is under `OTHER_ASSISTANTS`. */
  readonly byAssistant: Readonly<Record<string, Amounts>>;
}

type UsageRecord = Omit<DayOfUsage, 'day'> & Expiring;

/** Days are kept for so long: a whole month, today included. */
export const MAX_USAGE_DAYS = 31;
export const OTHER_ASSISTANTS = 'others';
const MAX_ASSISTANTS = 50;
const DAY_MS = 24 * 60 * 60_000;

/** The key of a day of a server's usage or of one person's there. */
export function usageKey(serverId: string, day: string, personId?: string): string {
  return personId === undefined ? `usage/${serverId}/${day}` : `usage/${serverId}/${day}/${personId}`;
}

/** Every key under which a person's usage in a server may be; the server may have moved to another time zone. */
export function usageKeysOf(serverId: string, personId: string, atMs: number): string[] {
  return daysUntil(atMs + DAY_MS, 'UTC', MAX_USAGE_DAYS + 4).map((day) => usageKey(serverId, day, personId));
}

/** Books one answer. */
export async function addUsage(
  transaction: Transaction,
  key: string,
  { assistantId, tokens, atMs }: { assistantId: string; tokens: number; atMs: number },
): Promise<void> {
  const before = await transaction.get<UsageRecord>(key);
  const byAssistant = before?.byAssistant ?? {};
  const isListed = Object.hasOwn(byAssistant, assistantId) || Object.keys(byAssistant).length < MAX_ASSISTANTS;
  const name = isListed ? assistantId : OTHER_ASSISTANTS;
  const after: UsageRecord = {
    ...plus(before, tokens),
    byAssistant: {
      ...byAssistant,
      [name]: plus(Object.hasOwn(byAssistant, name) ? byAssistant[name] : undefined, tokens),
    },
    untilMs: before?.untilMs ?? atMs + (MAX_USAGE_DAYS + 1) * DAY_MS,
  };
  keep(transaction, key, before, after);
}

/** A day as it is shown; without a record nothing was used. */
export function toDay(day: string, record: UsageRecord | undefined): DayOfUsage {
  const { answers = 0, tokens = 0, byAssistant = {} } = record ?? {};
  return { day, answers, tokens, byAssistant };
}

function plus(before: Amounts | undefined, tokens: number): Amounts {
  return { answers: (before?.answers ?? 0) + 1, tokens: (before?.tokens ?? 0) + tokens };
}
