import { attempt } from '../app/attempt.ts';
import { copy } from '../app/copy.ts';
import { openPersonCard } from '../members/person-card.tsx';
import { Menu, type MenuItem } from '../menus/menu.tsx';
import type { Point } from '../menus/popup.tsx';
import type { Visit } from '../state/visit.ts';
import type { Command, Message } from '../types.ts';
import { openEmojiPicker } from './emoji-picker.tsx';
import { isEphemeral } from './kinds.ts';
import { mayDelete, mayEdit, mayForward, mayPin, mayReact, mayReply, mayStartThread } from './may.ts';
import { copyLink, copyText, markUnread, remove } from './message-actions.ts';
import { askForThread, askToPin, askToRemove } from './questions.tsx';
import { askWhereTo } from './forward-dialog.tsx';

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

function conversing(visit: Visit, { message, anchor, at }: Options): readonly MenuItem[] {
  const { author, channel_id: channelId, pinned } = message;
  const items: (MenuItem | false)[] = [
    mayReact(visit, message) && {
      label: 'Add reaction',
      icon: 'react',
      shortcut: '+',
      run: () => openEmojiPicker(visit, { message, anchor, at }),
    },
    mayEdit(visit, message) && {
      label: 'Edit message',
      icon: 'pencil',
      shortcut: 'E',
      run: () => void (visit.writing.editing.value = message.id),
    },
    mayReply(visit, message) && {
      label: 'Reply',
      icon: 'reply',
      shortcut: 'R',
      run: () => visit.writing.replyTo(message),
    },
    mayForward(message) && {
      label: 'Forward',
      icon: 'forward',
      run: () => askWhereTo(visit, message),
    },
    mayStartThread(visit, message) && {
      label: 'Create thread',
      icon: 'thread',
      shortcut: 'T',
      run: () => askForThread(visit, message),
    },
    mayPin(visit, message) && {
      label: pinned ? 'Unpin message' : 'Pin message',
      icon: 'pin',
      shortcut: 'P',
      run: () => askToPin(visit, message),
    },
    {
      label: `Profile of ${visit.nameIn(channelId, author)}`,
      icon: 'people',
      run: () => openPersonCard(visit, { userId: author.id, channelId, anchor, ...(at && { at }) }),
    },
  ];
  return items.filter((item) => item !== false);
}

function apps(visit: Visit, message: Message, commands: readonly Command[]): readonly MenuItem[] {
  const { interactions, api } = visit;
  const { channel_id: channelId, id: messageId } = message;
  const use = ({ id: command, name }: Command) =>
    attempt(
      visit,
      interactions.send({ channelId, name, isMenu: true }, (nonce) =>
        api.menu(channelId, { command, messageId }, nonce),
      ),
    );
  const items = commands
    .filter(({ type }) => type === MESSAGE_COMMAND)
    .map((command) => ({ label: command.name, run: () => use(command) }));
  return items.length === 0 ? [] : [{ label: 'Apps', icon: 'apps', groups: [{ items }] }];
}

function copying(visit: Visit, message: Message): readonly MenuItem[] {
  const isLasting = !isEphemeral(message);
  const items: (MenuItem | false)[] = [
    message.content !== '' && {
      label: 'Copy text',
      icon: 'copy',
      shortcut: 'C',
      run: () => copyText(visit, message),
    },
    isLasting && { label: 'Mark unread', icon: 'unread', run: () => markUnread(visit, message) },
    isLasting && { label: 'Copy message link', icon: 'link', run: () => copyLink(visit, message) },
    { label: 'Copy message ID', icon: 'id', run: () => copy(visit, message.id, 'ID') },
  ];
  return items.filter((item) => item !== false);
}

function removing(visit: Visit, message: Message): readonly MenuItem[] {
  if (isEphemeral(message)) return [{ label: 'Dismiss message', icon: 'close', run: () => remove(visit, message) }];
  if (!mayDelete(visit, message)) return [];
  const run = () => askToRemove(visit, message);
  return [{ label: 'Delete message', icon: 'trash', shortcut: 'Del', isDangerous: true, run }];
}
