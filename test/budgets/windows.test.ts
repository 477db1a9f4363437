import { describe, expect, test } from 'vitest';
import { UserError } from '../../src/errors.ts';
import { dayAt, daysUntil, readTimeZone, type Window, windowAt } from '../../src/budgets/windows.ts';

const HOUR_MS = 60 * 60_000;

/** The window around a moment, by the clocks of the zone, and how many hours it has. */
function around(window: Window, at: string, timeZone: string): [from: string, to: string, hours: number] {
  const { startsAtMs, endsAtMs } = windowAt(window, Date.parse(at), timeZone);
  const clock = (ms: number) => Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(timeZone);
  const show = (ms: number) => clock(ms).toString({ smallestUnit: 'minute', timeZoneName: 'never' });
  return [show(startsAtMs), show(endsAtMs), (endsAtMs - startsAtMs) / HOUR_MS];
}

describe('a day', () => {
  test.each([
    ['in UTC', '2026-11-25T15:38:16.123Z', 'UTC', '2026-11-25T00:00+00:00', '2026-11-26T00:00+00:00', 24],
    [
      'of the zone, not of UTC',
      '2026-11-25T23:30Z',
      'Asia/Tokyo',
      '2026-11-26T00:00+09:00',
      '2026-11-27T00:00+09:00',
      24,
    ],
    [
      'in a half-hour zone',
      '2026-11-25T18:29Z',
      'Asia/Kolkata',
      '2026-11-25T00:00+05:30',
      '2026-11-26T00:00+05:30',
      24,
    ],
    [
      'in spring has 23 hours',
      '2026-03-29T12:00Z',
      'Europe/Berlin',
      '2026-03-29T00:00+01:00',
      '2026-03-30T00:00+02:00',
      23,
    ],
    [
      'in autumn has 25 hours',
      '2026-10-25T12:00Z',
      'Europe/Berlin',
      '2026-10-25T00:00+02:00',
      '2026-10-26T00:00+01:00',
      25,
    ],
    [
      'where half an hour is put back',
      '2026-04-05T02:00Z',
      'Australia/Lord_Howe',
      '2026-04-05T00:00+11:00',
      '2026-04-06T00:00+10:30',
      24.5,
    ],
    [
      'that has no midnight',
      '2026-03-08T12:00Z',
      'America/Havana',
      '2026-03-08T01:00-04:00',
      '2026-03-09T00:00-04:00',
      23,
    ],
    [
      'before one that was left out',
      '2011-12-29T20:00Z',
      'Pacific/Apia',
      '2011-12-29T00:00-10:00',
      '2011-12-31T00:00+14:00',
      24,
    ],
  ])('%s', (_, at, timeZone, from, to, hours) => {
    expect(around('day', at, timeZone)).toEqual([from, to, hours]);
  });

  test('begins with its first moment, and ends before the first of the next', () => {
    const midnight = Date.parse('2026-11-25T23:00Z');

    expect(windowAt('day', midnight, 'Europe/Berlin').startsAtMs).toBe(midnight);
    expect(windowAt('day', midnight - 1, 'Europe/Berlin').endsAtMs).toBe(midnight);
  });
});

describe('a month', () => {
  test.each([
    ['of 28 days', '2026-02-28T22:59Z', 'Europe/Berlin', '2026-02-01T00:00+01:00', '2026-03-01T00:00+01:00', 28 * 24],
    ['of 29 days', '2028-02-10T12:00Z', 'UTC', '2028-02-01T00:00+00:00', '2028-03-01T00:00+00:00', 29 * 24],
    [
      'of 31 days, from its last',
      '2026-01-31T12:00Z',
      'UTC',
      '2026-01-01T00:00+00:00',
      '2026-02-01T00:00+00:00',
      31 * 24,
    ],
    ['at the end of a year', '2026-12-31T23:59Z', 'UTC', '2026-12-01T00:00+00:00', '2027-01-01T00:00+00:00', 31 * 24],
    [
      'already the next one there',
      '2026-10-31T23:30Z',
      'Asia/Tokyo',
      '2026-11-01T00:00+09:00',
      '2026-12-01T00:00+09:00',
      30 * 24,
    ],
    [
      'in which clocks go forward',
      '2026-03-10T12:00Z',
      'Europe/Berlin',
      '2026-03-01T00:00+01:00',
      '2026-04-01T00:00+02:00',
      31 * 24 - 1,
    ],
    [
      'in which clocks go back',
      '2026-10-30T12:00Z',
      'Europe/Berlin',
      '2026-10-01T00:00+02:00',
      '2026-11-01T00:00+01:00',
      31 * 24 + 1,
    ],
  ])('%s', (_, at, timeZone, from, to, hours) => {
    expect(around('month', at, timeZone)).toEqual([from, to, hours]);
  });
});

