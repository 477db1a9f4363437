import { signal } from '@preact/signals';
import { followEvents } from '../state/follow-events.ts';
import { withEntries } from './entry-list.ts';
import { ENTRIES_URL, type EntriesEvent, type Summary } from './inspector.ts';

export type Entries = ReturnType<typeof createEntries>;

/** What bots, the local Discord and models have told each other, oldest first; kept true while it is followed. */
export function createEntries() {
  const all = signal<readonly Summary[]>([]);
  const isConnected = signal(false);

  return {
    all: all as { readonly value: readonly Summary[]; peek(): readonly Summary[] },
    isConnected: isConnected as { readonly value: boolean },
    /** Reads what is kept, and what comes. Answers how to stop. */
    follow(): () => void {
      return followEvents<EntriesEvent>({
        url: ENTRIES_URL,
        onEvent(event) {
          // The first one after a (re)connection has everything: the server may be another one.
          const known = isConnected.peek() ? all.peek() : [];
          isConnected.value = true;
          all.value = 'cleared' in event ? [] : withEntries(known, event.entries);
        },
        onLost: () => (isConnected.value = false),
      });
    },
  };
}
