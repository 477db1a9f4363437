/** Lets so many pieces of work go on at the same time; the others wait their turn. */
export function createSlots(atOnce: number) {
  const line: (() => void)[] = [];
  let taken = 0;

  return {
    /** Settles as the work does. */
    async run<Result>(work: () => Promise<Result>): Promise<Result> {
      if (taken < atOnce) taken += 1;
      else await new Promise<void>((resolve) => void line.push(resolve));
      try {
        return await work();
      } finally {
        const next = line.shift();
        if (next) next(); // the slot is handed on
        else taken -= 1;
      }
    },
  };
}
