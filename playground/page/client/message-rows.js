/** @import { MessageActions } from './message-view.js' */
/** @import { Store } from './store.js' */
/** @import { Message } from './types.ts' */
import { element } from './dom.js';
import { isEphemeral, messageView, threadOf } from './message-view.js';
import { systemLine, THREAD_STARTER } from './system-line.js';
import { dayOf } from './time.js';

/** Posts of one author within this time stand together under one name. */
const TOGETHER_MS = 7 * 60 * 1000;

/**
 * One line of the log. It is built again when its signature is another.
 *
 * @typedef {object} Row
 * @property {string} key
 * @property {string} className
 * @property {string} signature
 * @property {() => HTMLElement[]} build
 */

/**
 * The rows that show these messages: each day's date, and the messages, grouped by author.
 *
 * @param {Store} store
 * @param {readonly Message[]} messages
 * @param {MessageActions} actions
 * @returns {Row[]}
 */
export function messageRows(store, messages, actions) {
  return messages.flatMap((message, index) => {
    const before = messages[index - 1];
    const isNewDay = !before || dayOf(before.timestamp) !== dayOf(message.timestamp);
    const isContinued = !isNewDay && belongsTo(message, before);
    /** @type {Row} */
    const row = {
      key: message.id,
      className: ['message', isContinued && 'continued', isEphemeral(message) && 'ephemeral'].filter(Boolean).join(' '),
      signature: JSON.stringify([message, threadOf(store, message), isContinued]),
      build: () => messageView(store, message, { isContinued }, actions),
    };
    return isNewDay ? [dayRow(message), row] : [row];
  });
}

/**
 * @param {Message} message
 * @returns {Row}
 */
function dayRow({ id, timestamp }) {
  const day = dayOf(timestamp);
  return { key: `day ${id}`, className: 'day', signature: day, build: () => [element('span', {}, day)] };
}

/**
 * @param {Message} message
 * @param {Message} before
 */
function belongsTo(message, before) {
  return (
    message.author.id === before.author.id &&
    message.type === 0 &&
    message.interaction_metadata === undefined &&
    isEphemeral(message) === isEphemeral(before) &&
    before.type !== THREAD_STARTER &&
    systemLine(before) === undefined &&
    Date.parse(message.timestamp) - Date.parse(before.timestamp) < TOGETHER_MS
  );
}
