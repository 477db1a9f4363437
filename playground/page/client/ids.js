/**
 * Whether the first id is newer than the second: ids of Discord grow with time, and are too long for a number.
 *
 * @param {string | null | undefined} id
 * @param {string | null | undefined} other
 */
export function isNewer(id, other) {
  return BigInt(id ?? 0) > BigInt(other ?? 0);
}

/**
 * For `toSorted`: the oldest first.
 *
 * @param {{ id: string }} left
 * @param {{ id: string }} right
 */
export function byAge(left, right) {
  return isNewer(left.id, right.id) ? 1 : -1;
}
