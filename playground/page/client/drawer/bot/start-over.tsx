import { useState } from 'preact/hooks';
import { Dialog } from '../../dialogs/dialog.tsx';
import { useVisit } from '../../state/visit.ts';

/** Makes everything as on the first day, after a question. */
export function StartOver() {
  const { layers } = useVisit();
  return (
    <section>
      <h3>Start over</h3>
      <p class="form-note">Makes the server as it was on the first day, without anything that was said since.</p>
      <p>
        <button
          type="button"
          class="button danger"
          onClick={() => layers.show((close) => <StartOverDialog onClose={close} />)}
        >
          Start over …
        </button>
      </p>
    </section>
  );
}

function StartOverDialog({ onClose }: { onClose: () => void }) {
  const { host, beginAnew } = useVisit();
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState('');
  /** What was left as it is, once it is done. */
  const [note, setNote] = useState<string>();

  async function start() {
    setBusy(true);
    setProblem('');
    try {
      const { note: left } = await host.startOver();
      if (left === undefined) beginAnew();
      else setNote(left);
    } catch (error) {
      setBusy(false);
      setProblem((error as Error).message);
    }
  }

  if (note !== undefined)
    return (
      <Dialog title="Everything is new" onClose={beginAnew}>
        <div class="dialog-body">
          <p>{note}</p>
        </div>
        <footer>
          <button type="button" class="button primary" onClick={beginAnew}>
            Go on
          </button>
        </footer>
      </Dialog>
    );
  return (
    <Dialog title="Start over?" onClose={onClose}>
      <div class="dialog-body">
        <p>
          All channels, threads, messages and direct messages of this playground go, and the people and roles that were
          made here, for everybody who has this page open. So does what the bot remembers of them. This cannot be
          undone.
        </p>
        <p class="problem" role="alert">
          {problem}
        </p>
      </div>
      <footer>
        <button type="button" class="button secondary" onClick={onClose}>
          Cancel
        </button>
        <button
          type="button"
          class="button danger"
          aria-busy={isBusy || undefined}
          onClick={() => void (isBusy || start())}
        >
          <span>Start over</span>
        </button>
      </footer>
    </Dialog>
  );
}
