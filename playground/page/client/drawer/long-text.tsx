import { useState } from 'preact/hooks';

const MAX_LENGTH = 600;

/** A text with its lines; of a long one the beginning, until one wants to see all of it. */
export function LongText({ text }: { text: string }) {
  const [isWhole, setWhole] = useState(false);
  const isLong = text.length > MAX_LENGTH;
  return (
    <div class="long-text">
      <p>{isLong && !isWhole ? `${text.slice(0, MAX_LENGTH)} …` : text}</p>
      {isLong && (
        <button type="button" class="small-button" aria-expanded={isWhole} onClick={() => setWhole(!isWhole)}>
          {isWhole ? 'Show less' : `Show all ${text.length.toLocaleString('en')} characters`}
        </button>
      )}
    </div>
  );
}
