import type { Channel } from '../types.ts';
import type { Channels } from './channels.ts';
import type { createReadMarks } from './read-marks.ts';

interface Known {
  channels: Pick<Channels, 'all'>;
  marks: Pick<ReturnType<typeof createReadMarks>, 'isUnread' | 'mentionsIn'>;
}

/** Whether something in these places is unread, and how many unread messages mention this person. */
export function unreadIn(places: readonly Channel[], { marks }: Pick<Known, 'marks'>) {
  return {
    // As on Discord: of threads only those that one is in.
    isUnread: places.some((place) => (!place.thread_metadata || place.member) && marks.isUnread(place)),
    mentions: places.reduce((sum, { id }) => sum + marks.mentionsIn(id), 0),
  };
}

/** The channels and active threads of the server. */
export function placesOfServer({ channels }: Pick<Known, 'channels'>): Channel[] {
  return channels.all.value.filter(({ recipients, thread_metadata: thread }) => !recipients && !thread?.archived);
}
