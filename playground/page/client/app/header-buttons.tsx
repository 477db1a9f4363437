import { useRef } from 'preact/hooks';
import { IconButton } from '../icon-button.tsx';
import { Icon, type IconName } from '../icons.tsx';
import { Menu } from '../menus/menu.tsx';
import { titleOf } from '../names.ts';
import { copyItems, deletion, threadItems } from '../sidebar/place-menu.tsx';
import { FORUM } from '../state/channels.ts';
import { useVisit } from '../state/visit.ts';
import type { Channel } from '../types.ts';
import { Pins } from './pins.tsx';
import { useShell } from './shell.ts';
import { Threads } from './threads.tsx';
import { useToggle } from './use-toggle.ts';

/** What one can open at a channel. */
export function ChannelButtons({ channel }: { channel: Channel }) {
  const { current, closeThread } = useVisit();
  const { hasMembers, hasDrawer } = useShell();
  const isDirect = channel.recipients !== undefined;
  const isForum = channel.type === FORUM;
  const showsMembers = hasMembers.value && current.value.thread === undefined;
  return (
    <div class="header-buttons">
      {!isDirect && !isForum && <PopoverButton icon="thread" label="Threads" channel={channel} Content={Threads} />}
      {!isForum && <PopoverButton icon="pin" label="Pinned messages" channel={channel} Content={Pins} />}
      {!isDirect && (
        <HeaderButton
          icon="people"
          label="Members"
          isOn={showsMembers}
          onPress={() => {
            hasMembers.value = !showsMembers;
            // They stand where the thread is.
            if (!showsMembers && current.peek().thread) closeThread();
          }}
        />
      )}
      <HeaderButton
        icon="tools"
        label="Developer tools"
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
          { items: copyItems(visit, now) },
          { items: [{ label: 'Developer tools', icon: 'tools', run: () => void (hasDrawer.value = true) }] },
          { items: deletion(visit, now) },
        ]}
      />
    ));
  }

  return (
    <div class="header-buttons">
      <PopoverButton icon="pin" label="Pinned messages" channel={thread} Content={Pins} />
      <HeaderButton icon="more" label="Thread options" onPress={openMenu} />
      <HeaderButton icon="close" label="Close the thread" onPress={visit.closeThread} />
    </div>
  );
}

interface PopoverButtonProps {
  icon: IconName;
  label: string;
  channel: Channel;
  Content: typeof Threads | typeof Pins;
}

function PopoverButton({ icon, label, channel, Content }: PopoverButtonProps) {
  const root = useRef<HTMLButtonElement>(null);
  const { isOpen, toggle } = useToggle((close) => (
    <Content channel={channel} anchor={root.current ?? document.body} onClose={close} />
  ));
  return (
    <IconButton icon={icon} ref={root} label={label} aria-haspopup="dialog" aria-expanded={isOpen} onClick={toggle} />
  );
}

interface ButtonProps {
  icon: IconName;
  label: string;
  onPress: (anchor: HTMLElement) => void;
  /** With it, the button switches something on and off. */
  isOn?: boolean;
}

function HeaderButton({ icon, label, onPress, isOn }: ButtonProps) {
  return (
    <button
      type="button"
      class={`icon${icon === 'close' ? ' close' : ''}`}
      aria-label={label}
      data-tooltip
      aria-pressed={isOn}
      onClick={({ currentTarget }) => onPress(currentTarget)}
    >
      <Icon name={icon} />
    </button>
  );
}
