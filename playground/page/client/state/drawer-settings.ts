import { signal } from '@preact/signals';

export type DrawerTab = 'events' | 'assistants' | 'faults' | 'bot';

interface Settings {
  tab: DrawerTab;
  side: 'bottom' | 'right';
  /** In pixels, when it is at the bottom. */
  height: number;
  /** In pixels, when it is at the right. */
  width: number;
}

const KEY = 'drawer';
const DEFAULTS: Settings = { tab: 'events', side: 'bottom', height: 340, width: 480 };

/** How the developers' drawer stands and which of its tabs is open, remembered in this browser. */
export function createDrawerSettings() {
  const now = signal<Settings>({ ...DEFAULTS, ...JSON.parse(localStorage.getItem(KEY) ?? '{}') });

  return {
    now: now as { readonly value: Settings },
    change(changes: Partial<Settings>): void {
      now.value = { ...now.peek(), ...changes };
      localStorage.setItem(KEY, JSON.stringify(now.peek()));
    },
  };
}
