import type { Score } from '../storage/store.ts';

/** The conversations in which something waits or is under way. */
export const WAITING = 'waiting';
const DIRECT = 'direct';

export const recordKey = (id: string) => `conversation/${id}`;
export const inboxKey = (id: string) => `inbox/${id}`;
export const turnKey = (id: string) => `turn/${id}`;
/** The turn before, by which its question can be answered once more. */
export const lastKey = (id: string) => `last/${id}`;

/** Conversations by the time of their last post: of a server, or without one the DMs. */
export const activeSet = (serverId: string | undefined) => `active/${serverId ?? DIRECT}`;

/** The place of a conversation among those in which something waits. */
export const waits = (id: string, atMs: number | undefined): Score => ({ set: WAITING, member: id, score: atMs });

/** The conversations for which an assistant was chosen, by the time of that. */
export const chosenSet = (assistantId: string) => `chosen/${assistantId}`;

/** The place of a conversation among those for which its assistant was chosen. */
export const chosen = (id: string, { assistantId }: { assistantId?: string } = {}, atMs: number | undefined): Score[] =>
  assistantId === undefined ? [] : [{ set: chosenSet(assistantId), member: id, score: atMs }];

/** What changes there when another assistant is chosen. */
export function rechosen(
  id: string,
  before: { assistantId?: string } | undefined,
  after: { assistantId?: string },
  atMs: number,
): Score[] {
  if (after.assistantId === before?.assistantId) return [];
  return [...chosen(id, before, undefined), ...chosen(id, after, atMs)];
}
