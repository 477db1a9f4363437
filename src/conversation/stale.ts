import type { Inbox } from './conversation.ts';

/** What belongs to nothing any more and has to leave the Assistants server. */
export type Stale = Pick<Inbox, 'stale' | 'staleFiles'>;

/** An inbox in which this waits to be deleted, too. */
export function withStale(inbox: Inbox, { stale = [], staleFiles = [] }: Stale): Inbox {
  return {
    ...inbox,
    ...(stale.length > 0 && { stale: [...new Set([...(inbox.stale ?? []), ...stale])] }),
    ...(staleFiles.length > 0 && { staleFiles: [...new Set([...(inbox.staleFiles ?? []), ...staleFiles])] }),
  };
}

/** An inbox in which this does not wait to be deleted any more. */
export function withoutStale({ stale = [], staleFiles = [], ...rest }: Inbox, gone: Stale): Inbox {
  return withStale(rest, {
    stale: stale.filter((threadId) => !gone.stale?.includes(threadId)),
    staleFiles: staleFiles.filter((fileId) => !gone.staleFiles?.includes(fileId)),
  });
}
