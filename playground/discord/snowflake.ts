const DISCORD_EPOCH_MS = 1_420_070_400_000;

/** Makes ids as Discord does: the time in the upper bits, always larger than the one before. */
export function createSnowflakes(now: () => number) {
  let last = 0n;
  return {
    next(): string {
      const fromTime = BigInt(Math.max(0, Math.floor(now()) - DISCORD_EPOCH_MS)) << 22n;
      last = fromTime > last ? fromTime : last + 1n;
      return String(last);
    },
    /** Later ids are larger than this one, also when the clock has gone back since. */
    seen(id: string): void {
      if (/^\d+$/.test(id) && BigInt(id) > last) last = BigInt(id);
    },
  };
}

/** When the thing with this id was made, in milliseconds. */
export function snowflakeMs(id: string): number {
  return Number(BigInt(id) >> 22n) + DISCORD_EPOCH_MS;
}

/** Sorts ids from old to new. */
export function compareIds(left: string, right: string): number {
  if (left.length !== right.length) return left.length - right.length;
  if (left === right) return 0;
  return left < right ? -1 : 1;
}
