import type { Navigation, TimestampStyle } from './nodes.ts';
import { literal, orders, pick, type Rules } from './rules.ts';

/** What a date can hold, in seconds. */
const MAX_SECONDS = 8_640_000_000_000;

const COMMAND =
  /^<\/([-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}(?: [-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}){0,2}):\d+>/u;
const NAVIGATION = /^<id:(customize|browse|guide|linked-roles)(?::\d+)?>/;
const TIMESTAMP = /^<t:(-?\d{1,15})(?::([tTdDfFsSR]))?>/;

/** People, roles, places and commands. */
export const mentions: Rules = {
  ...pick('user', 'role', 'channel', 'everyone', 'here'),
  command: {
    order: orders.strong.order,
    match: (source) => COMMAND.exec(source),
    parse: ([, name]) => ({ name }),
  },
  navigation: {
    order: orders.strong.order,
    match: (source) => NAVIGATION.exec(source),
    parse: ([, to]) => ({ to: to as Navigation }),
  },
};

/** Moments, told in the time of who looks. */
export const timestamp: Rules[string] = {
  order: orders.strong.order,
  match: (source) => TIMESTAMP.exec(source),
  parse([whole = '', digits, style = 'f']) {
    const seconds = Number(digits);
    return Math.abs(seconds) > MAX_SECONDS ? literal(whole) : { seconds, style: style as TimestampStyle };
  },
};
