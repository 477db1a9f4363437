import { ConfirmDialog } from '../../dialogs/confirm-dialog.tsx';
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
          onClick={() => layers.show((close) => <Question onClose={close} />)}
        >
          Start over …
        </button>
      </p>
    </section>
  );
}

function Question({ onClose }: { onClose: () => void }) {
  const { host, layers, beginAnew } = useVisit();

  async function start() {
    const { note } = await host.startOver();
    if (note === undefined) beginAnew();
    else layers.show(() => <Note text={note} onClose={beginAnew} />);
  }

  return (
    <ConfirmDialog title="Start over?" label="Start over" isDangerous onConfirm={start} onClose={onClose}>
      <p>
        All channels, threads, messages and direct messages of this playground go, and the people and roles that were
        made here, for everybody who has this page open. So does what the bot remembers of them. This cannot be undone.
      </p>
    </ConfirmDialog>
  );
}

/** Says what was left as it is. */
function Note({ text, onClose }: { text: string; onClose: () => void }) {
  return (
    <Dialog title="Everything is new" onClose={onClose}>
      <div class="dialog-body">
        <p>{text}</p>
      </div>
      <footer>
        <button type="button" class="button primary" onClick={onClose}>
          <span>Go on</span>
        </button>
      </footer>
    </Dialog>
  );
}
