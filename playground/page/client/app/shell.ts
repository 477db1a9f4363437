import type { Signal } from '@preact/signals';
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';

/** Which parts of the page are open. */
export interface Shell {
  /** The sidebar, where there is little room. */
  isMenuOpen: Signal<boolean>;
  hasMembers: Signal<boolean>;
  /** The developers' drawer. */
  hasDrawer: Signal<boolean>;
}

export const ShellContext = createContext<Shell | undefined>(undefined);

/** Opens and closes the parts of the page. */
export function useShell(): Shell {
  const shell = useContext(ShellContext);
  if (!shell) throw new Error('There is no page around this component.');
  return shell;
}
