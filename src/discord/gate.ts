/**
 * Keeps posts back from the beginning of a session until it is known what has to be read before anything newer.
 * Closed at first.
 */
export function createGate(signal: AbortSignal) {
  let opening = Promise.withResolvers<void>();
  let isOpen = false;
  let closings = 0;
  let looks = 0;
  /** The newest closing that a look has begun after and is done with. */
  let lookedAfter = 0;
  letNobodyHang();

  function letNobodyHang(): void {
    const { promise, reject } = opening;
    promise.catch(() => undefined); // those who wait hear it
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
  }

  return {
    isOpen: () => isOpen,

    close(): void {
      closings += 1;
      if (!isOpen) return;
      isOpen = false;
      opening = Promise.withResolvers();
      letNobodyHang();
    },

    /**
     * Opens after the look, unless it was closed again meanwhile or another look still goes on. It opens after one that
     * failed, too: what was missed may stay so, but nobody is deaf for ever.
     */
    async during(look: () => Promise<void>): Promise<void> {
      const after = closings;
      looks += 1;
      try {
        await look();
      } finally {
        looks -= 1;
        lookedAfter = Math.max(lookedAfter, after);
        if (looks === 0 && lookedAfter === closings) {
          isOpen = true;
          opening.resolve();
        }
      }
    },

    /** Resolves when it is open; rejects with the signal's reason. */
    passed: (): Promise<void> => opening.promise,
  };
}
