import { Dialog } from '../../dialogs/dialog.tsx';
import type { MenuItem } from '../../menus/menu.tsx';
import type { Visit } from '../../state/visit.ts';
import { ModelChooser } from './model-chooser.tsx';

/** Opens the choice of the model, for those who do not look into the drawer. */
export function openModelDialog({ layers }: Visit): void {
  layers.show((close) => <ModelDialog onClose={close} />);
}

/** What the menu of a user has of it: an entry for the bot, where there is a choice. */
export function modelItems(visit: Visit, userId: string): MenuItem[] {
  const models = visit.host.now.value?.models;
  if (!models || userId !== visit.state.value.bot.id) return [];
  return [{ label: `Model: ${models.current.name}`, run: () => openModelDialog(visit) }];
}

function ModelDialog({ onClose }: { onClose: () => void }) {
  return (
    <Dialog title="Choose a model" onClose={onClose}>
      <div class="dialog-body">
        <p class="form-note">This model writes the answers of the bot. Conversations stay when you change it.</p>
        <ModelChooser />
      </div>
    </Dialog>
  );
}
