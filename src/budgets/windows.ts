import { UserError } from '../errors.ts';

/** The calendar's windows in which budgets count. */
export type Window = 'hour' | 'day' | 'month';

/** From `startsAtMs` on, until right before `endsAtMs`; milliseconds since 1970. */
export interface Span {
  readonly startsAtMs: number;
  readonly endsAtMs: number;
}

/**
 * The calendar's hour, day or month around a moment, as clocks in the time zone show it. A day in which clocks change has
 * 23 or 25 hours; an hour that clocks show twice is two windows.
 * @throws {UserError} when there is no such time zone.
 */
export function windowAt(window: Window, atMs: number, timeZone: string): Span {
  const at = timeIn(timeZone, atMs);
  switch (window) {
    case 'hour':
      return hourAround(at);
    case 'day':
      return daysFrom(at.startOfDay(), { days: 1 });
    case 'month':
      return daysFrom(at.with({ day: 1 }).startOfDay(), { months: 1 });
  }
}

/** The calendar's day of a moment, such as `2026-11-25`. @throws {UserError} when there is no such time zone. */
export function dayAt(atMs: number, timeZone: string): string {
  return timeIn(timeZone, atMs).toPlainDate().toString();
}

/** The last so many days with the moment's own, oldest first. @throws {UserError} when there is no such time zone. */
export function daysUntil(atMs: number, timeZone: string, count: number): string[] {
  const today = timeIn(timeZone, atMs).toPlainDate();
  return Array.from({ length: count }, (_, index) => today.subtract({ days: count - 1 - index }).toString());
}

/**
 * The time zone as the IANA database spells it (`europe/berlin` is `Europe/Berlin`); an offset such as `+05:30` is one, too.
 * @throws {UserError} when there is no such time zone.
 */
export function readTimeZone(name: string): string {
  return timeIn(name, 0).timeZoneId;
}

function timeIn(timeZone: string, atMs: number): Temporal.ZonedDateTime {
  const instant = Temporal.Instant.fromEpochMilliseconds(atMs);
  try {
    return instant.toZonedDateTimeISO(timeZone);
  } catch (error) {
    throw new UserError('budgets.unknownTimeZone', { name: timeZone.slice(0, 50) }, { cause: error });
  }
}

/** The day may begin at one o'clock, where clocks are put forward at midnight; the next one begins at midnight again. */
function daysFrom(start: Temporal.ZonedDateTime, length: { days: number } | { months: number }): Span {
  return { startsAtMs: start.epochMilliseconds, endsAtMs: start.add(length).startOfDay().epochMilliseconds };
}

/** Counted in real time from the minutes of the clock, and cut where clocks are changed within it. */
function hourAround(at: Temporal.ZonedDateTime): Span {
  const { minute: minutes, second: seconds, millisecond: milliseconds } = at;
  const start = at.subtract({ minutes, seconds, milliseconds });
  const last = start.add({ hours: 1 }).subtract({ milliseconds: 1 });
  const began =
    start.offsetNanoseconds === at.offsetNanoseconds
      ? start
      : (at.add({ nanoseconds: 1 }).getTimeZoneTransition('previous') ?? start);
  const next = last.offsetNanoseconds === at.offsetNanoseconds ? undefined : at.getTimeZoneTransition('next');
  return {
    startsAtMs: began.epochMilliseconds,
    endsAtMs: (next ?? last.add({ milliseconds: 1 })).epochMilliseconds,
  };
}
