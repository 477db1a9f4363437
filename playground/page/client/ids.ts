/** Whether the first id is newer than the second: ids of Discord grow with time, and are too long for a number. */
export function isNewer(id: string | null | undefined, other: string | null | undefined): boolean {
  return BigInt(id ?? 0) > BigInt(other ?? 0);
}

/** For `toSorted`: the oldest first. */
export function byAge(left: { id: string }, right: { id: string }): number {
  return isNewer(left.id, right.id) ? 1 : -1;
}
