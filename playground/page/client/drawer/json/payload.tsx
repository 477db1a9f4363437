import { useState } from 'preact/hooks';
import { CopyButton } from '../copy-button.tsx';
import { streamEvents } from './stream-events.ts';
import { JsonTree } from './json-tree.tsx';

/** What was sent: JSON as a tree or as text, the text of a stream as its events, any other text as it is. */
export function Payload({ title, value }: { title: string; value: unknown }) {
  const [isRaw, setRaw] = useState(false);
  if (value === undefined || value === null || value === '') return null;
  const events = typeof value === 'string' ? streamEvents(value) : undefined;
  const raw = typeof value === 'string' ? value : JSON.stringify(value, null, 2);
  const isTree = typeof value !== 'string' || events !== undefined;
  return (
    <section class="payload">
      <header>
        <h4>{title}</h4>
        {isTree && (
          <button type="button" class="small-button" aria-pressed={isRaw} onClick={() => setRaw(!isRaw)}>
            As text
          </button>
        )}
        <CopyButton label="Copy" read={() => raw} />
      </header>
      {isTree && !isRaw ? (
        <JsonTree value={events ?? value} label={title} />
      ) : (
        <pre class="payload-text" tabIndex={0}>
          {raw}
        </pre>
      )}
    </section>
  );
}
