import { openPersonCard } from '../members/person-card.tsx';
import { Menu, type MenuGroup, type MenuItem } from '../menus/menu.tsx';
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
        { items: apps(visit, message, commands) },
        { items: copying(visit, message) },
        { items: removing(visit, message) },
      ]}
      onClose={close}
    />
  ));
}

type Items = MenuGroup['items'];

/** The keys are those of `use-message-keys.ts`. */
function conversing(visit: Visit, { message, anchor, at }: Options): Items {
  const { author, channel_id: channelId, pinned } = message;
  const entries: [isOffered: boolean, entry: MenuItem][] = [
    [
      mayReact(visit, message),
      {
        label: 'Add reaction',
        icon: 'react',
        shortcut: '+',
        run: () => openEmojiPicker(visit, { message, anchor, at }),
      },
    ],
    [
      mayEdit(visit, message),
      {
        label: 'Edit message',
        icon: 'pencil',
        shortcut: 'E',
        run: () => void (visit.writing.editing.value = message.id),
      },
    ],
    [
      mayReply(visit, message),
      { label: 'Reply', icon: 'reply', shortcut: 'R', run: () => visit.writing.replyTo(message) },
    ],
    [
      mayStartThread(visit, message),
      { label: 'Create thread', icon: 'thread', shortcut: 'T', run: () => startThread(visit, message) },
    ],
    [
      mayPin(visit, message),
      {
        label: pinned ? 'Unpin message' : 'Pin message',
        icon: 'pin',
        shortcut: 'P',
        run: () => pin(visit, message, !pinned),
      },
    ],
    [
      true,
      {
        label: `Profile of ${nameOf(author)}`,
        icon: 'people',
        run: () => openPersonCard(visit, { userId: author.id, channelId, anchor, ...(at && { at }) }),
      },
    ],
  ];
  return entries.flatMap(([isOffered, entry]) => (isOffered ? [entry] : []));
}

function apps({ interactions, api, writing }: Visit, message: Message, commands: readonly Command[]): Items {
  const { channel_id: channelId, id: messageId } = message;
  const use = ({ id: command, name }: Command) =>
    interactions
      .send({ channelId, name, isMenu: true }, () => api.menu(channelId, { command, messageId }))
      .catch((error: Error) => writing.say(channelId, error.message));
  const items = commands
    .filter(({ type }) => type === MESSAGE_COMMAND)
    .map((command) => ({ label: command.name, run: () => use(command) }));
  return items.length === 0 ? [] : [{ label: 'Apps', icon: 'apps', groups: [{ items }] }];
}

function copying(visit: Visit, message: Message): Items {
  return [
    ...(message.content === ''
      ? []
      : [{ label: 'Copy text', icon: 'copy' as const, shortcut: 'C', run: () => copyText(visit, message) }]),
    ...(isEphemeral(message)
      ? []
      : [{ label: 'Copy message link', icon: 'link' as const, run: () => copyLink(visit, message) }]),
    { label: 'Copy message ID', icon: 'id', run: () => copyId(visit, message) },
  ];
}

function removing(visit: Visit, message: Message): Items {
  if (isEphemeral(message)) return [{ label: 'Dismiss message', icon: 'close', run: () => remove(visit, message) }];
  return mayDelete(visit, message)
    ? [
        {
          label: 'Delete message',
          icon: 'trash',
          shortcut: 'Del',
          isDangerous: true,
          run: () => confirmRemoval(visit, message),
        },
      ]
    : [];
}