describe('an hour', () => {
  test.each([
    ['in UTC', '2026-11-25T15:38:16.123Z', 'UTC', '2026-11-25T15:00+00:00', '2026-11-25T16:00+00:00', 1],
    [
      'begins where clocks show a full one',
      '2026-11-25T15:10Z',
      'Asia/Kolkata',
      '2026-11-25T20:00+05:30',
      '2026-11-25T21:00+05:30',
      1,
    ],
    [
      'with an offset of 45 minutes',
      '2026-11-25T15:10Z',
      'Asia/Kathmandu',
      '2026-11-25T20:00+05:45',
      '2026-11-25T21:00+05:45',
      1,
    ],
    [
      'before clocks go forward',
      '2026-03-29T00:59Z',
      'Europe/Berlin',
      '2026-03-29T01:00+01:00',
      '2026-03-29T03:00+02:00',
      1,
    ],
    [
      'shown twice, the first time',
      '2026-10-25T00:30Z',
      'Europe/Berlin',
      '2026-10-25T02:00+02:00',
      '2026-10-25T02:00+01:00',
      1,
    ],
    [
      'shown twice, the second time',
      '2026-10-25T01:30Z',
      'Europe/Berlin',
      '2026-10-25T02:00+01:00',
      '2026-10-25T03:00+01:00',
      1,
    ],
    [
      'of which half is shown twice, the first time',
      '2026-04-04T14:45Z',
      'Australia/Lord_Howe',
      '2026-04-05T01:00+11:00',
      '2026-04-05T01:30+10:30',
      1,
    ],
    [
      'of which half is shown twice, the second time',
      '2026-04-04T15:00Z',
      'Australia/Lord_Howe',
      '2026-04-05T01:30+10:30',
      '2026-04-05T02:00+10:30',
      0.5,
    ],
    [
      'of which half is left out',
      '2026-10-03T15:45Z',
      'Australia/Lord_Howe',
      '2026-10-04T02:30+11:00',
      '2026-10-04T03:00+11:00',
      0.5,
    ],
  ])('%s', (_, at, timeZone, from, to, hours) => {
    expect(around('hour', at, timeZone)).toEqual([from, to, hours]);
  });
});

test.each(['hour', 'day', 'month'] as const)(
  'every moment lies in exactly one %s, and they leave no gaps',
  (window) => {
    for (const timeZone of [
      'Europe/Berlin',
      'Australia/Lord_Howe',
      'America/Havana',
      'Asia/Kathmandu',
      'Africa/Casablanca',
    ]) {
      const end = Date.parse('2026-11-10T00:00Z');
      for (let span = windowAt(window, Date.parse('2026-02-01T00:00Z'), timeZone); span.startsAtMs < end;) {
        expect(windowAt(window, span.startsAtMs, timeZone)).toEqual(span);
        expect(windowAt(window, span.endsAtMs - 1, timeZone)).toEqual(span);
        const next = windowAt(window, span.endsAtMs, timeZone);
        expect(next.startsAtMs).toBe(span.endsAtMs);
        span = next;
      }
    }
  },
);

test('days have the names that the calendar of the zone gives them', () => {
  const at = Date.parse('2026-02-28T23:30Z');

  expect(dayAt(at, 'UTC')).toBe('2026-02-28');
  expect(dayAt(at, 'Europe/Berlin')).toBe('2026-03-01');
  expect(daysUntil(at, 'Europe/Berlin', 3)).toEqual(['2026-02-27', '2026-02-28', '2026-03-01']);
  expect(daysUntil(Date.parse('2026-03-29T22:30Z'), 'Europe/Berlin', 2)).toEqual(['2026-03-29', '2026-03-30']);
});

test.each([
  ['Europe/Berlin', 'Europe/Berlin'],
  ['europe/berlin', 'Europe/Berlin'],
  ['UTC', 'UTC'],
  ['+05:30', '+05:30'],
])('%s is a time zone', (name, timeZone) => {
  expect(readTimeZone(name)).toBe(timeZone);
});

test.each(['Europe/Atlantis', '', 'Berlin time', '../etc/passwd', '+25:00'])(
  '“%s” is no time zone, and that is said',
  (name) => {
    expect(() => readTimeZone(name)).toThrow(UserError);
    expect(() => windowAt('day', 0, name)).toThrow(
      `There is no time zone called “${name}”. Use a name such as Europe/Berlin.`,
    );
  },
);
