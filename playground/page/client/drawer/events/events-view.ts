import { computed, signal } from '@preact/signals';
import type { Entries } from '../entries.ts';
import { newestId } from '../entry-list.ts';
import { clearEntries, type Summary } from '../inspector.ts';
import { type EventFilter, EVERYTHING, type Here, isWanted } from './event-filter.ts';

export type EventsView = ReturnType<typeof createEventsView>;

/** Which of the entries are shown, and which one is open. */
export function createEventsView(entries: Entries) {
  const filter = signal(EVERYTHING);
  const here = signal<Here>({ channelIds: [] });
  /** Those in which the text of the filter stands, as far as the server has said so. */
  const found = signal<ReadonlySet<number>>(new Set());
  /** What there was when it was paused. */
  const paused = signal<readonly Summary[] | undefined>(undefined);
  const selectedId = signal<number | undefined>(undefined);

  const shown = computed(() =>
    (paused.value ?? entries.all.value).filter((entry) => isWanted(entry, filter.value, here.value, found.value)),
  );

  return {
    filter: filter as { readonly value: EventFilter },
    change: (changes: Partial<EventFilter>) => void (filter.value = { ...filter.peek(), ...changes }),
    setHere: (now: Here) => void (here.value = now),
    setFound: (entryIds: readonly number[]) => void (found.value = new Set(entryIds)),
    shown,
    isPaused: computed(() => paused.value !== undefined),
    /** What has come since it was paused. */
    missed: computed(() => {
      const last = newestId(paused.value ?? []);
      return paused.value ? entries.all.value.filter(({ id }) => id > last).length : 0;
    }),
    togglePause: () => void (paused.value = paused.peek() ? undefined : entries.all.peek()),
    /** Rejects with a sentence. */
    async clear(): Promise<void> {
      await clearEntries();
      paused.value &&= [];
      selectedId.value = undefined;
    },
    selectedId,
    selected: computed(() => {
      const id = selectedId.value;
      return id === undefined ? undefined : (shown.value.find((entry) => entry.id === id) ?? find(entries, id));
    }),
  };
}

/** Of those that the filter hides. */
function find(entries: Entries, id: number): Summary | undefined {
  return entries.all.value.find((entry) => entry.id === id);
}
