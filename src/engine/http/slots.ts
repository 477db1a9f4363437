export interface SlotLimits {
  /** How many may work at the same time. */
  atOnce: number;
  /** How many more may wait for their turn. */
  waiting: number;
  /** How long one waits at most, in milliseconds. */
  waitMs: number;
}

/** Gives a slot back. */
type Release = () => void;

/** Lets so many work at once and keeps so many in line, first come, first served. */
export function createSlots({ atOnce, waiting, waitMs }: SlotLimits) {
  const line = new Set<(release: Release) => void>();
  let taken = 0;

  function free(): void {
    const [next] = line;
    if (next) next(free); // the slot is handed on
    else taken -= 1;
  }

  return {
    /** A slot, to be released once; `undefined` when there is none to be had or the signal is aborted first. */
    async take(signal?: AbortSignal): Promise<Release | undefined> {
      if (signal?.aborted) return undefined;
      if (taken < atOnce) {
        taken += 1;
        return free;
      }
      if (line.size >= waiting) return undefined;

      return new Promise((resolve) => {
        const leave = (release?: Release) => {
          clearTimeout(timer);
          signal?.removeEventListener('abort', giveUp);
          line.delete(leave);
          resolve(release);
        };
        const giveUp = () => leave();
        const timer = setTimeout(giveUp, waitMs);
        signal?.addEventListener('abort', giveUp, { once: true });
        line.add(leave);
      });
    },
  };
}
