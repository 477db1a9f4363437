/** @import { Api } from '../api.js' */
/** @import { Interactions } from '../components/interactions.js' */
/** @import { Store } from '../store.js' */
/** @import { Role } from '../types.ts' */
/** @import { Point } from './popup.js' */
import { setRole } from '../api.js';
import { avatar } from '../avatar.js';
import { element } from '../dom.js';
import { nameOf } from '../names.js';
import { openMenu } from './menu.js';

const USER_COMMAND = 2;

/**
 * Who somebody is, their roles, and what the bot offers for them. Moderators give and take roles here.
 *
 * @param {object} options
 * @param {Store} options.store
 * @param {Api} options.api
 * @param {Interactions} options.interactions
 * @param {string} options.userId
 * @param {string} options.channelId Where it is opened.
 * @param {HTMLElement} options.anchor
 * @param {Point | undefined} [options.at]
 * @param {(error: Error) => void} options.onError
 */
export async function openPersonCard({ store, api, interactions, userId, channelId, anchor, at, onError }) {
  const { people, you, guild, roles: all } = store.state;
  const user = store.user(userId);
  if (!user) return;
  const commands = await store.commandsIn(channelId).catch(() => []); // the rest works without them
  const person = people.find(({ id }) => id === userId);
  const own = person?.roles ?? [];
  const chips = all.filter(({ id }) => own.includes(id)).map(({ name }) => element('li', { class: 'role' }, name));
  const badge = user.bot ? element('span', { class: 'badge' }, 'Bot') : undefined;
  const header = element(
    'div',
    { class: 'profile' },
    avatar(user),
    element('div', {}, element('strong', {}, nameOf(user)), badge, element('small', {}, user.username)),
    chips.length > 0 ? element('ul', { 'aria-label': 'Roles' }, ...chips) : undefined,
  );
  openMenu({
    label: nameOf(user),
    anchor,
    at,
    header,
    groups: [
      {
        title: 'Apps',
        items: commands
          .filter(({ type }) => type === USER_COMMAND)
          .map(({ id: command, name }) => ({
            label: name,
            run: () =>
              interactions
                .send({ channelId, name, isMenu: true }, () => api.menu(channelId, { command, userId }))
                .catch(onError),
          })),
      },
      { title: 'Roles', items: you.moderator && person && !user.bot ? all.filter(isGivable).map(roleItem) : [] },
    ],
  });

  /** @param {Role} role */
  function isGivable({ id, tags }) {
    return id !== guild.id && tags?.bot_id === undefined;
  }

  /** @param {Role} role */
  function roleItem({ id: roleId, name }) {
    const has = () => store.state.people.find(({ id }) => id === userId)?.roles.includes(roleId) ?? false;
    const run = () => setRole({ personId: userId, roleId, isGiven: !has() }).catch(onError);
    return { label: name, isChecked: has(), run };
  }
}
