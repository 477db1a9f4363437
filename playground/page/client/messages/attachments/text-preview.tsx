import { useEffect, useState } from 'preact/hooks';
import { CodeBlock } from '../../markdown/code-block.tsx';
import type { Attachment } from '../../types.ts';
import { FileCard } from './file-card.tsx';
import { endingOf } from './kinds.ts';
import type { Links } from './use-links.ts';

/** So much of it is shown at first. */
const FIRST_LINES = 6;

interface Props {
  attachment: Attachment;
  links: Links;
}

/** The beginning of a text file, and all of it for who wants to read on. */
export function TextPreview({ attachment, links }: Props) {
  const path = links.path(attachment.url);
  const [text, setText] = useState<string>();
  const [isOpen, setOpen] = useState(false);

  useEffect(() => {
    if (path === undefined) return undefined;
    const reading = new AbortController();
    readText(path, reading.signal).then(setText, () => {
      if (!reading.signal.aborted) links.renew();
    });
    return () => reading.abort();
  }, [path]);

  const lines = text?.trimEnd().split('\n') ?? [];
  const rest = lines.length - FIRST_LINES;
  const shown = isOpen ? lines : lines.slice(0, FIRST_LINES);
  return (
    <FileCard attachment={attachment} links={links}>
      {text !== undefined && (
        <>
          <div class={isOpen ? 'file-text open' : 'file-text'}>
            <CodeBlock code={shown.join('\n')} language={endingOf(attachment.filename)} copied={text} />
          </div>
          {rest > 0 && (
            <button type="button" class="link" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
              {isOpen ? 'Show less' : `Show ${rest} more ${rest === 1 ? 'line' : 'lines'}`}
            </button>
          )}
        </>
      )}
    </FileCard>
  );
}

async function readText(path: string, signal: AbortSignal): Promise<string> {
  const response = await fetch(path, { signal });
  if (!response.ok) throw new Error('The file did not load.');
  return response.text();
}
