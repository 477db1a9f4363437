/** @import { Api } from './api.js' */
/** @import { Store } from './store.js' */
/** @import { Interactions } from './components/interactions.js' */
/** @import { Draft, Written } from './composer.js' */
/** @import { Pressed } from './log-presses.js' */
/** @import { Channel, Message, MessageList } from './types.ts' */
import { createComposer } from './composer.js';
import { element } from './dom.js';
import { icon } from './icons.js';
import { createMessageLog } from './message-log.js';
import { openMessageMenu } from './menus/message-menu.js';
import { openPersonCard } from './menus/person-card.js';
import { messageRows } from './message-rows.js';
import { tagChip } from './forum/tags.js';
import { withMentions } from './mentions.js';
import { nameOf, titleOf } from './names.js';
import { PRIVATE_THREAD } from './store.js';
import { createSuggestions } from './suggestions.js';
import { welcome } from './welcome.js';

/** @typedef {ReturnType<typeof createPane>} Pane */

/**
 * One conversation with everything that belongs to it: a channel, or a thread beside it.
 *
 * @param {object} options
 * @param {'channel' | 'thread'} options.kind
 * @param {Store} options.store
 * @param {Api} options.api
 * @param {Interactions} options.interactions
 * @param {(thread: Channel) => void} options.openThread
 * @param {(channel: Channel) => void} options.open A channel or a thread that is mentioned.
 * @param {(message: Message) => void} [options.onPosted] One has posted something here.
 * @param {HTMLElement[]} options.before What stands before the title.
 * @param {HTMLElement[]} [options.after]
 */
