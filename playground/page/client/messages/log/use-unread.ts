import { type Signal, useSignal, useSignalEffect } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { isNewer } from '../../ids.ts';
import { useVisit } from '../../state/visit.ts';
import { timeOfId } from '../../time.ts';
import type { Channel, MessageList } from '../../types.ts';

export interface Unread {
  /** The first message that is new to this person; undefined when there is none, or when it is not in the list yet. */
  firstId: string | undefined;
  /** `3`, `50+` */
  count: string;
  /** When the first new one came, or the last one that is not new. */
  since: string | undefined;
  /** The id of the last message that is not new. */
  from: string | undefined;
  markRead: () => void;
  /** Reads on while the end is in sight. `toPresent` is called when somebody says that they have read all. */
  follow: (scroll: { isAtEnd: Signal<boolean> }, toPresent: () => void) => void;
}

/** What is new in a channel since one was there last. It stays marked until one leaves, or says that it is read. */
export function useUnread(channel: Channel, list: MessageList): Unread {
  const visit = useVisit();
  const { marks } = visit;
  const { you } = visit.state.value;
  const from = useSignal(marks.isUnread(channel) ? (marks.readUntil(channel.id) ?? '0') : undefined);
  const { value: since } = from;
  const known = since === undefined ? -1 : list.messages.findLastIndex(({ id }) => !isNewer(id, since));
  const news = since === undefined ? [] : list.messages.slice(known + 1).filter(({ author }) => author.id !== you.id);
  const [first] = news;
  const isCovered = !list.hasMore || known !== -1;

  function follow({ isAtEnd }: { isAtEnd: Signal<boolean> }, toPresent: () => void): void {
    const isReady = list.status === 'ready' && !list.hasNewer;
    const { last_message_id: lastId } = channel;
    const turn = marks.turnOf(channel.id);
    const lastTurn = useRef(turn);
    /** Somebody wants to read it later. */
    const isHeld = useRef(false);
    const isReading = () => isAtEnd.value && document.visibilityState === 'visible' && !isHeld.current;

    useEffect(() => {
      const read = () => isReady && isReading() && marks.see(channel.id, lastId);
      read();
      document.addEventListener('visibilitychange', read);
      return () => document.removeEventListener('visibilitychange', read);
    }, [isReady, isAtEnd.value, lastId]);

    useEffect(() => {
      if (turn === lastTurn.current) return;
      lastTurn.current = turn;
      isHeld.current = false;
      from.value = undefined;
      toPresent();
    }, [turn]);

    const until = useRef(marks.readUntil(channel.id));
    useSignalEffect(() => {
      const now = marks.readUntil(channel.id);
      if (now !== undefined && isNewer(until.current, now)) {
        isHeld.current = true;
        from.value = now;
      }
      until.current = now;
    });

    useEffect(
      () =>
        visit.listen(({ type, data }) => {
          if (type !== 'MESSAGE_CREATE' || data.channel_id !== channel.id) return;
          if (data.author.id !== you.id && !isReading()) from.value ??= marks.readUntil(channel.id) ?? '0';
        }),
      [],
    );
  }

  return {
    firstId: isCovered ? first?.id : undefined,
    count: isCovered ? String(news.length) : `${news.length}+`,
    since: first && isCovered ? first.timestamp : since === undefined || since === '0' ? undefined : timeOfId(since),
    from: since,
    markRead: () => marks.read(channel.id, visit.channels.get(channel.id)?.last_message_id ?? null),
    follow,
  };
}
