const DISCORD_EPOCH_MS = 1_420_070_400_000;
/** https://docs.discord.com/developers/reference#snowflakes: what keeps ids of the same millisecond apart. */
const ANOTHER_WORKER = 1n << 17n;

/** Makes ids as Discord does: the time in the upper bits, always larger than the one before. */
export function createSnowflakes(now: () => number) {
  let last = 0n;
  let older = 0n;
  const atTime = (ms: number) => BigInt(Math.max(0, Math.floor(ms) - DISCORD_EPOCH_MS)) << 22n;

  return {
    next(): string {
      const fromTime = atTime(now());
      last = fromTime > last ? fromTime : last + 1n;
      return String(last);
    },
    /** Of something that is older than the others, outside of their order. */
    past(ms: number): string {
      older += 1n;
      return String(atTime(ms) + ANOTHER_WORKER + older);
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
