/** @import { Store } from './store.js' */
/** @import { InteractionMetadata, Message } from './types.ts' */
import { element } from './dom.js';
import { markdown } from './markdown.js';
import { nameOf, namesIn } from './names.js';

const REPLY = 19;
const MAX_EXCERPT = 120;

/**
 * What a message is an answer to: a message, or a command.
 *
 * @param {Store} store
 * @param {Message} message
 */
export function originLines(store, message) {
  const { interaction_metadata: interaction, referenced_message: referenced, type } = message;
  const command = interaction && commandOf(interaction);
  if (type === REPLY) {
    if (!referenced) return [element('p', { class: 'origin' }, 'The message that this replies to was deleted.')];
    const author = element('strong', { 'data-user': referenced.author.id }, nameOf(referenced.author));
    return [element('p', { class: 'origin' }, author, ` ${excerpt(store, referenced)}`)];
  }
  if (!interaction || command === undefined) return [];
  const who = element('strong', { 'data-user': interaction.user.id }, nameOf(interaction.user));
  return [element('p', { class: 'origin' }, who, ' used ', element('span', { class: 'mention' }, command))];
}

/**
 * The command that began it: `/ask`, or the name of an entry of a menu; undefined for buttons and menus of messages.
 *
 * @param {InteractionMetadata} interaction
 * @returns {string | undefined}
 */
function commandOf({ name, target_user: user, target_message_id: messageId, triggering_interaction_metadata: before }) {
  if (name === undefined) return before && commandOf(before);
  return user === undefined && messageId === undefined ? `/${name}` : name;
}

/**
 * The beginning of a message in one line.
 *
 * @param {Store} store
 * @param {Message} message
 */
export function excerpt(store, message) {
  const text = element('span', {}, ...markdown(message.content, namesIn(store, message))).textContent;
  const line = (text || 'an attachment').replaceAll(/\s+/g, ' ');
  return line.length > MAX_EXCERPT ? `${line.slice(0, MAX_EXCERPT)}…` : line;
}
