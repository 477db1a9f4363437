import { useEffect } from 'preact/hooks';
import { Icon } from '../icons.tsx';
import type { Visit } from '../state/visit.ts';

const SHOWN_MS = 6_000;

/** Says something at the lower edge for a while: what was done where nothing else shows it, or why it was not. */
export function tell(visit: Visit, text: string): void {
  visit.layers.show((close) => <Notice text={text} onClose={close} />);
}

/** Says why something was not done, if it was not. */
export function attempt(visit: Visit, task: Promise<unknown>): void {
  task.catch(({ message }: Error) => tell(visit, message));
}

function Notice({ text, onClose }: { text: string; onClose: () => void }) {
  useEffect(() => {
    const timer = setTimeout(onClose, SHOWN_MS);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div class="notice" role="alert">
      {text}
      <button type="button" class="icon" aria-label="Dismiss" onClick={onClose}>
        <Icon name="close" />
      </button>
    </div>
  );
}
