import { isNewer } from '../ids.ts';
import { CATEGORY, FORUM } from '../state/channels.ts';
import type { Visit } from '../state/visit.ts';
import type { Channel } from '../types.ts';

/** So many threads of a channel are listed without asking for more; one that is open or mentions one is always there. */
const THREADS_SHOWN = 5;

/** A channel with what is listed under it. */
export interface Room {
  channel: Channel;
  threads: readonly Channel[];
  /** Its other threads. */
  more: readonly Channel[];
}

/** A category with its channels; those without one come first. */
export interface Section {
  category?: Channel;
  isFolded: boolean;
  rooms: readonly Room[];
}

/** What stands in the list of the server, in its order. A folded category shows only what is unread or open. */
export function listServer(visit: Pick<Visit, 'channels' | 'marks' | 'current'>, folded: readonly string[]): Section[] {
  const { channels, marks, current } = visit;
  const { channel: open, thread: openThread } = current.value;
  const places = channels.places.value;
  const categories = places.filter(({ type }) => type === CATEGORY);
  const rooms = places.filter(({ type }) => type !== CATEGORY).map((channel) => roomOf(channel));

  function roomOf(channel: Channel): Room {
    const isWanted = ({ id }: Channel) => id === openThread?.id || marks.mentionsIn(id) > 0;
    // A forum lists its posts itself; here are those that one takes part in.
    const threads = channels.threads.value
      .filter((thread) => thread.parent_id === channel.id)
      .filter((thread) => channel.type !== FORUM || thread.member !== undefined || isWanted(thread))
      .toSorted(byInterest);
    const shown = threads.filter((thread, index) => index < THREADS_SHOWN || isWanted(thread));
    return { channel, threads: shown, more: threads.filter((thread) => !shown.includes(thread)) };
  }

  const isKept = ({ channel, threads }: Room) =>
    channel.id === open?.id || [channel, ...threads].some((place) => marks.isUnread(place));
  const inside = (id: string | undefined) =>
    rooms.filter(({ channel }) => categories.find((one) => one.id === channel.parent_id)?.id === id);
  return [
    { isFolded: false, rooms: inside(undefined) },
    ...categories.map((category) => {
      const isFolded = folded.includes(category.id);
      return { category, isFolded, rooms: inside(category.id).filter((room) => !isFolded || isKept(room)) };
    }),
  ];
}

/** Those that one is in first, then those with the newest message. */
function byInterest(left: Channel, right: Channel): number {
  const isJoined = ({ member }: Channel) => (member === undefined ? 0 : 1);
  return isJoined(right) - isJoined(left) || (isNewer(lastOf(left), lastOf(right)) ? -1 : 1);
}

function lastOf({ id, last_message_id: last }: Channel): string {
  return last ?? id;
}
