/** @import { Api } from '../api.js' */
/** @import { Store } from '../store.js' */
import { addRole } from '../api.js';
import { element } from '../dom.js';
import { icon } from '../icons.js';
import { openDialog } from '../dialogs/dialog.js';
import { openIntegrations } from '../dialogs/integrations.js';
import { openMenu } from './menu.js';

/**
 * The button beside the server's name; for moderators only.
 *
 * @param {{ store: Store, api: Api }} options
 */
export function createServerSettings({ store, api }) {
  const button = element(
    'button',
    {
      type: 'button',
      class: 'icon',
      'aria-label': 'Server settings',
      title: 'Server settings',
      'aria-haspopup': 'menu',
      hidden: !store.state.you.moderator,
      onclick: open,
    },
    icon('settings'),
  );

  function open() {
    openMenu({
      label: 'Server settings',
      anchor: button,
      groups: [
        {
          items: [
            { label: 'Integrations', run: integrations },
            { label: 'New role', run: newRole },
          ],
        },
      ],
    });
  }

  async function integrations() {
    const [first] = store.textChannels();
    await openIntegrations({ store, api, commands: first ? await store.commandsIn(first.id) : [] });
  }

  function newRole() {
    const name = element('input', { type: 'text', id: 'role-name', maxlength: 100, autocomplete: 'off' });
    const problem = element('p', { class: 'problem', role: 'alert' });
    const form = element(
      'form',
      { novalidate: true },
      element(
        'div',
        { class: 'dialog-body' },
        element('div', { class: 'field' }, element('label', { for: 'role-name' }, 'Name'), name),
        problem,
      ),
      element(
        'footer',
        {},
        element('button', { type: 'button', class: 'button secondary', onclick: () => dialog.close() }, 'Cancel'),
        element('button', { type: 'submit', class: 'button primary' }, 'Make it'),
      ),
    );
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      addRole(name.value).then(
        () => dialog.close(),
        (/** @type {Error} */ error) => void (problem.textContent = error.message),
      );
    });
    const dialog = openDialog({ id: 'new-role', title: 'New role', onCancel: () => dialog.close() }, form);
    name.focus();
  }

  return button;
}
