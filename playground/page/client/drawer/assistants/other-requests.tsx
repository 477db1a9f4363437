import type { Summary } from '../inspector.ts';
import { EntryButton } from './entry-button.tsx';

/** What the bot asked the Assistants API about a thread that belongs to none of the runs that are shown. */
export function OtherRequests({ entries }: { entries: readonly Summary[] }) {
  if (entries.length === 0) return null;
  return (
    <section class="other-requests">
      <h4>Other requests about this thread</h4>
      <ol>
        {entries.map((entry) => (
          <li key={entry.id}>
            <EntryButton entry={entry} />
          </li>
        ))}
      </ol>
    </section>
  );
}
