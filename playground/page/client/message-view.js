/** @import { Store } from './store.js' */
/** @import { Attachment, Channel, Embed, Message, Reaction, User } from './types.ts' */
import { element } from './dom.js';
import { markdown } from './markdown.js';
import { avatarOf, nameOf, namesIn } from './names.js';
import { systemLine, THREAD_CREATED, THREAD_STARTER } from './system-line.js';
import { longTime, shortTime } from './time.js';

/** Flags of Discord's messages. */
const EPHEMERAL = 64;
const LOADING = 128;
const MAX_EXCERPT = 120;

/** @param {Message} message */
export const isEphemeral = ({ flags }) => (flags & EPHEMERAL) !== 0;

/**
 * What the page can do with a message.
 *
 * @typedef {object} MessageActions
 * @property {(thread: Channel) => void} openThread
 * @property {(message: Message, emoji: string, isOn: boolean) => void} react
 * @property {(message: Message) => void} dismiss
 */

/** @param {User} user */
export function avatar(user) {
  const { initials, colour } = avatarOf(user);
  return element('span', { class: `avatar colour-${colour}`, 'aria-hidden': 'true' }, initials);
}

/**
 * The thread that began with this message.
 *
 * @param {Store} store
 * @param {Message} message
 */
export function threadOf(store, { id, type, message_reference }) {
  return store.channel(type === THREAD_CREATED ? message_reference?.channel_id : id);
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
    return messageView(store, { ...starter, id: message.id }, { isContinued: false }, actions);
  }

  const parts = [
    ...(isContinued ? [] : [...originLines(store, message), head(message)]),
    content(store, message),
    ...message.embeds.map((embed) => embedView(store, embed)),
    ...message.attachments.map(attachmentView),
    ...(message.reactions?.length ? [reactions(message, message.reactions, actions)] : []),
    ...(isEphemeral(message) ? [ephemeralNote(message, actions)] : []),
    ...(card ? [card] : []),
  ];
  const margin = isContinued ? element('span', { class: 'margin' }, time(message)) : avatar(message.author);
  return [margin, element('div', { class: 'body' }, ...parts)];
}

/** @param {Message} message */
function head(message) {
  const badge = message.author.bot ? element('span', { class: 'badge' }, 'Bot') : undefined;
  return element('div', { class: 'head' }, element('strong', {}, nameOf(message.author)), badge, time(message));
}

/** @param {Message} message */
function time({ timestamp }) {
  return element('time', { datetime: timestamp, title: longTime(timestamp) }, shortTime(timestamp));
}

/**
 * What it is an answer to: a message, or a command.
 *
 * @param {Store} store
 * @param {Message} message
 */
function originLines(store, message) {
  const { interaction_metadata: interaction, referenced_message: referenced } = message;
  if (interaction) {
    const command = element('span', { class: 'mention' }, `/${interaction.name}`);
    return [element('p', { class: 'origin' }, `${nameOf(interaction.user)} used `, command)];
  }
  if (message.type !== 19) return [];
  if (!referenced) return [element('p', { class: 'origin' }, 'The message that this replies to was deleted.')];
  const author = element('strong', {}, nameOf(referenced.author));
  return [element('p', { class: 'origin' }, author, ` ${excerpt(store, referenced)}`)];
}

/**
 * @param {Store} store
 * @param {Message} message
 */
function excerpt(store, message) {
  const text = element('span', {}, ...markdown(message.content, namesIn(store, message))).textContent;
  const line = (text || 'an attachment').replaceAll(/\s+/g, ' ');
  return line.length > MAX_EXCERPT ? `${line.slice(0, MAX_EXCERPT)}…` : line;
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
 * @param {Store} store
 * @param {Embed} embed
 */
function embedView(store, { title, description, fields = [] }) {
  const names = namesIn(store);
  return element(
    'div',
    { class: 'embed content' },
    title === undefined ? undefined : element('strong', {}, title),
    ...markdown(description ?? '', names),
    ...fields.flatMap(({ name, value }) => [element('strong', {}, name), ...markdown(value, names)]),
  );
}

/** @param {Attachment} attachment */
function attachmentView({ url, filename, size, content_type = '' }) {
  // The address names 127.0.0.1; this page may have been opened as localhost, and asks its own origin only.
  const path = new URL(url).pathname;
  const isPicture = /^image\/(?:png|jpeg|gif|webp)$/.test(content_type);
  const shown = isPicture ? element('img', { src: path, alt: filename, loading: 'lazy' }) : `📄 ${filename}`;
  const label = `${filename}, ${Math.max(1, Math.round(size / 1024))} KB`;
  return element('a', { class: 'attachment', href: path, target: '_blank', rel: 'noopener', title: label }, shown);
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
  const button = element('button', { type: 'button', class: 'link', onclick: () => dismiss(message) }, 'Dismiss');
  return element('p', { class: 'only-you' }, 'Only you can see this. ', button);
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
