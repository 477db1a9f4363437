import type { ComponentChildren } from 'preact';
import { MenuEntries, type MenuGroup } from './menu-entries.tsx';
import { type Point, Popup } from './popup.tsx';

export type { MenuItem } from './menu-entries.tsx';

interface Props {
  label: string;
  anchor: HTMLElement;
  at?: Point | undefined;
  header?: ComponentChildren;
  /** Those without entries are left out. */
  groups: readonly MenuGroup[];
  onClose: () => void;
}

/** A menu as a right click opens it: arrows, Home and End, letters, Enter, Escape. */
export function Menu({ label, anchor, at, header, groups, onClose }: Props) {
  return (
    <Popup anchor={anchor} at={at} onClose={onClose}>
      {header}
      <MenuEntries label={label} groups={groups} hasFocus onClose={onClose} />
    </Popup>
  );
}
