import type { DrawerTab } from '../state/drawer-settings.ts';

const TABS: readonly { id: DrawerTab; label: string }[] = [
  { id: 'events', label: 'Events' },
  { id: 'assistants', label: 'Assistants' },
  { id: 'faults', label: 'Break things' },
  { id: 'bot', label: 'Bot' },
];

/** The id of the element that a tab shows, and of the tab. */
export const tabIds = (tab: DrawerTab) => ({ tab: `drawer-tab-${tab}`, panel: `drawer-panel-${tab}` });

interface Props {
  open: DrawerTab;
  /** Those with something to look at. */
  marked: readonly DrawerTab[];
  onOpen: (tab: DrawerTab) => void;
}

/** The tabs of the drawer: arrows, Home and End go from one to the next. */
export function TabList({ open, marked, onOpen }: Props) {
  function onKeyDown(event: KeyboardEvent & { currentTarget: HTMLElement }) {
    const index = nextIndex(
      event.key,
      TABS.findIndex(({ id }) => id === open),
    );
    const next = index === undefined ? undefined : TABS[index];
    if (!next) return;
    event.preventDefault();
    onOpen(next.id);
    document.getElementById(tabIds(next.id).tab)?.focus();
  }

  return (
    <div class="drawer-tabs" role="tablist" aria-label="Developer tools" onKeyDown={onKeyDown}>
      {TABS.map(({ id, label }) => (
        <button
          key={id}
          type="button"
          role="tab"
          id={tabIds(id).tab}
          aria-selected={id === open}
          aria-controls={id === open ? tabIds(id).panel : undefined}
          tabIndex={id === open ? 0 : -1}
          onClick={() => onOpen(id)}
        >
          {label}
          {marked.includes(id) && (
            <>
              <span class="drawer-mark" aria-hidden="true" />
              <span class="hidden-label"> (needs attention)</span>
            </>
          )}
        </button>
      ))}
    </div>
  );
}

function nextIndex(key: string, index: number): number | undefined {
  if (key === 'ArrowRight') return (index + 1) % TABS.length;
  if (key === 'ArrowLeft') return (index - 1 + TABS.length) % TABS.length;
  if (key === 'Home') return 0;
  if (key === 'End') return TABS.length - 1;
  return undefined;
}
