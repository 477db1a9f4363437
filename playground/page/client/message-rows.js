/** @import { Sent } from './components/interactions.js' */
/** @import { MessageActions } from './message-view.js' */
/** @import { Store } from './store.js' */
/** @import { Message } from './types.ts' */
import { element } from './dom.js';
import { isNewer } from './ids.js';
import { isEphemeral, messageView, threadOf } from './message-view.js';
import { sentView } from './sent-view.js';
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
 * The rows that show the messages of a channel: each day's date, and the messages, grouped by author. Commands that are
 * not answered stand where they were sent.
 *
 * @param {Store} store
 * @param {{ id: string, messages: readonly Message[] }} channel
 * @param {MessageActions} actions
 * @returns {Row[]}
 */
export function messageRows(store, { id, messages }, actions) {
  const sent = actions.interactions.sentIn(id).map((one) => ({
    place: messages.findLastIndex((message) => !isNewer(message.id, one.after)),
    row: sentRow(store, one, actions),
  }));
  /** @param {number} index */
  const sentAt = (index) => sent.filter(({ place }) => place === index).map(({ row }) => row);
  const shown = messages.flatMap((message, index) => {
    const before = messages[index - 1];
    const isNewDay = !before || dayOf(before.timestamp) !== dayOf(message.timestamp);
    const isContinued = !isNewDay && belongsTo(message, before);
    /** @type {Row} */
    const row = {
      key: message.id,
      className: ['message', isContinued && 'continued', isEphemeral(message) && 'ephemeral'].filter(Boolean).join(' '),
      signature: signatureOf(store, message, isContinued, actions),
      build: () => messageView(store, message, { isContinued }, actions),
    };
    return [...(isNewDay ? [dayRow(message)] : []), row, ...sentAt(index)];
  });
  return [...sentAt(-1), ...shown];
}

/**
 * @param {Store} store
 * @param {Sent} sent
 * @param {MessageActions} actions
 * @returns {Row}
 */
function sentRow({ state: { bot, you } }, sent, { interactions }) {
  return {
    key: sent.id,
    className: `message ephemeral sent${sent.problem === undefined ? '' : ' failed-command'}`,
    signature: sent.problem ?? '',
    build: () => sentView({ bot, you, sent, dismiss: () => interactions.drop(sent) }),
  };
}

/**
 * @param {Store} store
 * @param {Message} message
 * @param {boolean} isContinued
 * @param {MessageActions} actions
 */
function signatureOf(store, message, isContinued, { interactions }) {
  const own = message.components?.length ? [interactions.of(message.id)] : [];
  return JSON.stringify([message, threadOf(store, message), isContinued, ...own]);
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
