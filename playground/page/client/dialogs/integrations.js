/** @import { Api } from '../api.js' */
/** @import { Store } from '../store.js' */
/** @import { Command, CommandPermission } from '../types.ts' */
import { element } from '../dom.js';
import { nameOf, titleOf } from '../names.js';
import { openDialog } from './dialog.js';

const ROLE = 1;
const USER = 2;
const CHANNEL = 3;

/** @typedef {{ id: string, type: number, label: string }} Target */

/**
 * Who may use which command of the bot, as in the server's settings.
 *
 * @param {{ store: Store, api: Api, commands: readonly Command[] }} options
 */
export async function openIntegrations({ store, api, commands }) {
  const { guild, bot, roles, people } = store.state;
  const set = new Map((await api.commandPermissions()).map(({ id, permissions }) => [id, permissions]));
  const problem = element('p', { class: 'problem', role: 'alert' });
  const table = element('div', { class: 'permissions' });
  const select = element(
    'select',
    { id: 'integration', onchange: show },
    element('option', { value: bot.id }, `All commands of ${nameOf(bot)}`),
    ...commands.map(({ id, name, type }) => element('option', { value: id }, type === 1 ? `/${name}` : name)),
  );
  const dialog = openDialog(
    { id: 'integrations', title: 'Integrations', onCancel: () => dialog.close() },
    element(
      'div',
      { class: 'dialog-body' },
      element('p', { class: 'form-note' }, 'Who may use what. What is not set goes by what the bot asks for.'),
      element('div', { class: 'field' }, element('label', { for: 'integration' }, 'Command'), select),
      table,
      problem,
    ),
  );

  /** @type {{ title: string, targets: Target[] }[]} */
  const groups = [
    {
      title: 'Roles',
      targets: roles
        .filter(({ tags }) => tags?.bot_id === undefined)
        .map(({ id, name }) => ({ id, type: ROLE, label: `@${name.replace(/^@/, '')}` })),
    },
    { title: 'Members', targets: people.map((person) => ({ id: person.id, type: USER, label: nameOf(person) })) },
    {
      title: 'Channels',
      targets: [
        { id: String(BigInt(guild.id) - 1n), type: CHANNEL, label: 'All channels' },
        ...store.textChannels().map((channel) => ({ id: channel.id, type: CHANNEL, label: `#${titleOf(channel)}` })),
      ],
    },
  ];
  show();
  select.focus();

  function show() {
    table.replaceChildren(
      ...groups.map(({ title, targets }) =>
        element('fieldset', {}, element('legend', {}, title), ...targets.map(targetRow)),
      ),
    );
  }

  /** @param {Target} target */
  function targetRow({ id, type, label }) {
    const now = set.get(select.value)?.find((one) => one.id === id && one.type === type)?.permission;
    const choice = element(
      'select',
      { 'aria-label': label, onchange: () => void save({ id, type }, choice.value) },
      ...['', 'true', 'false'].map((value) =>
        element(
          'option',
          { value, selected: value === String(now ?? '') },
          value === '' ? 'Default' : value === 'true' ? 'Allow' : 'Deny',
        ),
      ),
    );
    return element('div', { class: 'permission' }, element('span', {}, label), choice);
  }

  /**
   * @param {Omit<CommandPermission, 'permission'>} target
   * @param {string} value
   */
  async function save({ id, type }, value) {
    const command = select.value;
    const others = (set.get(command) ?? []).filter((one) => one.id !== id || one.type !== type);
    const wanted = value === '' ? others : [...others, { id, type, permission: value === 'true' }];
    problem.replaceChildren();
    try {
      await api.setCommandPermissions(command, wanted);
      set.set(command, wanted);
    } catch (error) {
      problem.textContent = /** @type {Error} */ (error).message;
      show();
    }
  }
}
