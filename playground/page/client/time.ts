const hours = new Intl.DateTimeFormat(undefined, { timeStyle: 'short' });
const days = new Intl.DateTimeFormat(undefined, { dateStyle: 'long' });
const both = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });
const full = new Intl.DateTimeFormat(undefined, { dateStyle: 'full', timeStyle: 'short' });

/** The beginning of 2015, from which ids count. */
const DISCORD_EPOCH_MS = 1_420_070_400_000;

/** The date that stands between the messages of two days. */
export function dayOf(timestamp: string): string {
  return days.format(new Date(timestamp));
}

/** The hour alone, where there is little room. */
export function hourOf(timestamp: string): string {
  return hours.format(new Date(timestamp));
}

/** The hour of today's, `Yesterday at` an hour, the date of older ones. */
export function shortTime(timestamp: string): string {
  const date = new Date(timestamp);
  const day = date.toDateString();
  const today = new Date();
  if (day === today.toDateString()) return hours.format(date);
  const yesterday = new Date(today.getFullYear(), today.getMonth(), today.getDate() - 1);
  return day === yesterday.toDateString() ? `Yesterday at ${hours.format(date)}` : both.format(date);
}

/** For titles. */
export function longTime(timestamp: string): string {
  return full.format(new Date(timestamp));
}

/** When something was made: ids of Discord begin with it. */
export function timeOfId(id: string): string {
  return new Date(Number(BigInt(id) >> 22n) + DISCORD_EPOCH_MS).toISOString();
}
