import { isNewer } from '../ids.ts';
import { nameOf, titleOf } from '../names.ts';
import { CATEGORY } from '../state/channels.ts';
import type { Visit } from '../state/visit.ts';
import type { Channel, User } from '../types.ts';
import { fitOf } from './fit-of.ts';

const MAX_FOUND = 12;

/** Something that one can go to. */
export type Destination = { key: string; name: string; note: string } & (
  | { kind: 'channel'; channel: Channel }
  | { kind: 'person'; user: User }
);

/**
 * What fits to what is typed, the best first. `#` asks for channels and threads only, `@` for people. With nothing
 * typed: what mentions one, what is unread, what was written in last.
 */
export function findDestinations(
  visit: Pick<Visit, 'channels' | 'marks' | 'state' | 'users' | 'current'>,
  typed: string,
): Destination[] {
  const sign = typed.trim()[0];
  const wanted = typed.trim().replace(/^[#@]/, '').toLowerCase();
  const { channels, marks } = visit;
  const { channel, thread } = visit.current.value;
  const here = (thread ?? channel)?.id;
  const places = channels.all.value
    .filter(
      ({ id, type, recipients, last_message_id: last }) =>
        type !== CATEGORY && (!recipients || last !== null) && (wanted !== '' || id !== here),
    )
    .map((channel): Destination => ({
      kind: 'channel',
      key: channel.id,
      name: titleOf(channel),
      note: channel.thread_metadata ? titleOf(channels.get(channel.parent_id ?? undefined) ?? channel) : '',
      channel,
    }));
  const people = visit.users.value
    .filter(({ id }) => id !== visit.state.value.you.id)
    .map((user): Destination => ({ kind: 'person', key: user.id, name: nameOf(user), note: user.username, user }));

  const interest = (one: Destination): readonly number[] =>
    one.kind === 'person'
      ? [0, 0, 0]
      : [
          marks.mentionsIn(one.key),
          Number(marks.isUnread(one.channel)),
          Number(!one.channel.thread_metadata?.archived),
        ];
  const all = [
    ...(sign === '@' ? places.filter((one) => one.kind === 'channel' && one.channel.recipients) : places),
    ...(sign === '#' ? [] : people),
  ];
  return all
    .map((one) => ({ one, fit: fitOf(one.name.toLowerCase(), wanted), interest: interest(one) }))
    .filter(({ fit }) => fit > 0)
    .toSorted(
      (left, right) =>
        right.fit - left.fit ||
        right.interest
          .map((value, index) => value - (left.interest[index] ?? 0))
          .find((difference) => difference !== 0) ||
        (isNewer(activityOf(left.one), activityOf(right.one)) ? -1 : 1),
    )
    .slice(0, MAX_FOUND)
    .map(({ one }) => one);
}

function activityOf(one: Destination): string {
  return one.kind === 'channel' ? (one.channel.last_message_id ?? one.key) : '0';
}
