import { useEffect, useRef } from 'preact/hooks';
import type { Visit } from '../state/visit.ts';
import { focusPane } from './focus.ts';
import type { Shell } from './shell.ts';

/**
 * Moves the focus to what one has opened, and closes what lay over it. A thread that the bot has made for one's own
 * post opens by itself and leaves the focus where it is, and it does not take the place of a thread that one writes in.
 */
export function useArrival(visit: Visit, { isMenuOpen }: Pick<Shell, 'isMenuOpen'>): void {
  const { channel, thread } = visit.current.value;
  const here = `${channel?.id}/${thread?.id}`;
  const before = useRef(here);
  const isByItself = useRef(false);

  useEffect(() => {
    if (before.current === here) return;
    before.current = here;
    isMenuOpen.value = false;
    // Where there is little room, the thread takes the place of where the focus was.
    const { activeElement } = document;
    const isGone = !(activeElement instanceof HTMLElement) || activeElement.offsetParent === null;
    if (!isByItself.current || isGone) focusPane(thread ? 'thread' : 'channel');
    isByItself.current = false;
  }, [here]);

  useEffect(() => {
    let ownPost: string | undefined;
    return visit.listen((event) => {
      if (event.type === 'MESSAGE_CREATE' && event.data.author.id === visit.state.value.you.id) ownPost = event.data.id;
      if (event.type !== 'THREAD_CREATE' || event.data.id !== ownPost) return;
      ownPost = undefined;
      const { channel: place, thread: other } = visit.current.value;
      const isWriting = other && visit.writing.draftOf(other.id).peek().text !== '';
      if (event.data.parent_id !== place?.id || isWriting) return;
      isByItself.current = true;
      visit.open(event.data);
    });
  }, [visit]);
}
