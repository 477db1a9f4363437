import { type Signal, useSignalEffect } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { isNewer } from '../../ids.ts';
import { useVisit } from '../../state/visit.ts';
import type { Channel, MessageList } from '../../types.ts';

interface Options {
  channel: Channel;
  list: MessageList;
  isAtEnd: Signal<boolean>;
  /** The id of the last message that is not new. */
  from: Signal<string | undefined>;
  /** Called when somebody says that they have read all of it. */
  onRead: () => void;
}

/** Reads a channel while its end is in sight, and marks as new what comes meanwhile. */
export function useReading({ channel, list, isAtEnd, from, onRead }: Options): void {
  const visit = useVisit();
  const { marks } = visit;
  const { id: channelId, last_message_id: lastId } = channel;
  const isReady = list.status === 'ready' && !list.hasNewer;
  const turn = marks.turnOf(channelId);
  const lastTurn = useRef(turn);
  const until = useRef(marks.readUntil(channelId));
  /** Somebody wants to read it later. */
  const isHeld = useRef(false);
  const isReading = () => isAtEnd.value && document.visibilityState === 'visible' && !isHeld.current;

  useEffect(() => {
    const read = () => isReady && isReading() && marks.see(channelId, lastId);
    read();
    document.addEventListener('visibilitychange', read);
    return () => document.removeEventListener('visibilitychange', read);
  }, [isReady, isAtEnd.value, lastId]);

  useEffect(() => {
    if (turn === lastTurn.current) return;
    lastTurn.current = turn;
    isHeld.current = false;
    from.value = undefined;
    onRead();
  }, [turn]);

  useSignalEffect(() => {
    const now = marks.readUntil(channelId);
    if (now !== undefined && isNewer(until.current, now)) {
      isHeld.current = true;
      from.value = now;
    }
    until.current = now;
  });

  useEffect(
    () =>
      visit.listen(({ type, data }) => {
        if (type !== 'MESSAGE_CREATE' || data.channel_id !== channelId || isReading()) return;
        if (data.author.id !== visit.state.value.you.id) from.value ??= marks.readUntil(channelId) ?? '0';
      }),
    [],
  );
}
