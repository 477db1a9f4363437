import { useShell } from '../../app/shell.ts';
import { Icon } from '../../icons.tsx';
import type { DrawerTab } from '../../state/drawer-settings.ts';
import { useVisit } from '../../state/visit.ts';
import { activeFaults } from './active-faults.ts';

/** Says in the header of a conversation that something is broken on purpose, or that the bot has failed; opens the drawer there. */
export function FaultChip() {
  const { faults, host } = useVisit();
  const { hasDrawer, drawer } = useShell();
  const active = activeFaults(faults.now.value);
  const hasFailed = host.now.value?.bot === 'failed';
  if (hasDrawer.value || (active.length === 0 && !hasFailed)) return null;

  const [text, tab]: [string, DrawerTab] = hasFailed ? ['The bot has failed', 'bot'] : ['Broken on purpose', 'faults'];
  function open() {
    drawer.tab.value = tab;
    hasDrawer.value = true;
  }

  return (
    <button type="button" class="header-chip warning" title={active.join(' ')} onClick={open}>
      <Icon name="warning" />
      <span class="header-chip-text">{text}</span>
    </button>
  );
}
