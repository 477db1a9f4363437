import { useEffect, useState } from 'preact/hooks';
import { Icon } from '../icons.tsx';

const SHOWN_MS = 2_000;

interface Props {
  label: string;
  /** What is copied; rejects with a sentence. */
  read: () => string | Promise<string>;
}

/** Copies a text, and says so. */
export function CopyButton({ label, read }: Props) {
  const [outcome, setOutcome] = useState('');
  useEffect(() => {
    if (outcome === '') return undefined;
    const timer = setTimeout(() => setOutcome(''), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [outcome]);

  async function copy() {
    try {
      await navigator.clipboard.writeText(await read());
      setOutcome('Copied');
    } catch (error) {
      setOutcome((error as Error).message);
    }
  }

  return (
    <>
      <button type="button" class="small-button" onClick={() => void copy()}>
        <Icon name="copy" />
        {label}
      </button>
      <span class="copied" role="status">
        {outcome}
      </span>
    </>
  );
}
