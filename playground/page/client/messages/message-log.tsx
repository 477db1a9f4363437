import { useComputed } from '@preact/signals';
import { useCallback, useLayoutEffect, useMemo, useRef } from 'preact/hooks';
import { Virtualizer } from 'virtua';
import type { PaneKind } from '../app/channel-pane.tsx';
import { titleOf } from '../names.ts';
import { useVisit } from '../state/visit.ts';
import type { Channel } from '../types.ts';
import { Announcer } from './log/announcer.tsx';
import { LogBars } from './log/log-bars.tsx';
import { useLogKeys } from './log/use-log-keys.ts';
import { useLogPresses } from './log/use-log-presses.ts';
import { createRowBuilder, type Row } from './log/log-rows.ts';
import { useLogView } from './log/log-view.ts';
import { RowView } from './log/row-view.tsx';
import { useJump } from './log/use-jump.ts';
import { useLogScroll } from './log/use-log-scroll.ts';
import { useOlder } from './log/use-older.ts';
import { useReading } from './log/use-reading.ts';
import { useRowFocus } from './log/use-row-focus.ts';
import { useUnread } from './log/use-unread.ts';

interface Props {
  channel: Channel;
  kind: PaneKind;
}

/**
 * The messages of a channel. Only those near to what is in sight are in the document, so a channel of ten thousand is
 * as light as one of ten.
 */
export function MessageLog({ channel }: Props) {
  const visit = useVisit();
  const list = visit.lists.open(channel.id).value;
  const sent = useComputed(() => visit.interactions.sentIn(channel.id)).value;
  const unread = useUnread(channel, list);
  const build = useMemo(createRowBuilder, []);
  const rows = useMemo(
    () => build({ list, sent, firstNewId: unread.firstId }),
    [list.messages, list.hasNewer, sent, unread.firstId],
  );
  const log = useLogView();
  const older = useOlder(channel.id, list);
  const scroll = useLogScroll({
    rows,
    hasNewer: list.hasNewer,
    onNearStart: older.loadAhead,
    onNearEnd: older.loadNewer,
  });
  const focus = useRowFocus(scroll, log);
  const jump = useJump({ channelId: channel.id, list, rows, scroll, log, focus });
  useReading({ channel, list, isAtEnd: scroll.isAtEnd, from: unread.from, onRead: jump.toPresent });
  const keys = useLogKeys({ rows, scroll, log, focus });
  const presses = useLogPresses({ rows, log });

  const renderRow = useCallback(
    (row: Row) => <RowView key={row.key} row={row} log={log} channelId={channel.id} loadOlder={older.load} />,
    [older.load],
  );

  return (
    <div class="log-frame">
      <div
        ref={scroll.scroller}
        class="log"
        role="log"
        // What is new is said by the announcer: rows that scroll into the document are not new.
        aria-live="off"
        aria-busy={list.status === 'loading'}
        aria-label={`Messages in ${titleOf(channel)}`}
        tabIndex={log.tabStop.value === undefined ? 0 : -1}
        {...presses}
        onKeyDown={keys.onKeyDown}
        onFocusIn={keys.onFocusIn}
        onFocusOut={keys.onFocusOut}
      >
        <Virtualizer
          key={list.part}
          ref={scroll.virtualizer}
          scrollRef={scroll.scroller}
          as="ol"
          item="li"
          data={rows}
          shift={useIsShifted(rows)}
          keepMounted={keys.keepMounted}
          bufferSize={600}
          onScroll={scroll.onScroll}
          onResize={scroll.onResize}
        >
          {renderRow}
        </Virtualizer>
      </div>
      <LogBars channel={channel} list={list} scroll={scroll} unread={unread} jump={jump} rows={rows} />
      <Announcer channelId={channel.id} />
    </div>
  );
}

/** Whether rows were added or taken away at the start only: then the end stays where it is. */
function useIsShifted(rows: readonly Row[]): boolean {
  const before = useRef(rows);
  const isShifted = before.current.at(-1)?.key === rows.at(-1)?.key && before.current[1]?.key !== rows[1]?.key;
  useLayoutEffect(() => {
    before.current = rows;
  }, [rows]);
  return isShifted;
}
