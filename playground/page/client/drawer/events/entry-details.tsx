import { IconButton } from '../../icon-button.tsx';
import { useVisit } from '../../state/visit.ts';
import { CopyButton } from '../copy-button.tsx';
import { readCurl, readEntry, type Summary } from '../inspector.ts';
import { useLoaded } from '../use-loaded.ts';
import { EntryFacts } from './entry-facts.tsx';
import { messageOf } from './entry-message.ts';
import { EntryPayloads } from './entry-payloads.tsx';

interface Props {
  summary: Summary;
  onClose: () => void;
}

/** All about one entry: what it was, its headers, what was sent and answered. */
export function EntryDetails({ summary, onClose }: Props) {
  const visit = useVisit();
  // An entry that was under way comes again when it has ended.
  const turn = summary.ms === undefined ? 0 : 1;
  const { value: entry, problem } = useLoaded(String(summary.id), turn, () => readEntry(summary.id));
  const named = entry && messageOf(entry);
  const place = named && visit.channels.get(named.channelId);
  const isRequest = summary.kind === 'rest' || summary.kind === 'assistants';

  return (
    <section class="details" aria-label={`Details of ${summary.label}`}>
      <header>
        <h3 tabIndex={-1}>{summary.label}</h3>
        <IconButton icon="close" label="Close the details" tooltip="Close" onClick={onClose} />
      </header>
      <div class="details-body">
        <p class="details-buttons">
          {isRequest && <CopyButton label="Copy as curl" read={() => readCurl(summary.id)} />}
          {named && place && (
            <button
              type="button"
              class="small-button"
              onClick={() => visit.jumpTo({ channel_id: named.channelId, id: named.messageId })}
            >
              Show the message
            </button>
          )}
        </p>
        <EntryFacts summary={summary} entry={entry} />
        {problem !== undefined && (
          <p class="problem" role="alert">
            {problem}
          </p>
        )}
        {entry && <EntryPayloads entry={entry} />}
      </div>
    </section>
  );
}
