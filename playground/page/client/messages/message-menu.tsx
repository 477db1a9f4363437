import { openPersonCard } from '../members/person-card.tsx';
import { Menu, type MenuGroup } from '../menus/menu.tsx';
import type { Point } from '../menus/popup.tsx';
import { nameOf } from '../names.ts';
import type { Visit } from '../state/visit.ts';
import type { Command, Message } from '../types.ts';
import { confirmRemoval } from './confirm-removal.tsx';
import { openEmojiPicker } from './emoji-picker.tsx';
import { isEphemeral } from './kinds.ts';
import { mayDelete, mayEdit, mayPin, mayReact, mayReply, mayStartThread } from './may.ts';
import { copyId, copyLink, copyText, pin, remove, startThread } from './message-actions.ts';

const MESSAGE_COMMAND = 3;

interface Options {
  message: Message;
  anchor: HTMLElement;
  at?: Point | undefined;
}

/** The menu of a message, with what the bot offers for it. */
export async function openMessageMenu(visit: Visit, { message, anchor, at }: Options): Promise<void> {
  const commands = isEphemeral(message) ? [] : await visit.commandsIn(message.channel_id).catch(() => []); // the rest works without them
  visit.layers.show((close) => (
    <Menu
      label="Message"
      anchor={anchor}
      at={at}
      groups={[
        { items: conversing(visit, { message, anchor, at }) },
        { title: 'Apps', items: apps(visit, message, commands) },
        { items: copying(visit, message) },
        { items: removing(visit, message) },
      ]}
      onClose={close}
    />
  ));
}

type Items = MenuGroup['items'];

function conversing(visit: Visit, { message, anchor, at }: Options): Items {
  const { author, channel_id: channelId, pinned } = message;
  return [
    ...(mayReact(visit, message)
      ? [{ label: 'Add reaction', run: () => openEmojiPicker(visit, { message, anchor, at }) }]
      : []),
    ...(mayEdit(visit, message)
      ? [{ label: 'Edit message', run: () => void (visit.writing.editing.value = message.id) }]
      : []),
    ...(mayReply(visit, message) ? [{ label: 'Reply', run: () => visit.writing.replyTo(message) }] : []),
    ...(mayStartThread(visit, message) ? [{ label: 'Create thread', run: () => startThread(visit, message) }] : []),
    ...(mayPin(visit, message)
      ? [{ label: pinned ? 'Unpin message' : 'Pin message', run: () => pin(visit, message, !pinned) }]
      : []),
    {
      label: `Profile of ${nameOf(author)}`,
      run: () => openPersonCard(visit, { userId: author.id, channelId, anchor, ...(at && { at }) }),
    },
  ];
}

function apps({ interactions, api, writing }: Visit, message: Message, commands: readonly Command[]): Items {
  const { channel_id: channelId, id: messageId } = message;
  const use = ({ id: command, name }: Command) =>
    interactions
      .send({ channelId, name, isMenu: true }, () => api.menu(channelId, { command, messageId }))
      .catch((error: Error) => writing.say(channelId, error.message));
  return commands
    .filter(({ type }) => type === MESSAGE_COMMAND)
    .map((command) => ({ label: command.name, run: () => use(command) }));
}

function copying(visit: Visit, message: Message): Items {
  return [
    ...(message.content === '' ? [] : [{ label: 'Copy text', run: () => copyText(visit, message) }]),
    ...(isEphemeral(message) ? [] : [{ label: 'Copy message link', run: () => copyLink(visit, message) }]),
    { label: 'Copy message ID', run: () => copyId(visit, message) },
  ];
}

function removing(visit: Visit, message: Message): Items {
  if (isEphemeral(message)) return [{ label: 'Dismiss message', run: () => remove(visit, message) }];
  return mayDelete(visit, message)
    ? [{ label: 'Delete message', isDangerous: true, run: () => confirmRemoval(visit, message) }]
    : [];
}
