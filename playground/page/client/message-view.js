/** @import { Store } from './store.js' */
/** @import { Interactions } from './components/interactions.js' */
/** @import { Channel, Message, Reaction } from './types.ts' */
import { attachmentView } from './attachments.js';
import { avatar } from './avatar.js';
import { layoutView } from './components/layout.js';
import { problemView } from './components/message-components.js';
import { element } from './dom.js';
import { embedView } from './embed-view.js';
import { icon } from './icons.js';
import { markdown } from './markdown.js';
import { nameOf, namesIn } from './names.js';
import { originLines } from './origin-line.js';
import { systemLine, THREAD_CREATED, THREAD_STARTER } from './system-line.js';
import { longTime, shortTime } from './time.js';

/** Flags of Discord's messages. */
const EPHEMERAL = 64;
const LOADING = 128;
/** The bot lays its text and files out itself. */
const COMPONENTS_V2 = 32768;

/** @param {Message} message */
export const isEphemeral = ({ flags }) => (flags & EPHEMERAL) !== 0;

/**
 * What the page can do with a message.
 *
 * @typedef {object} MessageActions
 * @property {(thread: Channel) => void} openThread
 * @property {(message: Message, emoji: string, isOn: boolean) => void} react
 * @property {(message: Message) => void} dismiss
 * @property {Interactions} interactions
 */

/**
 * The thread that began with this message.
 *
 * @param {Store} store
 * @param {Message} message
 */
export function threadOf(store, { id, channel_id, type, message_reference }) {
  const thread = store.channel(type === THREAD_CREATED ? message_reference?.channel_id : id);
  // The first message of a forum post has the id of the post that it is in.
  return thread?.id === channel_id ? undefined : thread;
}

/**
 * The inside of one message.
 *
 * @param {Store} store
 * @param {Message} message
 * @param {{ isContinued: boolean }} place
 * @param {MessageActions} actions
 * @returns {HTMLElement[]}
 */
export function messageView(store, message, { isContinued }, actions) {
  const line = systemLine(message);
  const thread = threadOf(store, message);
  const card = thread && threadCard(thread, actions);
  if (line !== undefined)
    return [
      element('div', { class: 'body system' }, element('p', {}, line, ' ', time(message)), ...(card ? [card] : [])),
    ];

  if (message.type === THREAD_STARTER) {
    const starter = message.referenced_message;
    if (!starter) return [element('div', { class: 'body system' }, element('p', {}, 'The first message was deleted.'))];
    return messageView(store, { ...starter, id: message.id, components: [] }, { isContinued: false }, actions);
  }

  const context = { store, interactions: actions.interactions, message };
  const names = namesIn(store, message);
  const isLaidOut = (message.flags & COMPONENTS_V2) !== 0;
  const parts = [
    ...(isContinued ? [] : [...originLines(store, message), head(message)]),
    ...(isLaidOut ? [] : [content(store, message)]),
    ...message.embeds.map((embed) => embedView(store, message, embed)),
    ...(isLaidOut ? [] : message.attachments.map(attachmentView)),
    ...(message.components ?? []).map((component) => layoutView(context, component, names)),
    problemView(context),
    ...(message.reactions?.length ? [reactions(message, message.reactions, actions)] : []),
    ...(isEphemeral(message) ? [ephemeralNote(message, actions)] : []),
    ...(card ? [card] : []),
  ];
  const margin = isContinued ? element('span', { class: 'margin' }, time(message)) : avatar(message.author);
  if (!isContinued) margin.dataset['user'] = message.author.id;
  return [margin, element('div', { class: 'body' }, ...parts), moreButton(message)];
}

/** Opens the menu of the message; the log hears of it. With the keyboard one presses Enter on the message.
 * @param {Message} message
 */
function moreButton({ id }) {
  return element(
    'button',
    { type: 'button', id: `more-${id}`, class: 'more icon', tabindex: -1, 'aria-label': 'More', title: 'More' },
    '⋯',
  );
}

/** @param {Message} message */
function head(message) {
  const { id, bot } = message.author;
  const badge = bot ? element('span', { class: 'badge' }, 'Bot') : undefined;
  const name = element(
    'button',
    { type: 'button', class: 'author', tabindex: -1, 'data-user': id },
    nameOf(message.author),
  );
  return element('div', { class: 'head' }, name, badge, time(message));
}

/** @param {Message} message */
function time({ timestamp }) {
  return element('time', { datetime: timestamp, title: longTime(timestamp) }, shortTime(timestamp));
}

/**
 * @param {Store} store
 * @param {Message} message
 */
function content(store, message) {
  if ((message.flags & LOADING) !== 0)
    return element(
      'div',
      { class: 'content' },
      element('p', { class: 'quiet' }, `${nameOf(message.author)} is thinking …`),
    );
  const blocks = markdown(message.content, namesIn(store, message));
  if (message.edited_timestamp !== null) {
    const edited = element('span', { class: 'edited', title: longTime(message.edited_timestamp) }, ' (edited)');
    const last = blocks.at(-1);
    if (last?.tagName === 'P') last.append(edited);
    else blocks.push(element('p', {}, edited));
  }
  return element('div', { class: 'content' }, ...blocks);
}

/**
 * @param {Message} message
 * @param {readonly Reaction[]} all
 * @param {MessageActions} actions
 */
function reactions(message, all, { react }) {
  const chips = all.map(({ emoji, count, me }) =>
    element(
      'button',
      {
        type: 'button',
        'data-focus': emoji.name,
        'aria-pressed': String(me),
        'aria-label': `${emoji.name}, ${count}`,
        onclick: () => react(message, emoji.name, !me),
      },
      `${emoji.name} ${count}`,
    ),
  );
  return element('div', { class: 'reactions' }, ...chips);
}

/**
 * @param {Message} message
 * @param {MessageActions} actions
 */
function ephemeralNote(message, { dismiss }) {
  const button = element(
    'button',
    { type: 'button', class: 'link', onclick: () => dismiss(message) },
    'Dismiss message',
  );
  return element('p', { class: 'only-you' }, icon('eye'), ' Only you can see this · ', button);
}

/**
 * @param {Channel} thread
 * @param {MessageActions} actions
 */
function threadCard(thread, { openThread }) {
  const { name = '', message_count: count = 0, thread_metadata } = thread;
  const archived = thread_metadata?.archived ? ' · archived' : '';
  return element(
    'button',
    { type: 'button', class: 'thread-card', 'data-focus': 'thread', onclick: () => openThread(thread) },
    element('strong', {}, name),
    element('span', {}, ` · ${count} ${count === 1 ? 'message' : 'messages'}${archived} · `),
    element('span', { class: 'open' }, 'Open'),
  );
}
