/** Whether the first id is newer than the second: ids of Discord grow with time, and are too long for a number. */
export function isNewer(id: string | null | undefined, other: string | null | undefined): boolean {
  const [left, right] = [id ?? '0', other ?? '0'];
  return left.length === right.length ? left > right : left.length > right.length;
}

/** For `toSorted`: the oldest first. */
export function byAge(left: { id: string }, right: { id: string }): number {
  return isNewer(left.id, right.id) ? 1 : -1;
}
