type Wake = () => void;

/** What a waiter wants to hear of: what was stored, or also what is only being written. */
export type Interest = 'stored' | 'live';

/** Wakes those in this process who wait for something to happen in a thread. */
export function createWatch() {
  const waiting = { stored: new Map<string, Set<Wake>>(), live: new Map<string, Set<Wake>>() };

  function wake(map: Map<string, Set<Wake>>, threadId: string): void {
    const waiters = map.get(threadId);
    map.delete(threadId);
    waiters?.forEach((each) => each());
  }

  return {
    /** Something was stored, or (`live`) written into a message that is not stored yet. */
    changed(threadId: string, what: Interest = 'stored'): void {
      wake(waiting.live, threadId);
      if (what === 'stored') wake(waiting.stored, threadId);
    },

    /**
     * Resolves at the next change, when the time is over or when the signal is aborted. Take it before you read what
     * may change.
     */
    next(threadId: string, interest: Interest, timeoutMs: number, signal?: AbortSignal): Promise<void> {
      const { promise, resolve } = Promise.withResolvers<void>();
      const wake = () => resolve();
      const waiters = waiting[interest].get(threadId) ?? new Set<Wake>();
      waiting[interest].set(threadId, waiters.add(wake));
      const timer = setTimeout(wake, timeoutMs);
      signal?.addEventListener('abort', wake, { once: true });
      if (signal?.aborted) resolve();
      return promise.finally(() => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', wake);
        waiters.delete(wake);
        if (waiters.size === 0 && waiting[interest].get(threadId) === waiters) waiting[interest].delete(threadId);
      });
    },
  };
}

export type Watch = ReturnType<typeof createWatch>;
