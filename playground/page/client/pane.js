/** @import { Api } from './api.js' */
/** @import { Store } from './store.js' */
/** @import { Channel, Message, MessageList } from './types.ts' */
import { createComposer } from './composer.js';
import { element } from './dom.js';
import { createMessageLog } from './message-log.js';
import { messageRows } from './message-rows.js';
import { withMentions } from './mentions.js';
import { nameOf, titleOf } from './names.js';
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
 * @param {(thread: Channel) => void} options.openThread
 * @param {(message: Message) => void} [options.onPosted] One has posted something here.
 * @param {HTMLElement[]} options.before What stands before the title.
 * @param {HTMLElement[]} [options.after]
 */
export function createPane({ kind, store, api, openThread, onPosted, before, after = [] }) {
  /** @type {Channel | undefined} */
  let channel;
  /** Posts go one after another. @type {Promise<unknown>} */
  let sending = Promise.resolve();
  /** What was typed and not sent, by channel. @type {Map<string, string>} */
  const drafts = new Map();
  let welcomed = '';

  const suggestions = createSuggestions(store, api);
  const mark = element('span', { class: 'mark', 'aria-hidden': 'true' });
  const title = element('h2', { tabindex: -1 });
  const topic = element('p', { class: 'topic' });
  const log = createMessageLog({ onOlder: loadOlder, onScroll: markRead });
  const status = element('p', { class: 'status', 'aria-live': 'polite' });
  const composer = createComposer({
    id: `${kind}-text`,
    send,
    suggest: async (text, caret) => (channel ? suggestions.suggest(channel.id, text, caret) : []),
    onTyping: () => void (channel && api.typing(channel.id).catch(() => undefined)), // nobody misses it
  });
  const root = element(
    kind === 'channel' ? 'main' : 'aside',
    { class: `pane ${kind}`, 'aria-label': kind === 'channel' ? 'Channel' : 'Thread' },
    element('header', {}, ...before, mark, title, topic, ...after),
    log.root,
    composer.root,
    status,
  );

  /** @param {string} text */
  function send(text) {
    const id = channel?.id ?? '';
    log.goToEnd();
    // The bot may take minutes for a command: nothing waits for that.
    if (text.startsWith('/')) return api.command(id, suggestions.withValues(text));
    const sent = sending.then(() => api.post(id, withMentions(text, store)));
    sending = sent.then(onPosted).catch(() => undefined); // told by the composer
    return sent;
  }

  function loadOlder() {
    if (channel) store.lists.loadOlder(channel.id).catch((/** @type {Error} */ error) => composer.say(error.message));
  }

  function markRead() {
    if (!channel || !log.isAtEnd() || document.visibilityState !== 'visible') return;
    store.marks.read(channel.id, store.channel(channel.id)?.last_message_id ?? null);
  }

  const actions = {
    openThread,
    /**
     * @param {Message} message
     * @param {string} emoji
     * @param {boolean} isOn
     */
    react: (message, emoji, isOn) =>
      void api.react(message, emoji, isOn).catch((/** @type {Error} */ error) => composer.say(error.message)),
    /** @param {Message} message */
    dismiss: (message) => void api.remove(message).catch((/** @type {Error} */ error) => composer.say(error.message)),
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
    send(text).catch((/** @type {Error} */ error) => composer.say(error.message));
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
    isWriting: () => composer.text() !== '',
    focus() {
      // On a touch screen the focus in a text would open the keyboard over half of the answer.
      if (matchMedia('(pointer: coarse)').matches) title.focus();
      else composer.focus();
    },

    /** @param {Channel | undefined} wanted */
    show(wanted) {
      if (wanted?.id !== channel?.id) {
        if (channel) drafts.set(channel.id, composer.text());
        channel = wanted;
        composer.setText(drafts.get(wanted?.id ?? '') ?? '');
        composer.say('');
        log.clear();
      }
      root.hidden = wanted === undefined;
      if (!wanted) return;
      channel = wanted;
      const name = titleOf(wanted);
      const sign = wanted.recipients ? '@' : kind === 'channel' ? '#' : '';
      mark.textContent = sign;
      title.textContent = name;
      topic.textContent = wanted.topic ?? '';
      composer.setLabel(`Message ${kind === 'thread' ? `“${name}”` : `${sign}${name}`}`);
      log.setLabel(`Messages in ${name}`);
      const list = store.lists.open(wanted.id);
      updateIntro(wanted, list);
      log.show(messageRows(store, list.messages, actions), {
        hasOlder: list.hasMore,
        isBusy: list.status === 'loading',
      });
      updateStatus();
      markRead();
    },
  };
}
