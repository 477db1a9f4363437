import { Dialog } from '../../dialogs/dialog.tsx';
import { ModelChooser } from './model-chooser.tsx';

/** The choice of the model, for those who do not look into the drawer. */
export function ModelDialog({ onClose }: { onClose: () => void }) {
  return (
    <Dialog title="Choose a model" onClose={onClose}>
      <div class="dialog-body">
        <p class="form-note">This model writes the answers of the bot. Conversations stay when you change it.</p>
        <ModelChooser />
      </div>
    </Dialog>
  );
}
