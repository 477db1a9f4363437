import { useEffect, useMemo, useRef } from 'preact/hooks';
import { useShell } from '../app/shell.ts';
import { IconButton } from '../icon-button.tsx';
import type { DrawerTab } from '../state/drawer-settings.ts';
import { useVisit } from '../state/visit.ts';
import { AssistantsTab } from './assistants/assistants-tab.tsx';
import { BotTab } from './bot/bot-tab.tsx';
import { createEntries } from './entries.ts';
import { EventsTab } from './events/events-tab.tsx';
import { createEventsView } from './events/events-view.ts';
import { activeFaults } from './faults/active-faults.ts';
import { FaultsTab } from './faults/faults-tab.tsx';
import { Resizer } from './resizer.tsx';
import { TabList, tabIds } from './tab-list.tsx';
import { useConversation } from './use-conversation.ts';

/** What developers look at: what the bot, the local Discord and models tell each other, and how to break it. */
export function Drawer() {
  const { faults, host } = useVisit();
  const { hasDrawer, drawer } = useShell();
  const root = useRef<HTMLElement>(null);
  const entries = useMemo(createEntries, []);
  const events = useMemo(() => createEventsView(entries), []);
  const conversation = useConversation(entries);
  useEffect(entries.follow, []);
  useEffect(() => {
    const opener = document.activeElement;
    // Nobody opens it when the page becomes somebody else's and it was open before.
    if (!(opener instanceof HTMLElement) || opener === document.body) return undefined;
    root.current?.querySelector<HTMLElement>('[role=tab][aria-selected=true]')?.focus();
    return () => {
      if (document.activeElement === document.body) opener.focus();
    };
  }, []);

  const tab = drawer.tab.value;
  const side = drawer.side.value;
  const marked: DrawerTab[] = [];
  if (activeFaults(faults.now.value).length > 0) marked.push('faults');
  if (host.now.value?.bot === 'failed') marked.push('bot');
  const other = side === 'bottom' ? 'right' : 'bottom';
  const close = () => void (hasDrawer.value = false);

  function onKeyDown(event: KeyboardEvent) {
    if (event.key !== 'Escape' || event.defaultPrevented) return;
    event.preventDefault();
    close();
  }

  return (
    <section
      ref={root}
      class={`drawer at-${side}`}
      style={side === 'bottom' ? { height: drawer.height.value } : { width: drawer.width.value }}
      aria-label="Developer tools"
      onKeyDown={onKeyDown}
    >
      <h2 class="hidden-label">Developer tools</h2>
      <Resizer />
      <div class="drawer-head">
        <TabList open={tab} marked={marked} onOpen={(id) => (drawer.tab.value = id)} />
        <IconButton
          icon={`at-${other}`}
          class="drawer-side"
          label={`Move to the ${other}`}
          onClick={() => (drawer.side.value = other)}
        />
        <IconButton icon="close" label="Close the developer tools" tooltip="Close" onClick={close} />
      </div>
      <div class="drawer-panel" role="tabpanel" id={tabIds(tab).panel} aria-labelledby={tabIds(tab).tab}>
        {tab === 'events' && <EventsTab entries={entries} view={events} conversation={conversation} />}
        {tab === 'assistants' && <AssistantsTab entries={entries} conversation={conversation} />}
        {tab === 'faults' && <FaultsTab />}
        {tab === 'bot' && <BotTab />}
      </div>
    </section>
  );
}
