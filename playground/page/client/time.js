const hours = new Intl.DateTimeFormat(undefined, { timeStyle: 'short' });
const days = new Intl.DateTimeFormat(undefined, { dateStyle: 'long' });
const both = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });

/** The beginning of 2015, from which ids count. */
const DISCORD_EPOCH_MS = 1_420_070_400_000;

/** @param {string} timestamp */
export function dayOf(timestamp) {
  return days.format(new Date(timestamp));
}

/**
 * The hour of today's, the date of older ones.
 *
 * @param {string} timestamp
 */
export function shortTime(timestamp) {
  const date = new Date(timestamp);
  return dayOf(timestamp) === days.format(new Date()) ? hours.format(date) : both.format(date);
}

/** @param {string} timestamp */
export function longTime(timestamp) {
  return both.format(new Date(timestamp));
}

/**
 * When something was made: ids of Discord begin with it.
 *
 * @param {string} id
 */
export function timeOfId(id) {
  return new Date(Number(BigInt(id) >> 22n) + DISCORD_EPOCH_MS).toISOString();
}
