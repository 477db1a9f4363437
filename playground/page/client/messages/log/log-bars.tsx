import { useComputed, useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { useVisit } from '../../state/visit.ts';
import { hourOf, shortTime } from '../../time.ts';
import type { Channel, MessageList } from '../../types.ts';
import type { Row } from './log-rows.ts';
import type { LogScroll } from './use-log-scroll.ts';
import type { Unread } from './use-unread.ts';

/** What is in sight for so long has been seen. */
const SEEN_MS = 500;

interface Props {
  channel: Channel;
  list: MessageList;
  rows: readonly Row[];
  scroll: LogScroll;
  unread: Unread;
  jump: { toPresent: () => void };
}

/** What lies over the log: how much is new above, and the way to the newest message. */
export function LogBars(props: Props) {
  return (
    <>
      <NewBar {...props} />
      <EndBar {...props} />
    </>
  );
}

function NewBar({ channel, rows, scroll, unread }: Props) {
  const visit = useVisit();
  const seen = useSignal<string | undefined>(undefined);
  const isAbove = useComputed(() => {
    void scroll.turn.value;
    const { current: list } = scroll.virtualizer;
    const index = rows.findIndex(({ key }) => key === unread.firstId);
    return !list || !scroll.isPlaced.current || index === -1 || list.getItemOffset(index) < list.scrollOffset;
  }).value;
  const { since, count } = unread;
  const { value: from } = unread.from;

  useEffect(() => {
    if (isAbove) return undefined;
    // Rows that are measured for the first time move what is below them.
    const timer = setTimeout(() => (seen.value = from), SEEN_MS);
    return () => clearTimeout(timer);
  }, [isAbove, from]);

  if (from === undefined || count === '0' || !isAbove || seen.value === from) return null;
  const text = `${count} new ${count === '1' ? 'message' : 'messages'}${since === undefined ? '' : ` since ${hourOrDay(since)}`}`;
  return (
    <div class="new-bar">
      <button type="button" onClick={() => visit.jumpTo({ channel_id: channel.id, id: unread.firstId ?? from })}>
        {text}
      </button>
      <button type="button" onClick={() => visit.marks.read(channel.id, channel.last_message_id)}>
        Mark as read
      </button>
    </div>
  );
}

function EndBar({ channel, list, scroll, jump }: Props) {
  const visit = useVisit();
  const missed = useSignal(0);
  const isAtEnd = scroll.isAtEnd.value;

  useEffect(() => {
    if (isAtEnd) missed.value = 0;
  }, [isAtEnd]);
  useEffect(
    () =>
      visit.listen((event) => {
        const isHere = event.type === 'MESSAGE_CREATE' && event.data.channel_id === channel.id;
        if (isHere && !scroll.isAtEnd.peek()) missed.value += 1;
      }),
    [],
  );

  if (list.hasNewer)
    return (
      <div class="present-bar">
        <span>You are looking at older messages.</span>
        <button type="button" onClick={jump.toPresent}>
          Jump to present ↓
        </button>
      </div>
    );
  if (isAtEnd) return null;
  return (
    <button type="button" class="to-end" onClick={scroll.goToEnd}>
      {missed.value > 0 && <strong>{missed.value} new</strong>} To the newest ↓
    </button>
  );
}

function hourOrDay(timestamp: string): string {
  return Date.now() - Date.parse(timestamp) < 24 * 60 * 60 * 1000 ? hourOf(timestamp) : shortTime(timestamp);
}
