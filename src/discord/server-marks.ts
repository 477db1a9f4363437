import type { Logger } from 'pino';
import { orAway } from '../conversation/store-away.ts';
import { isNewer } from '../snowflake.ts';

/** Where marks are kept: the part of the store that they need. */
export interface MarkStore {
  getMany<Stored>(keys: readonly string[]): Promise<(Stored | undefined)[]>;
  commit(writes: Readonly<Record<string, unknown>>): Promise<boolean>;
}

export interface ServerMarksOptions {
  store: MarkStore;
  log: Logger;
  /** How far behind a mark may be when the process dies: what lies behind it is read again then. @default 2000 */
  flushMs?: number;
}

interface Server {
  newest: string;
  /** What has begun and is not dealt with yet; several may have the same id: places that are read from the same mark on. */
  readonly open: Set<{ readonly id: string }>;
  stored?: string;
}

export type ServerMarks = ReturnType<typeof createServerMarks>;

const markKey = (serverId: string) => `server/${serverId}`;

/**
 * Remembers of each server the newest message up to which everything has been dealt with: stored, or found to be
 * nobody's business. What was posted after it is looked for when Bobbin has been away.
 */
export function createServerMarks({ store, log, flushMs = 2_000 }: ServerMarksOptions) {
  const servers = new Map<string, Server>();
  let isHeld = true;
  let flushing = Promise.resolve();

  /** Something of a server that has to be dealt with. Call what it answers with when that is done. */
  function begin(serverId: string, messageId: string): () => void {
    const server = servers.get(serverId) ?? { newest: messageId, open: new Set() };
    servers.set(serverId, server);
    if (isNewer(messageId, server.newest)) server.newest = messageId;
    const begun = { id: messageId };
    server.open.add(begun);
    return () => void server.open.delete(begun);
  }

  async function write(): Promise<void> {
    if (isHeld) return;
    const moved = [...servers].filter(([, server]) => server.stored !== markOf(server));
    if (moved.length === 0) return;
    const known = await store.getMany<string>(moved.map(([id]) => markKey(id)));
    const writes: Record<string, string> = {};
    for (const [index, [id, server]] of moved.entries()) {
      const [mark, other] = [markOf(server), known[index]];
      // Another process, one that was started later, may have come further.
      if (other === undefined || isNewer(mark, other)) writes[markKey(id)] = mark;
      server.stored = mark;
    }
    if (Object.keys(writes).length > 0) await store.commit(writes);
  }

  /** Never rejects: the next flush writes what this one could not. */
  async function flush(): Promise<void> {
    flushing = flushing.then(write).catch((error: unknown) => {
      for (const server of servers.values()) delete server.stored;
      log.debug({ err: error }, 'server marks could not be stored');
    });
    await flushing;
  }

  const timer = setInterval(() => void flush(), flushMs);
  timer.unref();

  return {
    begin,
    flush,

    /** The stored marks, in the order of the servers. Rejects with a `StoreAwayError`. */
    read: (serverIds: readonly string[]) => orAway(store.getMany<string>(serverIds.map(markKey))),

    /** Stores the first mark of a server. Rejects with a `StoreAwayError`. */
    async start(serverId: string, messageId: string): Promise<void> {
      await orAway(store.commit({ [markKey(serverId)]: messageId }));
    },

    /** Stores no marks until it is known what has been missed: a newer post must not hide an older one. */
    hold(): void {
      isHeld = true;
    },
    letGo(): void {
      isHeld = false;
    },

    async close(): Promise<void> {
      clearInterval(timer);
      await flush();
    },
  };
}

/** The newest id up to which nothing is open. */
function markOf({ newest, open }: Server): string {
  let oldest: string | undefined;
  for (const { id } of open) if (oldest === undefined || isNewer(oldest, id)) oldest = id;
  return oldest === undefined ? newest : `${BigInt(oldest) - 1n}`;
}
