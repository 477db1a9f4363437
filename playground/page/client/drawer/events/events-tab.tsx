import { useEffect, useRef } from 'preact/hooks';
import type { Entries } from '../entries.ts';
import { newestId } from '../entry-list.ts';
import { findEntries } from '../inspector.ts';
import type { Conversation } from '../use-conversation.ts';
import { EntryDetails } from './entry-details.tsx';
import { EventList } from './event-list.tsx';
import { EventToolbar } from './event-toolbar.tsx';
import type { EventsView } from './events-view.ts';

const SEARCH_AFTER_MS = 200;

interface Props {
  entries: Entries;
  view: EventsView;
  conversation: Conversation;
}

/** Everything that the bot, Discord, the Assistants API and the model have told each other, in one timeline. */
export function EventsTab({ entries, view, conversation }: Props) {
  const root = useRef<HTMLDivElement>(null);
  const { channelIds, threadId } = conversation;
  useEffect(() => view.setHere({ channelIds, threadId }), [channelIds.join(' '), threadId]);
  useFound(entries, view);
  const selected = view.selected.value;
  const focusIn = (selector: string) => root.current?.querySelector<HTMLElement>(selector)?.focus();

  function closeDetails() {
    view.selectedId.value = undefined;
    focusIn('[role=listbox]');
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.key !== 'Escape') return;
    const isInText = event.target instanceof HTMLInputElement && view.filter.value.text !== '';
    if (!isInText && !selected) return;
    event.preventDefault(); // the drawer stays
    if (isInText) view.change({ text: '' });
    else closeDetails();
  }

  return (
    <div ref={root} class="events" onKeyDown={onKeyDown}>
      <EventToolbar view={view} />
      {!entries.isConnected.value && (
        <p class="drawer-note" role="status">
          Waiting for the inspector of the playground …
        </p>
      )}
      <div class={`event-columns${selected ? ' with-details' : ''}`}>
        <EventList view={view} onEnter={() => focusIn('.details h3')} />
        {selected && <EntryDetails key={selected.id} summary={selected} onClose={closeDetails} />}
      </div>
    </div>
  );
}

/** Looks for the text of the filter in all that was sent, and again in what comes. */
function useFound(entries: Entries, view: EventsView): void {
  const text = view.filter.value.text.trim();
  const newest = text === '' ? 0 : newestId(entries.all.value);
  useEffect(() => {
    if (text === '') return view.setFound([]);
    const timer = setTimeout(() => {
      findEntries(text).then(
        (found) => view.setFound(found.map(({ id }) => id)),
        () => undefined, // then only what the lines say is looked at
      );
    }, SEARCH_AFTER_MS);
    return () => clearTimeout(timer);
  }, [text, newest]);
}
