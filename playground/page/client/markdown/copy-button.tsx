import { useEffect, useState } from 'preact/hooks';
import { Icon } from '../icons.tsx';

const SAID_MS = 2_000;

/** Copies a text, and says for a moment that it has. */
export function CopyButton({ text }: { text: string }) {
  const [said, setSaid] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => setSaid(''), SAID_MS);
    return () => clearTimeout(timer);
  }, [said]);

  function copy(): void {
    navigator.clipboard.writeText(text).then(
      () => setSaid('Copied'),
      () => setSaid('The browser did not allow copying'),
    );
  }

  return (
    <button type="button" class="copy" aria-label="Copy" title="Copy" onClick={copy}>
      <Icon name={said === 'Copied' ? 'check' : 'copy'} />
      <span class="said" role="status">
        {said}
      </span>
    </button>
  );
}
