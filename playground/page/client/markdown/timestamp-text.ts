import type { TimestampStyle } from './nodes.ts';

const NUMBERS = { year: 'numeric', month: '2-digit', day: '2-digit' } as const;
const HOUR = { hour: 'numeric', minute: '2-digit' } as const;

/** https://docs.discord.com/developers/reference#message-formatting-timestamp-styles */
const STYLES: Record<Exclude<TimestampStyle, 'R'>, Intl.DateTimeFormatOptions> = {
  t: { timeStyle: 'short' },
  T: { timeStyle: 'medium' },
  d: NUMBERS,
  D: { dateStyle: 'long' },
  f: { dateStyle: 'long', timeStyle: 'short' },
  F: { dateStyle: 'full', timeStyle: 'short' },
  s: { ...NUMBERS, ...HOUR },
  S: { ...NUMBERS, ...HOUR, second: '2-digit' },
};

const UNITS: [Intl.RelativeTimeFormatUnit, seconds: number][] = [
  ['year', 365 * 86_400],
  ['month', 30 * 86_400],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
];

/** A moment in the time and language of who looks. */
export function timestampText(seconds: number, style: TimestampStyle, nowMs = Date.now(), locale?: string): string {
  if (style === 'R') return fromNow(seconds, nowMs, locale);
  return new Intl.DateTimeFormat(locale, STYLES[style]).format(new Date(seconds * 1_000));
}

function fromNow(seconds: number, nowMs: number, locale: string | undefined): string {
  const away = seconds - Math.floor(nowMs / 1_000);
  const [unit, length] = UNITS.find(([, each]) => Math.abs(away) >= each) ?? ['second', 1];
  return new Intl.RelativeTimeFormat(locale).format(Math.trunc(away / length), unit);
}
