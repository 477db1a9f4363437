/** @import { Api } from '../api.js' */
/** @import { Interactions } from '../components/interactions.js' */
/** @import { Store } from '../store.js' */
/** @import { Message } from '../types.ts' */
/** @import { Point } from './popup.js' */
import { nameOf } from '../names.js';
import { openMenu } from './menu.js';

const EPHEMERAL = 64;
const MESSAGE_COMMAND = 3;

/**
 * The menu of a message, with what the bot offers for it.
 *
 * @param {object} options
 * @param {Store} options.store
 * @param {Api} options.api
 * @param {Interactions} options.interactions
 * @param {Message} options.message
 * @param {HTMLElement} options.anchor
 * @param {Point | undefined} options.at
 * @param {() => void} options.openPerson
 * @param {(error: Error) => void} options.onError
 */
export async function openMessageMenu({ store, api, interactions, message, anchor, at, openPerson, onError }) {
  const { id, channel_id: channelId, author, content, flags } = message;
  const { you } = store.state;
  const isEphemeral = (flags & EPHEMERAL) !== 0;
  const commands = isEphemeral ? [] : await store.commandsIn(channelId).catch(() => []); // the rest works without them
  const remove = { label: 'Delete message', isDangerous: true, run: () => api.remove(message).catch(onError) };
  openMenu({
    label: 'Message',
    anchor,
    at,
    groups: [
      {
        items: [
          { label: `Profile of ${nameOf(author)}`, run: openPerson },
          ...(content === ''
            ? []
            : [{ label: 'Copy text', run: () => navigator.clipboard.writeText(content).catch(onError) }]),
        ],
      },
      {
        title: 'Apps',
        items: commands
          .filter(({ type }) => type === MESSAGE_COMMAND)
          .map(({ id: command, name }) => ({
            label: name,
            run: () =>
              interactions
                .send({ channelId, name, isMenu: true }, () => api.menu(channelId, { command, messageId: id }))
                .catch(onError),
          })),
      },
      {
        items: isEphemeral
          ? [{ ...remove, label: 'Dismiss message', isDangerous: false }]
          : author.id === you.id || you.moderator
            ? [remove]
            : [],
      },
    ],
  });
}
