/** @import { Store } from './store.js' */
/** @import { Channel } from './types.ts' */
import { element, reconcile, setAttributes } from './dom.js';
import { avatar } from './message-view.js';
import { nameOf, titleOf } from './names.js';

/**
 * @typedef {object} Entry
 * @property {string} id
 * @property {'channel' | 'thread'} kind
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
 */
export function createSidebar({ store, personSwitch, open, openDirect }) {
  const { guild, bot } = store.state;
  const channels = element('ul');
  const presence = element('span', { class: 'presence' });
  const direct = element('button', { type: 'button', onclick: openDirect }, avatar(bot), nameOf(bot), presence);
  const root = element(
    'nav',
    { class: 'sidebar', id: 'sidebar', 'aria-label': guild.name },
    element('h1', {}, guild.name),
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
  function create({ id, kind }) {
    const press = () => {
      const channel = store.channel(id);
      if (channel) open(channel);
    };
    const sign = element('span', { class: 'mark', 'aria-hidden': 'true' }, kind === 'channel' ? '#' : '');
    const button = element('button', { type: 'button', onclick: press }, sign, element('span', { class: 'name' }));
    return element('li', { class: kind }, button);
  }

  /**
   * @param {HTMLElement} item
   * @param {Entry} entry
   */
  function update(item, { name, isCurrent, isUnread }) {
    const button = item.querySelector('button');
    const label = item.querySelector('.name');
    if (!button || !label) return;
    if (label.textContent !== name) label.textContent = name;
    mark(button, { isCurrent, isUnread, name });
  }

  return {
    root,
    focus: () => root.querySelector('button')?.focus(),
    /** @param {readonly (string | undefined)[]} current The ids of what is open. */
    update(current) {
      /** @type {(kind: Entry['kind']) => (channel: Channel) => Entry} */
      const entry = (kind) => (channel) => {
        const isCurrent = current.includes(channel.id);
        return { id: channel.id, kind, name: titleOf(channel), isCurrent, isUnread: store.marks.isUnread(channel) };
      };
      const entries = store
        .textChannels()
        .flatMap((channel) => [entry('channel')(channel), ...store.threadsOf(channel.id).map(entry('thread'))]);
      reconcile(channels, entries, { key: ({ id }) => id, create, update });

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
