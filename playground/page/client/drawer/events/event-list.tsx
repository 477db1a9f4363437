import { useId, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { Virtualizer, type VirtualizerHandle } from 'virtua';
import { useVisit } from '../../state/visit.ts';
import type { Summary } from '../inspector.ts';
import { EventRow } from './event-row.tsx';
import type { EventsView } from './events-view.ts';
import { shortLabel } from './short-label.ts';

/** Whoever is so near to the end looks at the newest. */
const NEAR_PX = 12;
const PAGE_ROWS = 10;
/** Threads are named after what was asked first. */
const MAX_NAME = 20;

interface Props {
  view: EventsView;
  /** Goes into the details of the one that is selected. */
  onEnter: () => void;
}

/** The timeline: follows the newest unless one has scrolled up; arrows, Page up and down, Home, End, Enter. */
export function EventList({ view, onEnter }: Props) {
  const visit = useVisit();
  const id = useId();
  const list = useRef<VirtualizerHandle>(null);
  const [isFollowing, setFollowing] = useState(true);
  const shown = view.shown.value;
  const selectedId = view.selectedId.value;
  const selected = shown.findIndex((entry) => entry.id === selectedId);

  function follow() {
    if (isFollowing && shown.length > 0) list.current?.scrollToIndex(shown.length - 1, { align: 'end' });
  }
  useLayoutEffect(follow, [shown, isFollowing]);

  function onScroll() {
    const { scrollOffset = 0, scrollSize = 0, viewportSize = 0 } = list.current ?? {};
    setFollowing(scrollOffset + viewportSize >= scrollSize - NEAR_PX);
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.key === 'Enter' && selected >= 0) {
      event.preventDefault();
      return onEnter();
    }
    const next = indexAfter(event.key, selected, shown.length);
    const entry = next === undefined ? undefined : shown[next];
    if (next === undefined || !entry) return;
    event.preventDefault();
    view.selectedId.value = entry.id;
    list.current?.scrollToIndex(next, { align: 'nearest' });
  }

  return (
    <div class="event-list-frame">
      <div class="event event-titles" aria-hidden="true">
        <span>Time</span>
        <span />
        <span class="event-kind">Kind</span>
        <span class="event-label">What</span>
        <span class="event-status">Status</span>
        <span class="event-ms">Took</span>
        <span class="event-bytes">Size</span>
        <span class="event-limit">Rate limit</span>
      </div>
      <div
        class="event-list"
        role="listbox"
        tabIndex={0}
        aria-label="Events"
        aria-activedescendant={selected >= 0 ? `${id}-${selectedId}` : undefined}
        onKeyDown={onKeyDown}
      >
        <Virtualizer
          ref={list}
          data={shown}
          keepMounted={selected >= 0 ? [selected] : []}
          onScroll={onScroll}
          onResize={follow}
        >
          {(entry: Summary, index: number) => (
            <EventRow
              key={entry.id}
              id={`${id}-${entry.id}`}
              entry={entry}
              label={shortLabel(entry.label, (one) => channelName(visit.channels.get(one)?.name))}
              isSelected={entry.id === selectedId}
              position={index + 1}
              count={shown.length}
              onPress={select}
            />
          )}
        </Virtualizer>
      </div>
      {shown.length === 0 && (
        <p class="drawer-empty">Nothing to see yet: what the bot and Discord tell each other comes here.</p>
      )}
      {!isFollowing && (
        <button type="button" class="to-newest" onClick={() => setFollowing(true)}>
          To the newest ↓
        </button>
      )}
    </div>
  );

  function select(entryId: number) {
    view.selectedId.value = entryId;
  }
}

function channelName(name: string | undefined): string | undefined {
  if (name === undefined) return undefined;
  return name.length > MAX_NAME ? `#${name.slice(0, MAX_NAME)}…` : `#${name}`;
}

function indexAfter(key: string, index: number, count: number): number | undefined {
  const clamp = (wanted: number) => Math.min(Math.max(wanted, 0), count - 1);
  switch (key) {
    case 'ArrowDown':
      return clamp(index + 1);
    case 'ArrowUp':
      return index === -1 ? count - 1 : clamp(index - 1);
    case 'PageDown':
      return clamp(index + PAGE_ROWS);
    case 'PageUp':
      return clamp(index - PAGE_ROWS);
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return undefined;
  }
}
