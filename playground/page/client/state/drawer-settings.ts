import { remembered } from './remembered.ts';

export type DrawerTab = 'events' | 'assistants' | 'faults' | 'bot';

export type DrawerSettings = ReturnType<typeof createDrawerSettings>;

/** How the developers' drawer stands and which of its tabs is open. */
export function createDrawerSettings() {
  return {
    tab: remembered<DrawerTab>('drawer-tab', 'events'),
    side: remembered<'bottom' | 'right'>('drawer-side', 'bottom'),
    /** In pixels, when it is at the bottom. */
    height: remembered('drawer-height', 360),
    /** In pixels, when it is at the right. */
    width: remembered('drawer-width', 480),
  };
}
