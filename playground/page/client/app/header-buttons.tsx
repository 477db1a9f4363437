import { Icon, type IconName } from '../icons.tsx';
import { Menu } from '../menus/menu.tsx';
import { titleOf } from '../names.ts';
import { deletion, mayDelete, threadItems } from '../sidebar/place-menu.tsx';
import { FORUM } from '../state/channels.ts';
import { useVisit } from '../state/visit.ts';
import type { Channel } from '../types.ts';
import { copy, linkTo } from './copy.ts';
import { openPins } from './pins.tsx';
import { useShell } from './shell.ts';
import { openThreads } from './threads.tsx';

interface Props {
  icon: IconName;
  label: string;
  name: string;
  onPress: (anchor: HTMLElement) => void;
  isOn?: boolean;
  isMenu?: boolean;
}

function HeaderButton({ icon, label, name, onPress, isOn, isMenu = false }: Props) {
  return (
    <button
      type="button"
      class={`icon ${name}`}
      aria-label={label}
      title={label}
      aria-pressed={isOn}
      aria-haspopup={isMenu ? 'dialog' : undefined}
      onClick={({ currentTarget }) => onPress(currentTarget)}
    >
      <Icon name={icon} />
    </button>
  );
}

/** What one can open at a channel. */
export function ChannelButtons({ channel }: { channel: Channel }) {
  const visit = useVisit();
  const { hasMembers, hasDrawer } = useShell();
  const isDirect = channel.recipients !== undefined;
  const isForum = channel.type === FORUM;
  return (
    <div class="header-buttons">
      {!isDirect && !isForum && (
        <HeaderButton
          icon="thread"
          label="Threads"
          name="threads"
          isMenu
          onPress={(anchor) => openThreads(visit, channel, anchor)}
        />
      )}
      {!isForum && (
        <HeaderButton
          icon="pin"
          label="Pinned messages"
          name="pins"
          isMenu
          onPress={(anchor) => openPins(visit, channel, anchor)}
        />
      )}
      {!isDirect && (
        <HeaderButton
          icon="people"
          label="Members"
          name="members-switch"
          isOn={hasMembers.value}
          onPress={() => (hasMembers.value = !hasMembers.peek())}
        />
      )}
      <HeaderButton
        icon="tools"
        label="Developer tools"
        name="drawer-switch"
        isOn={hasDrawer.value}
        onPress={() => (hasDrawer.value = !hasDrawer.peek())}
      />
    </div>
  );
}

/** What one can do with a thread. */
export function ThreadButtons({ thread }: { thread: Channel }) {
  const visit = useVisit();
  const { hasDrawer } = useShell();

  function openMenu(anchor: HTMLElement) {
    const now = visit.channels.get(thread.id) ?? thread;
    visit.layers.show((close) => (
      <Menu
        label={titleOf(now)}
        anchor={anchor}
        onClose={close}
        groups={[
          { items: threadItems(visit, now) },
          {
            items: [
              { label: 'Pinned messages', run: () => openPins(visit, now, anchor) },
              { label: 'Copy link', run: () => copy(visit, linkTo(now), 'Link') },
              { label: 'Copy ID', run: () => copy(visit, now.id, 'ID') },
              { label: 'Developer tools', run: () => void (hasDrawer.value = true) },
            ],
          },
          { items: mayDelete(visit, now) ? [deletion(visit, now)] : [] },
        ]}
      />
    ));
  }

  return (
    <div class="header-buttons">
      <HeaderButton icon="more" label="Thread options" name="options" isMenu onPress={openMenu} />
      <HeaderButton icon="close" label="Close the thread" name="close" onPress={visit.closeThread} />
    </div>
  );
}
