/** Discord's ids: they grow with time and hold it. https://docs.discord.com/developers/reference#snowflakes */

const EPOCH_MS = 1_420_070_400_000;
const TIME_SHIFT = 22n;

/** Whether an id was given later than another. */
export function isNewer(id: string, than: string): boolean {
  return id.length === than.length ? id > than : id.length > than.length;
}

/** For sorting, oldest first. */
export function compareIds(one: string, other: string): number {
  if (one === other) return 0;
  return isNewer(one, other) ? 1 : -1;
}

/** The lowest id of a moment, in milliseconds since 1970: everything of before is older. */
export function firstIdAt(ms: number): string {
  return `${BigInt(Math.max(0, Math.floor(ms) - EPOCH_MS)) << TIME_SHIFT}`;
}

/** When an id was given, in milliseconds since 1970. */
export function timeOf(id: string): number {
  return Number(BigInt(id) >> TIME_SHIFT) + EPOCH_MS;
}
