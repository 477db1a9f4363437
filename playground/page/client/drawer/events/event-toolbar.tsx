import { useState } from 'preact/hooks';
import { Icon } from '../../icons.tsx';
import { counted } from '../formats.ts';
import type { EntryKind } from '../inspector.ts';
import type { EventFilter } from './event-filter.ts';
import type { EventsView } from './events-view.ts';

const KINDS: readonly { kind: EntryKind; label: string; title: string }[] = [
  { kind: 'gateway', label: 'Gateway', title: 'Frames between the bot and the gateway' },
  { kind: 'rest', label: 'REST', title: 'Requests of the bot to Discord' },
  { kind: 'assistants', label: 'Assistants', title: 'Requests of the bot to the Assistants API' },
  { kind: 'model', label: 'Model', title: 'Questions to a model' },
];

/** What is shown of the events: kinds, text, what failed; pausing and clearing. */
export function EventToolbar({ view }: { view: EventsView }) {
  const [problem, setProblem] = useState('');
  const filter = view.filter.value;
  const { isPaused, missed, shown } = view;

  async function clear() {
    setProblem('');
    try {
      await view.clear();
    } catch (error) {
      setProblem((error as Error).message);
    }
  }

  function toggleKind(kind: EntryKind) {
    const kinds = new Set(filter.kinds);
    if (!kinds.delete(kind)) kinds.add(kind);
    view.change({ kinds });
  }

  return (
    <div class="event-toolbar">
      <div class="event-kinds" role="group" aria-label="Kinds of events">
        {KINDS.map(({ kind, label, title }) => (
          <button
            key={kind}
            type="button"
            class={`toggle kind-${kind}`}
            title={title}
            aria-pressed={filter.kinds.has(kind)}
            onClick={() => toggleKind(kind)}
          >
            {label}
          </button>
        ))}
      </div>
      <input
        type="search"
        class="event-search"
        placeholder="Filter by text"
        aria-label="Filter by text"
        value={filter.text}
        onInput={({ currentTarget }) => view.change({ text: currentTarget.value })}
      />
      <Switch filter={filter} name="isFailedOnly" label="Errors only" view={view} />
      <Switch filter={filter} name="isHereOnly" label="This conversation only" view={view} />
      <Switch filter={filter} name="hasHeartbeats" label="Heartbeats" view={view} />
      <span class="event-count">{counted(shown.value.length, 'event')}</span>
      <button
        type="button"
        class="small-button"
        aria-pressed={isPaused.value}
        onClick={view.togglePause}
        title={isPaused.value ? 'Show what has come meanwhile' : 'Nothing new is shown; it is kept meanwhile'}
      >
        <Icon name={isPaused.value ? 'play' : 'pause'} />
        {isPaused.value ? `Paused${missed.value > 0 ? ` (${missed.value} new)` : ''}` : 'Pause'}
      </button>
      <button type="button" class="small-button" title="Forget all events" onClick={() => void clear()}>
        <Icon name="trash" />
        Clear
      </button>
      <span class="problem" role="alert">
        {problem}
      </span>
    </div>
  );
}

interface SwitchProps {
  view: EventsView;
  filter: EventFilter;
  name: 'isFailedOnly' | 'isHereOnly' | 'hasHeartbeats';
  label: string;
}

function Switch({ view, filter, name, label }: SwitchProps) {
  return (
    <label class="event-switch">
      <input
        type="checkbox"
        checked={filter[name]}
        onChange={({ currentTarget }) => view.change({ [name]: currentTarget.checked })}
      />
      {label}
    </label>
  );
}
