import { useEffect } from 'preact/hooks';
import { titleOf } from '../names.ts';
import { placesOfServer, unreadIn } from '../state/unread.ts';
import type { Visit } from '../state/visit.ts';

/** Says in the title and the icon of the tab what is open, and whether something is unread. */
export function useTitle(visit: Visit): void {
  const { channel, thread } = visit.current.value;
  const { mentions, isUnread } = unreadIn([...placesOfServer(visit), ...visit.channels.directs.value], visit);
  const name = thread ? titleOf(thread) : channel ? `${channel.recipients ? '@' : '#'}${titleOf(channel)}` : '';
  const sign = mentions > 0 ? `(${mentions}) ` : isUnread ? '• ' : '';
  const title = `${sign}${name ? `${name} · ` : ''}${visit.state.value.guild.name}`;

  useEffect(() => void (document.title = title), [title]);
  useEffect(() => {
    const icon = document.querySelector('link[rel=icon]');
    icon?.setAttribute('href', mentions > 0 ? '/icon-mentioned.svg' : '/icon.svg');
  }, [mentions > 0]);
}
