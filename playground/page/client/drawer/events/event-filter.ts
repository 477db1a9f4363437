import type { EntryKind, Summary } from '../inspector.ts';

/** Which entries one wants to see. */
export interface EventFilter {
  kinds: ReadonlySet<EntryKind>;
  text: string;
  isFailedOnly: boolean;
  hasHeartbeats: boolean;
  /** Only what belongs to the conversation that is open. */
  isHereOnly: boolean;
}

/** The conversation that is open: its channel and thread, and its thread of the Assistants API. */
export interface Here {
  channelIds: readonly string[];
  threadId?: string | undefined;
}

export const EVERYTHING: EventFilter = {
  kinds: new Set(['rest', 'gateway', 'assistants', 'model']),
  text: '',
  isFailedOnly: false,
  hasHeartbeats: false,
  isHereOnly: false,
};

/** Whether an entry is to be seen. `found` are the ids of those in which the text of the filter stands. */
export function isWanted(entry: Summary, filter: EventFilter, here: Here, found?: ReadonlySet<number>): boolean {
  const { kind, label, channelId, threadId } = entry;
  if (!filter.kinds.has(kind)) return false;
  if (filter.isFailedOnly && !hasFailed(entry)) return false;
  if (!filter.hasHeartbeats && isHeartbeat(entry)) return false;
  if (filter.isHereOnly && !isHere({ channelId, threadId }, here)) return false;
  const text = filter.text.trim().toLowerCase();
  return text === '' || `${label} ${entry.status ?? ''}`.toLowerCase().includes(text) || found?.has(entry.id) === true;
}

/** Whether something went wrong: a request that was refused or broken off, an error of a model. */
export function hasFailed({ isFailed, status }: Summary): boolean {
  return isFailed === true || status === 'error' || status === 0 || (status !== undefined && status >= 400);
}

function isHeartbeat({ kind, label }: Summary): boolean {
  return kind === 'gateway' && label.startsWith('HEARTBEAT');
}

function isHere(
  { channelId, threadId }: { channelId?: string | undefined; threadId?: string | undefined },
  here: Here,
) {
  return (
    (channelId !== undefined && here.channelIds.includes(channelId)) ||
    (threadId !== undefined && threadId === here.threadId)
  );
}
