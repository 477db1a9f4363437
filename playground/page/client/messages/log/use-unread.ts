import { type Signal, useSignal } from '@preact/signals';
import { isNewer } from '../../ids.ts';
import { useVisit } from '../../state/visit.ts';
import { timeOfId } from '../../time.ts';
import type { Channel, MessageList } from '../../types.ts';

export interface Unread {
  /** The id of the last message that is not new; undefined when nothing is marked as new. */
  from: Signal<string | undefined>;
  /** The first message that is new to this person; undefined when there is none, or when it is not in the list yet. */
  firstId: string | undefined;
  /** `3`, `50+` */
  count: string;
  /** When the first new one came, or the last one that is not new. */
  since: string | undefined;
}

/** What is new in a channel since one was there last. It stays marked until one leaves, or says that it is read. */
export function useUnread(channel: Channel, list: MessageList): Unread {
  const { marks, state } = useVisit();
  const { you } = state.value;
  const from = useSignal(marks.isUnread(channel) ? (marks.readUntil(channel.id) ?? '0') : undefined);
  const { value: last } = from;
  if (last === undefined) return { from, firstId: undefined, count: '0', since: undefined };

  const known = list.messages.findLastIndex(({ id }) => !isNewer(id, last));
  const news = list.messages.slice(known + 1).filter(({ author }) => author.id !== you.id);
  const isCovered = !list.hasMore || known !== -1;
  const first = isCovered ? news[0] : undefined;
  const lastTime = last === '0' ? undefined : timeOfId(last);
  return {
    from,
    firstId: first?.id,
    count: isCovered ? String(news.length) : `${news.length}+`,
    since: first?.timestamp ?? lastTime,
  };
}
