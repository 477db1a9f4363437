import { useVisit } from '../state/visit.ts';
import { Dialog } from './dialog.tsx';

/** The form that the bot has opened before this person. */
export function ModalDialog() {
  const visit = useVisit();
  const { modal } = visit.state.value;
  if (!modal) return null;
  return (
    <Dialog key={modal.id} title={modal.title} onClose={() => void visit.api.dismissModal(modal.id)}>
      <p>…</p>
    </Dialog>
  );
}
