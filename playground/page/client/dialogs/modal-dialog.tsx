import { useState } from 'preact/hooks';
import { Avatar } from '../avatar.tsx';
import { useVisit } from '../state/visit.ts';
import type { Modal } from '../types.ts';
import { ConfirmDialog } from './confirm-dialog.tsx';
import { Dialog } from './dialog.tsx';
import { ModalForm } from './modal-form.tsx';

/** The form that the bot has opened before this person, if any. */
export function ModalDialog() {
  const visit = useVisit();
  const { modal } = visit.state.value;
  /** The one that was dismissed here; the server may not know it yet, or be gone. */
  const [dismissed, setDismissed] = useState<string>();
  if (!modal || modal.id === dismissed) return null;

  function dismiss({ id }: Modal) {
    setDismissed(id);
    visit.api.dismissModal(id).catch(() => undefined); // it was closed elsewhere, or is gone with the server
  }

  return <OpenModal key={modal.id} modal={modal} onDismiss={() => dismiss(modal)} />;
}

function OpenModal({ modal, onDismiss }: { modal: Modal; onDismiss: () => void }) {
  const visit = useVisit();
  const { bot } = visit.state.value;
  const [isChanged, setChanged] = useState(false);
  const [isAsking, setAsking] = useState(false);
  const close = () => (isChanged ? setAsking(true) : onDismiss());

  return (
    <>
      <Dialog title={modal.title} mark={<Avatar user={bot} />} onClose={close}>
        <ModalForm modal={modal} onChange={() => setChanged(true)} onCancel={close} />
      </Dialog>
      {isAsking && (
        <ConfirmDialog
          title="Discard what you have filled in?"
          label="Discard"
          isDangerous
          onConfirm={onDismiss}
          onClose={() => setAsking(false)}
        >
          <p>The form closes, and nothing of it is sent.</p>
        </ConfirmDialog>
      )}
    </>
  );
}
