import { Icon } from '../icons.tsx';
import { useVisit } from '../state/visit.ts';
import { openModelDialog } from './bot/model-dialog.tsx';

/** Which model answers, in the header of a conversation; opens the choice. Nothing where the playground does not run the bot. */
export function ModelChip() {
  const visit = useVisit();
  const now = visit.host.now.value;
  if (!now?.models) return null;
  const name = now.bot === 'starting' ? 'starting …' : now.models.current.name;
  return (
    <button
      type="button"
      class="header-chip"
      aria-haspopup="dialog"
      title="Choose the model that answers"
      onClick={() => openModelDialog(visit)}
    >
      <span class="header-chip-text">
        <span class="header-chip-name">Model: </span>
        {name}
      </span>
      <Icon name="down" />
    </button>
  );
}
