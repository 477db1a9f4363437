import { type Signal, effect, signal } from '@preact/signals';
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import { createDrawerSettings, type DrawerSettings } from '../state/drawer-settings.ts';
import { remembered } from '../state/remembered.ts';
import { createMembersSwitch } from './members-switch.ts';
import { NARROW } from './room.ts';

export type Appearance = 'system' | 'light' | 'dark';

/** Which parts of the page are open, and how they look. */
export interface Shell {
  /** The sidebar, where there is little room. */
  isMenuOpen: Signal<boolean>;
  hasMembers: Signal<boolean>;
  /** The developers' drawer. */
  hasDrawer: Signal<boolean>;
  drawer: DrawerSettings;
  /** In pixels. */
  threadWidth: Signal<number>;
  /** The ids of the categories that are folded up. */
  folded: Signal<readonly string[]>;
  appearance: Signal<Appearance>;
  /** Whether a thread takes the place of its channel. */
  isNarrow: Signal<boolean>;
}

/** What is open at first, or was when this browser was here last. */
export function createShell(): Shell {
  const appearance = remembered<Appearance>('appearance', 'system');
  // `theme.ts` does the same before the page is painted.
  effect(() => void (document.documentElement.dataset['appearance'] = appearance.value));
  const narrow = matchMedia(NARROW);
  const isNarrow = signal(narrow.matches);
  narrow.addEventListener('change', ({ matches }) => (isNarrow.value = matches));
  return {
    isMenuOpen: signal(false),
    hasMembers: createMembersSwitch(),
    hasDrawer: signal(false),
    drawer: createDrawerSettings(),
    threadWidth: remembered('thread-width', 400),
    folded: remembered<readonly string[]>('folded', []),
    appearance,
    isNarrow,
  };
}

export const ShellContext = createContext<Shell | undefined>(undefined);

/** Opens and closes the parts of the page. */
export function useShell(): Shell {
  const shell = useContext(ShellContext);
  if (!shell) throw new Error('There is no page around this component.');
  return shell;
}
