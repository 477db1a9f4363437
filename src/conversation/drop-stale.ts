import type { Conversation } from './conversation.ts';
import { createDropThread, type DropThreadOptions } from './drop-thread.ts';
import type { Lease } from './lease.ts';
import type { Ledger } from './ledger.ts';

export interface DropStaleOptions extends DropThreadOptions {
  ledger: Ledger;
}

/** Deletes from the Assistants server what belongs to nothing any more in a conversation that has no turn under way. */
export function createDropStale({ ledger, ...options }: DropStaleOptions) {
  const { dropThread, dropFiles } = createDropThread(options);

  /** Rejects with the client's error when it is to be tried again later. */
  return async function dropStale(lease: Lease, { id, inbox, record }: Conversation, signal: AbortSignal) {
    const { stale = [], staleFiles = [] } = inbox;
    if (stale.length === 0 && staleFiles.length === 0) return;
    for (const threadId of stale) await dropThread(threadId, [record?.threadId ?? []].flat(), signal);
    await dropFiles(staleFiles, signal);
    await ledger.forgetStale(lease, id, { stale, staleFiles });
  };
}
