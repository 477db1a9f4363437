/** @import { Store } from './store.js' */
/** @import { Channel } from './types.ts' */
import { element, reconcile, setAttributes } from './dom.js';
import { icon } from './icons.js';
import { avatar } from './avatar.js';
import { nameOf, titleOf } from './names.js';
import { CATEGORY, FORUM, PRIVATE_THREAD } from './store.js';

/**
 * @typedef {object} Entry
 * @property {string} id
 * @property {'channel' | 'thread' | 'category'} kind
 * @property {string | Node} sign What stands before the name.
 * @property {string} name
 * @property {boolean} isCurrent
 * @property {boolean} isUnread
 */

/**
 * The server with its channels and threads, the bot, and who one is.
 *
 * @param {object} options
 * @param {Store} options.store
 * @param {HTMLElement} options.personSwitch
 * @param {(channel: Channel) => void} options.open
 * @param {() => void} options.openDirect
 * @param {HTMLElement} options.settings Opens the settings of the server.
 */
export function createSidebar({ store, personSwitch, open, openDirect, settings }) {
  const { guild, bot } = store.state;
  const channels = element('ul');
  const presence = element('span', { class: 'presence' });
  const direct = element('button', { type: 'button', onclick: openDirect }, avatar(bot), nameOf(bot), presence);
  const root = element(
    'nav',
    { class: 'sidebar', id: 'sidebar', 'aria-label': guild.name },
    element('div', { class: 'server' }, element('h1', {}, guild.name), settings),
    element(
      'div',
      { class: 'places' },
      element('h2', {}, 'Channels'),
      channels,
      element('h2', {}, 'Direct messages'),
      element('ul', { class: 'directs' }, element('li', {}, direct)),
    ),
    personSwitch,
  );

  /**
   * @param {Entry} entry
   * @returns {HTMLElement}
   */
  function create({ id, kind, sign }) {
    if (kind === 'category') return element('li', { class: kind }, element('h2', { class: 'name' }));
    const press = () => {
      const channel = store.channel(id);
      if (channel) open(channel);
    };
    const mark = element('span', { class: `mark${kind === 'thread' && sign === '' ? ' branch' : ''}` }, sign);
    mark.setAttribute('aria-hidden', 'true');
    const button = element('button', { type: 'button', onclick: press }, mark, element('span', { class: 'name' }));
    return element('li', { class: kind }, button);
  }

  /**
   * @param {HTMLElement} item
   * @param {Entry} entry
   */
  function update(item, { name, isCurrent, isUnread }) {
    const button = item.querySelector('button');
    const label = item.querySelector('.name');
    if (label && label.textContent !== name) label.textContent = name;
    if (button) mark(button, { isCurrent, isUnread, name });
  }

  /** @param {readonly (string | undefined)[]} current */
  function entries(current) {
    /** @type {(kind: Entry['kind'], channel: Channel, sign: string | Node) => Entry} */
    const entry = (kind, channel, sign) => {
      const isCurrent = current.includes(channel.id);
      return { id: channel.id, kind, sign, name: titleOf(channel), isCurrent, isUnread: store.marks.isUnread(channel) };
    };
    /** @param {Channel} channel */
    const withThreads = (channel) => {
      const isForum = channel.type === FORUM;
      // A forum lists its posts itself; here are those that one takes part in.
      const threads = store
        .threadsOf(channel.id)
        .filter(({ id, member }) => !isForum || member || current.includes(id));
      return [
        entry('channel', channel, isForum ? icon('forum') : '#'),
        ...threads.map((thread) => entry('thread', thread, thread.type === PRIVATE_THREAD ? icon('lock') : '')),
      ];
    };
    const places = store.places();
    const categories = places.filter(({ type }) => type === CATEGORY);
    const rooms = places.filter(({ type }) => type !== CATEGORY);
    /** @param {string | undefined} id */
    const inside = (id) =>
      rooms.filter(({ parent_id: parent }) => (categories.find((one) => one.id === parent)?.id ?? undefined) === id);
    return [
      ...inside(undefined).flatMap(withThreads),
      ...categories.flatMap((category) => [
        entry('category', category, ''),
        ...inside(category.id).flatMap(withThreads),
      ]),
    ];
  }

  return {
    root,
    focus: () => root.querySelector('button')?.focus(),
    /** @param {readonly (string | undefined)[]} current The ids of what is open. */
    update(current) {
      reconcile(channels, entries(current), { key: ({ id }) => id, create, update });

      const { online } = store.state.bot;
      const withBot = store.directs().find(({ recipients }) => recipients?.some(({ id }) => id === bot.id));
      presence.textContent = online ? 'online' : 'offline';
      presence.classList.toggle('online', online);
      mark(direct, {
        isCurrent: withBot !== undefined && current.includes(withBot.id),
        isUnread: withBot !== undefined && store.marks.isUnread(withBot),
        name: nameOf(bot),
      });
    },
  };
}

/**
 * @param {HTMLButtonElement} button
 * @param {{ isCurrent: boolean, isUnread: boolean, name: string }} entry
 */
function mark(button, { isCurrent, isUnread, name }) {
  const isMarked = isUnread && !isCurrent;
  setAttributes(button, {
    'aria-current': isCurrent ? 'page' : undefined,
    'aria-label': isMarked ? `${name}, unread` : undefined,
  });
  button.classList.toggle('unread', isMarked);
}