export function createPane({ kind, store, api, interactions, openThread, open, onPosted, before, after = [] }) {
  /** @type {Channel | undefined} */
  let channel;
  /** Posts go one after another. @type {Promise<unknown>} */
  let sending = Promise.resolve();
  /** What was written and not sent, by channel. @type {Map<string, Draft>} */
  const drafts = new Map();
  let welcomed = '';

  const suggestions = createSuggestions(store, api);
  const mark = element('span', { class: 'mark', 'aria-hidden': 'true' });
  const title = element('h2', { tabindex: -1 });
  const topic = element('p', { class: 'topic' });
  const tags = element('span', { class: 'tags' });
  const log = createMessageLog({ onOlder: loadOlder, onScroll: markRead, onMenu, onPress });
  const status = element('p', { class: 'status', 'aria-live': 'polite' });
  const composer = createComposer({
    id: `${kind}-text`,
    send,
    suggest: async (text, caret) => (channel ? suggestions.suggest(channel.id, text, caret) : []),
    fileOptions: async (text) => (channel ? suggestions.fileOptions(channel.id, text) : undefined),
    onTyping: () => void (channel && api.typing(channel.id).catch(() => undefined)), // nobody misses it
  });
  const root = element(
    kind === 'channel' ? 'main' : 'aside',
    { class: `pane ${kind}`, 'aria-label': kind === 'channel' ? 'Channel' : 'Thread' },
    element('header', {}, ...before, mark, title, tags, topic, ...after),
    log.root,
    composer.root,
    status,
  );

  /** @param {Written} written */
  async function send({ text, attachments, byOption }) {
    const id = channel?.id ?? '';
    log.goToEnd();
    if (text.startsWith('/')) {
      const typed = withoutNames(suggestions.withValues(text), Object.keys(byOption));
      const name = await suggestions.commandName(id, text);
      // The bot may take minutes for a command: nothing waits for that.
      return interactions.send({ channelId: id, name, isMenu: false }, () => api.command(id, typed, byOption));
    }
    const sent = sending.then(() => api.post(id, withMentions(text, store), attachments));
    sending = sent.then(onPosted).catch(() => undefined); // told by the composer
    return sent;
  }

  /** @param {Pressed} what */
  function onMenu({ key, row, target, at }) {
    const list = channel && store.lists.open(channel.id);
    const message = list?.messages.find(({ id }) => id === key);
    const userId = target.closest('[data-user]')?.getAttribute('data-user');
    if (userId) {
      void openPersonAt(userId, row, at);
      return true;
    }
    if (!message || !row.querySelector('.more')) return false;
    const openPerson = () => void openPersonAt(message.author.id, row, at);
    void openMessageMenu({ store, api, interactions, message, anchor: row, at, openPerson, onError });
    return true;
  }

  /** @param {Pressed} what */
  function onPress(what) {
    const more = what.target.closest('.more');
    const { left = 0, bottom = 0 } = more?.getBoundingClientRect() ?? {};
    if (more) onMenu({ ...what, at: { x: left, y: bottom } });
    const userId = what.target.closest('[data-user]')?.getAttribute('data-user');
    if (userId) void openPersonAt(userId, what.target);
    const mentioned = store.channel(what.target.closest('[data-channel]')?.getAttribute('data-channel') ?? undefined);
    if (mentioned) open(mentioned);
    const command = what.target.closest('[data-command]')?.getAttribute('data-command');
    if (command) composer.begin(`/${command} `);
  }

  /**
   * @param {string} userId
   * @param {HTMLElement} anchor
   * @param {{ x: number, y: number }} [at]
   */
  async function openPersonAt(userId, anchor, at) {
    await openPersonCard({ store, api, interactions, userId, channelId: channel?.id ?? '', anchor, at, onError });
  }

  /** @param {Error} error */
  function onError(error) {
    composer.say(error.message);
  }

  function loadOlder() {
    if (channel) store.lists.loadOlder(channel.id).catch(onError);
  }

  function markRead() {
    if (!channel || !log.isAtEnd() || document.visibilityState !== 'visible') return;
    store.marks.read(channel.id, store.channel(channel.id)?.last_message_id ?? null);
  }

  const actions = {
    openThread,
    interactions,
    /**
     * @param {Message} message
     * @param {string} emoji
     * @param {boolean} isOn
     */
    react: (message, emoji, isOn) => void api.react(message, emoji, isOn).catch(onError),
    /** @param {Message} message */
    dismiss: (message) => void api.remove(message).catch(onError),
  };

  /** @param {Channel} shown @param {MessageList} list */
  function updateIntro(shown, list) {
    const isEmpty = list.status === 'ready' && !list.hasMore && list.messages.length === 0;
    const wanted = isEmpty ? shown.id : '';
    if (list.status === 'failed') {
      log.intro.replaceChildren(element('p', { class: 'quiet' }, list.problem));
      welcomed = 'failed';
    } else if (wanted !== welcomed) {
      welcomed = wanted;
      log.intro.replaceChildren(...(isEmpty ? [welcome(store, shown, postSuggested)] : []));
    }
  }

  /** @param {string} text */
  function postSuggested(text) {
    send({ text, attachments: [], byOption: {} }).catch(onError);
    composer.focus();
  }

  function updateStatus() {
    const { bot } = store.state;
    const typing = channel ? store.typingIn(channel.id) : [];
    const writers = `${typing.join(', ')} ${typing.length > 1 ? 'are' : 'is'} typing …`;
    const isAway = store.isConnected && !bot.online;
    const away = `${nameOf(bot)} is not online yet: it will not see what you post now.`;
    const text = typing.length > 0 ? writers : isAway ? away : '';
    if (status.textContent !== text) status.textContent = text;
  }

  return {
    root,
    channelId: () => channel?.id,
    /** Says what went wrong. */
    onError,
    isWriting: () => composer.text() !== '',
    focus() {
      // On a touch screen the focus in a text would open the keyboard over half of the answer.
      if (matchMedia('(pointer: coarse)').matches) title.focus();
      else composer.focus();
    },

    /** @param {Channel | undefined} wanted */
    show(wanted) {
      if (wanted?.id !== channel?.id) {
        const draft = composer.take();
        if (channel) drafts.set(channel.id, draft);
        channel = wanted;
        const kept = drafts.get(wanted?.id ?? '');
        if (kept) composer.putBack(kept);
        composer.say('');
        log.clear();
      }
      root.hidden = wanted === undefined;
      if (!wanted) return;
      channel = wanted;
      const name = titleOf(wanted);
      const sign = wanted.recipients ? '@' : kind === 'channel' ? '#' : '';
      mark.replaceChildren(wanted.type === PRIVATE_THREAD ? icon('lock') : sign);
      title.textContent = name;
      topic.textContent = wanted.topic ?? '';
      const parent = store.channel(wanted.parent_id ?? undefined);
      const own = (parent?.available_tags ?? []).filter(({ id }) => wanted.applied_tags?.includes(id));
      tags.replaceChildren(...own.map(tagChip));
      composer.setLabel(`Message ${kind === 'thread' ? `“${name}”` : `${sign}${name}`}`);
      log.setLabel(`Messages in ${name}`);
      const list = store.lists.open(wanted.id);
      updateIntro(wanted, list);
      log.show(messageRows(store, { id: wanted.id, messages: list.messages }, actions), {
        hasOlder: list.hasMore,
        isBusy: list.status === 'loading',
      });
      updateStatus();
      markRead();
    },
  };
}

/**
 * A command without the names of options that are given as files: `/ask file: question:why?`.
 *
 * @param {string} text
 * @param {readonly string[]} names
 */
function withoutNames(text, names) {
  return names.reduce(
    (rest, name) => rest.replace(new RegExp(String.raw`\s${RegExp.escape(name)}:\s*(?=\S+:|$)`), ' '),
    text,
  );
}
