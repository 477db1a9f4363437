import { useState } from 'preact/hooks';
import { EntryFacts } from '../events/entry-facts.tsx';
import { EntryPayloads } from '../events/entry-payloads.tsx';
import { shortLabel } from '../events/short-label.ts';
import { clockTime, duration, statusText } from '../formats.ts';
import { readCurl, readEntry, type Summary } from '../inspector.ts';
import { CopyButton } from '../copy-button.tsx';
import { useLoaded } from '../use-loaded.ts';

/** One line for an entry, which opens all about it beneath. */
export function EntryButton({ entry }: { entry: Summary }) {
  const [isOpen, setOpen] = useState(false);
  const { at, label, status, ms } = entry;
  return (
    <>
      <button type="button" class="fold-button" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        <span class="event-time">{clockTime(at)}</span> <span title={label}>{shortLabel(label, () => undefined)}</span>{' '}
        <span class="muted">
          {[status === undefined ? '' : statusText(status), ms === undefined ? '' : duration(ms)].join(' ')}
        </span>
      </button>
      {isOpen && <EntryInside entry={entry} />}
    </>
  );
}

/** All about an entry, without a frame. */
export function EntryInside({ entry }: { entry: Summary }) {
  const { value, problem } = useLoaded(String(entry.id), entry.ms === undefined ? 0 : 1, () => readEntry(entry.id));
  return (
    <div class="inside">
      <EntryFacts summary={entry} entry={value} />
      {problem !== undefined && <p class="problem">{problem}</p>}
      {entry.kind === 'assistants' && (
        <p class="details-buttons">
          <CopyButton label="Copy as curl" read={() => readCurl(entry.id)} />
        </p>
      )}
      {value && <EntryPayloads entry={value} />}
    </div>
  );
}
