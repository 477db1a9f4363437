/** Random numbers that are the same again for the same seed. */
export type Random = ReturnType<typeof createRandom>;

/** Mulberry32: 32 bits of state, good enough to make up a day on a server. */
export function createRandom(seed: number) {
  let state = seed >>> 0;

  /** From 0 up to, not including, 1. */
  function next(): number {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  /** A whole number, both ends included. */
  function between(least: number, most: number): number {
    return least + Math.floor(next() * (most - least + 1));
  }

  return {
    between,
    chance: (share: number) => next() < share,
    pick<Value>(values: readonly [Value, ...Value[]]): Value {
      return values[between(0, values.length - 1)] ?? values[0];
    },
    /** Another one, whose numbers do not depend on how often this one is asked from now on. */
    branch: () => createRandom(between(0, 0xffffffff)),
  };
}

/** A seed of a name's own, so that a scenario does not change when others are added before it. */
export function seedFor(seed: number, name: string): number {
  return Buffer.from(name).reduce((sum, byte) => (Math.imul(sum, 31) + byte) >>> 0, seed >>> 0);
}
