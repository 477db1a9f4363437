import { useEffect, useRef, useState } from 'preact/hooks';
import { Icon, type IconName } from '../icons.tsx';
import { nextIndex } from './next-index.ts';
import { Popup } from './popup.tsx';

/** As long as the pointer may take from an entry to the menu beside it. */
const HOVER_MS = 150;

/** One entry. */
export interface MenuItem {
  label: string;
  /** Left out only with `groups`. */
  run?: () => void | Promise<unknown>;
  icon?: IconName;
  /** The keys that do the same: `Ctrl+E`. */
  shortcut?: string;
  isDangerous?: boolean;
  isDisabled?: boolean;
  /** With it the entry is switched on and off, and the menu stays. */
  isChecked?: boolean;
  /** A menu of its own, which opens beside it. */
  groups?: readonly MenuGroup[];
}

export interface MenuGroup {
  title?: string;
  items: readonly MenuItem[];
}

interface Props {
  label: string;
  groups: readonly MenuGroup[];
  /** Whether it takes the focus. */
  hasFocus: boolean;
  /** Closes all of it. */
  onClose: () => void;
  /** Goes back to the menu that it belongs to. */
  onBack?: () => void;
}

/** The entries of a menu. */
export function MenuEntries({ label, groups, hasFocus, onClose, onBack }: Props) {
  const root = useRef<HTMLDivElement>(null);
  const [open, setOpen] = useState<string>();
  const timer = useRef<number>(undefined);
  const hovered = useRef<MenuItem>(undefined);
  const shown = groups.filter(({ items }) => items.length > 0);

  // Asked for later; at first, `autofocus` does it.
  useEffect(() => {
    if (hasFocus && !root.current?.contains(document.activeElement)) entriesOf(root.current)[0]?.focus();
  }, [hasFocus]);
  useEffect(() => () => clearTimeout(timer.current), []);

  function onKeyDown(event: KeyboardEvent) {
    const entries = entriesOf(root.current);
    const index = entries.findIndex((entry) => entry === document.activeElement);
    if (event.key === 'ArrowLeft' && onBack) onBack();
    else if (event.key === 'ArrowRight' && entries[index]?.ariaHasPopup === 'menu') entries[index].click();
    else {
      const next = nextIndex(
        event.key,
        index,
        entries.map(({ textContent }) => textContent),
      );
      if (next === undefined) return;
      entries[next]?.focus();
      setOpen(undefined);
    }
    event.preventDefault();
  }

  function hover(item: MenuItem) {
    if (hovered.current === item) return;
    hovered.current = item;
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setOpen(item.groups && item.label), HOVER_MS);
  }

  const first = shown[0]?.items[0];
  // A menu must have entries.
  const about = first ? ({ role: 'menu', 'aria-label': label } as const) : { autofocus: hasFocus };
  return (
    <div ref={root} class="entries" {...about} tabIndex={-1} onKeyDown={onKeyDown}>
      {shown.map(({ title, items }) => (
        <div key={title ?? items[0]?.label} role="group" aria-label={title}>
          {title !== undefined && (
            <p class="entries-title" aria-hidden="true">
              {title}
            </p>
          )}
          {items.map((item) => (
            <Entry
              key={item.label}
              item={item}
              hasFocus={hasFocus && item === first}
              isOpen={open === item.label}
              onHover={() => hover(item)}
              onOpen={(isOpen) => setOpen(isOpen ? item.label : undefined)}
              onClose={onClose}
            />
          ))}
        </div>
      ))}
    </div>
  );
}

interface EntryProps {
  item: MenuItem;
  /** Whether it takes the focus. */
  hasFocus: boolean;
  /** Whether its own menu is open. */
  isOpen: boolean;
  onHover: () => void;
  onOpen: (isOpen: boolean) => void;
  onClose: () => void;
}

function Entry({ item, hasFocus, isOpen, onHover, onOpen, onClose }: EntryProps) {
  const { label, run, icon, shortcut, isDangerous, isDisabled, isChecked, groups } = item;
  const button = useRef<HTMLButtonElement>(null);
  const [isOn, setOn] = useState(isChecked);
  const [isEntered, enter] = useState(false);

  function press() {
    if (isDisabled) return;
    if (groups) {
      enter(true);
      return onOpen(true);
    }
    if (isOn === undefined) onClose();
    else setOn(!isOn);
    void run?.();
  }

  function back() {
    enter(false);
    onOpen(false);
  }

  return (
    <>
      <button
        ref={button}
        type="button"
        role={isOn === undefined ? 'menuitem' : 'menuitemcheckbox'}
        aria-checked={isOn}
        aria-disabled={isDisabled}
        aria-haspopup={groups && 'menu'}
        aria-expanded={groups && isOpen}
        aria-keyshortcuts={shortcut}
        class={isDangerous ? 'dangerous' : undefined}
        autofocus={hasFocus}
        tabIndex={-1}
        onClick={press}
        onPointerMove={({ pointerType, currentTarget }) => {
          if (pointerType === 'touch') return;
          onHover();
          if (document.activeElement !== currentTarget) currentTarget.focus({ preventScroll: true });
        }}
      >
        {icon && <Icon name={icon} />}
        <span>{label}</span>
        {shortcut !== undefined && <kbd aria-hidden="true">{shortcut}</kbd>}
        {groups && <Icon name="right" />}
      </button>
      {groups && isOpen && button.current && (
        <Popup anchor={button.current} side="right" isToggled onClose={back}>
          <div onPointerEnter={onHover}>
            <p class="sheet-title" aria-hidden="true">
              {label}
            </p>
            <MenuEntries label={label} groups={groups} hasFocus={isEntered} onClose={onClose} onBack={back} />
          </div>
        </Popup>
      )}
    </>
  );
}

function entriesOf(root: HTMLElement | null): HTMLElement[] {
  return [...(root?.querySelectorAll<HTMLElement>('[role^=menuitem]') ?? [])];
}
