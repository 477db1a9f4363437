import { expect, test } from 'vitest';
import { windowAt } from '../../src/budgets/windows.ts';
import { serverSettings } from '../../src/server-settings/settings.ts';

/** Budgets and `Intl` do not know the same time zones. */
test.each(['Europe/Berlin', 'europe/berlin', 'UTC', '+05:30', 'EST5EDT'])('%s is a time zone', (timeZone) => {
  expect(serverSettings.safeParse({ timeZone }).success).toBe(true);
  expect(() => windowAt('day', 0, timeZone)).not.toThrow();
});

test.each(['Mars/Olympus', '', '\u221205:00', 'SystemV/EST5', 'US/Pacific-New', '2020-01-01T00:00Z'])(
  '“%s” is none: nothing could be counted in it',
  (timeZone) => {
    expect(serverSettings.safeParse({ timeZone }).success).toBe(false);
  },
);
