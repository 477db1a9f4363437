import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { isNewer } from '../ids.ts';
import { useVisit } from '../state/visit.ts';
import { timeOfId } from '../time.ts';
import type { Channel, MessageList } from '../types.ts';
import type { LogScroll } from './use-log-scroll.ts';

export interface Unread {
  /** The first message that is new to this person; undefined when there is none, or when it is not read yet. */
  firstId: string | undefined;
  /** `3`, `50+` */
  count: string;
  /** Since when, as Discord counts: the time of the last one that was read. */
  since: string | undefined;
  /** The id of the last one that was read when the channel was opened. */
  from: string | undefined;
  markRead: () => void;
  /** Reads on while the end is in sight. */
  follow: (scroll: LogScroll) => void;
}

/** What is new in a channel since one was there last. */
export function useUnread(channel: Channel, list: MessageList): Unread {
  const visit = useVisit();
  const { you } = visit.state.value;
  const from = useSignal(visit.marks.isUnread(channel) ? (visit.marks.readUntil(channel.id) ?? '0') : undefined);
  const since = from.value;
  const isNew = ({ id, author }: { id: string; author: { id: string } }) =>
    since !== undefined && isNewer(id, since) && author.id !== you.id;
  const first = since === undefined ? undefined : list.messages.find(isNew);
  const isCovered = !list.hasMore || list.messages.some(({ id }) => since !== undefined && !isNewer(id, since));
  const count = since === undefined ? 0 : list.messages.filter(isNew).length;

  const markRead = () => {
    from.value = undefined;
    visit.marks.read(channel.id, visit.channels.get(channel.id)?.last_message_id ?? null);
  };

  function follow({ isAtEnd }: LogScroll): void {
    const isReading = () => isAtEnd.value && document.visibilityState === 'visible';
    const isReady = list.status === 'ready' && !list.hasNewer;
    const { last_message_id: lastId } = channel;
    useEffect(() => {
      const read = () => isReady && isReading() && visit.marks.read(channel.id, lastId);
      read();
      document.addEventListener('visibilitychange', read);
      return () => document.removeEventListener('visibilitychange', read);
    }, [isReady, isAtEnd.value, lastId]);
    useEffect(
      () =>
        visit.listen((event) => {
          if (event.type !== 'MESSAGE_CREATE' || event.data.channel_id !== channel.id) return;
          if (event.data.author.id === you.id) from.value = undefined;
          else if (!isReading()) from.value ??= visit.marks.readUntil(channel.id) ?? '0';
        }),
      [],
    );
  }

  return {
    firstId: isCovered ? first?.id : undefined,
    count: isCovered ? String(count) : `${count}+`,
    since: since === undefined || since === '0' ? undefined : (first?.timestamp ?? timeOfId(since)),
    from: since,
    markRead,
    follow,
  };
}
