import { useShell } from '../app/shell.ts';
import { IconButton } from '../icon-button.tsx';
import { Icon } from '../icons.tsx';
import { titleOf } from '../names.ts';
import { mayOnServer } from '../state/permissions.ts';
import { useVisit } from '../state/visit.ts';
import type { Channel } from '../types.ts';
import { openNewChannel } from './new-channel.tsx';
import { openPlaceMenu } from './place-menu.tsx';
import { useMenuKeys } from './use-menu-keys.ts';

/** The name of a category: pressed, it folds up what is in it. */
export function CategoryHeading({ category, isFolded }: { category: Channel; isFolded: boolean }) {
  const visit = useVisit();
  const { folded } = useShell();
  const menu = useMenuKeys((anchor, at) => openPlaceMenu(visit, { channel: category, anchor, at }));
  const toggle = () => {
    const others = folded.peek().filter((id) => id !== category.id);
    folded.value = isFolded ? others : [...others, category.id];
  };
  return (
    <div class="category">
      <h2>
        <button type="button" class="fold" aria-expanded={!isFolded} onClick={toggle} {...menu}>
          <Icon name="down" />
          <span class="name">{titleOf(category)}</span>
        </button>
      </h2>
      {mayOnServer(visit.state.value.you, 'manageChannels') && (
        <IconButton
          icon="plus"
          class="small"
          label="Create channel"
          onClick={() => openNewChannel(visit, category.id)}
        />
      )}
    </div>
  );
}
