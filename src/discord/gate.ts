import { compareIds } from '../snowflake.ts';

/**
 * Keeps posts back from the beginning of a session until it is known what has to be read before anything newer.
 * Closed at first.
 */
export function createGate(signal: AbortSignal) {
  /** Those who wait, by what they wait with. */
  const waiting: { readonly id: string; readonly pass: () => void; readonly giveUp: (reason: unknown) => void }[] = [];
  let isOpen = false;
  let closings = 0;
  let looks = 0;
  /** The newest closing that a look has begun after and is done with. */
  let lookedAfter = 0;

  signal.addEventListener('abort', () => waiting.splice(0).forEach(({ giveUp }) => giveUp(signal.reason)), {
    once: true,
  });

  return {
    isOpen: () => isOpen,

    close(): void {
      closings += 1;
      isOpen = false;
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
          const inOrder = waiting.splice(0).toSorted((one, other) => compareIds(one.id, other.id));
          for (const { pass } of inOrder) pass();
        }
      }
    },

    /** Resolves when it is open, for all who wait in the order of their ids; rejects with the signal's reason. */
    async passed(id: string): Promise<void> {
      signal.throwIfAborted();
      if (!isOpen) await new Promise<void>((pass, giveUp) => void waiting.push({ id, pass, giveUp }));
    },
  };
}
