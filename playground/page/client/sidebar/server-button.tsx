import { useRef } from 'preact/hooks';
import { readAll } from '../app/leave-or-read.ts';
import { copy } from '../app/copy.ts';
import { openIntegrations } from '../dialogs/integrations.tsx';
import { openNewRole } from '../dialogs/new-role.tsx';
import { openServerOverview } from '../dialogs/server-overview.tsx';
import { openAddPerson } from '../dialogs/add-person.tsx';
import { Icon } from '../icons.tsx';
import { Menu } from '../menus/menu.tsx';
import { mayOnServer } from '../state/permissions.ts';
import { useVisit } from '../state/visit.ts';
import { openNewCategory, openNewChannel } from './new-channel.tsx';

/** The name of the server, which opens its menu. */
export function ServerButton() {
  const visit = useVisit();
  const button = useRef<HTMLButtonElement>(null);
  const { guild } = visit.state.value;

  function open() {
    const anchor = button.current;
    if (!anchor) return;
    const { you } = visit.state.value;
    visit.layers.show((close) => (
      <Menu
        label="Server settings"
        anchor={anchor}
        onClose={close}
        groups={[
          { items: [{ label: 'Mark all as read', icon: 'check', run: () => readAll(visit) }] },
          {
            title: 'Server settings',
            items: you.moderator
              ? [
                  { label: 'Overview', icon: 'settings', run: () => openServerOverview(visit) },
                  { label: 'Integrations', icon: 'tools', run: () => openIntegrations(visit) },
                  { label: 'New role', icon: 'people', run: () => openNewRole(visit) },
                  { label: 'Add a person', icon: 'plus', run: () => openAddPerson(visit) },
                ]
              : [],
          },
          {
            items: mayOnServer(you, 'manageChannels')
              ? [
                  { label: 'Create channel', icon: 'hash', run: () => openNewChannel(visit) },
                  { label: 'Create category', icon: 'list', run: () => openNewCategory(visit) },
                ]
              : [],
          },
          { items: [{ label: 'Copy ID', icon: 'id', run: () => copy(visit, guild.id, 'ID') }] },
        ]}
      />
    ));
  }

  return (
    <h1>
      <button ref={button} type="button" class="server-button" aria-haspopup="menu" onClick={open}>
        <span class="name">{guild.name}</span>
        <Icon name="down" />
      </button>
    </h1>
  );
}
