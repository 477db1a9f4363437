import { attempt } from '../app/attempt.ts';
import { copy, linkTo } from '../app/copy.ts';
import { ConfirmDialog } from '../dialogs/confirm-dialog.tsx';
import type { IconName } from '../icons.tsx';
import { Menu, type MenuItem } from '../menus/menu.tsx';
import type { Point } from '../menus/popup.tsx';
import { titleOf } from '../names.ts';
import { CATEGORY } from '../state/channels.ts';
import { mayIn } from '../state/permissions.ts';
import type { Visit } from '../state/visit.ts';
import type { Channel } from '../types.ts';
import { openEditChannel } from './edit-channel.tsx';
import { openNewChannel } from './new-channel.tsx';

interface Options {
  channel: Channel;
  anchor: HTMLElement;
  at?: Point | undefined;
}

/** The menu of a channel, thread, category or conversation: what this person may do with it. */
export function openPlaceMenu(visit: Visit, { channel, anchor, at }: Options): void {
  const isCategory = channel.type === CATEGORY;
  const read = isCategory ? [] : [entry('Mark as read', 'check', () => markRead(visit, channel))];
  visit.layers.show((close) => (
    <Menu
      label={titleOf(channel)}
      anchor={anchor}
      at={at}
      onClose={close}
      groups={[
        { items: read },
        { items: channel.thread_metadata ? threadItems(visit, channel) : channelItems(visit, channel) },
        { items: copyItems(visit, channel) },
        { items: deletion(visit, channel) },
      ]}
    />
  ));
}

/** What one may do with a thread. Its owner renames and archives it, who manages threads does all. */
export function threadItems(visit: Visit, channel: Channel): MenuItem[] {
  const { id, member, owner_id: ownerId, thread_metadata: thread } = channel;
  const isArchived = thread?.archived === true;
  const isLocked = thread?.locked === true;
  const isModerator = mayIn(visit.channels, channel, 'manageThreads');
  const mayChange = isModerator || (ownerId === visit.state.value.you.id && !isLocked);
  const change = (wanted: { archived?: boolean; locked?: boolean }) =>
    attempt(visit, visit.api.changeChannel(id, wanted));
  const setMember = (isMember: boolean) => attempt(visit, visit.api.setThreadMember(id, isMember));
  const items: (MenuItem | false)[] = [
    !isArchived &&
      (member
        ? entry('Leave thread', 'leave', () => setMember(false))
        : entry('Join thread', 'arrive', () => setMember(true))),
    mayChange && !isArchived && entry('Edit thread', 'pencil', () => openEditChannel(visit, channel)),
    mayChange && !isArchived && entry('Archive thread', 'archive', () => change({ archived: true })),
    isArchived && (isModerator || !isLocked) && entry('Unarchive thread', 'archive', () => change({ archived: false })),
    isModerator && entry(isLocked ? 'Unlock thread' : 'Lock thread', 'lock', () => change({ locked: !isLocked })),
  ];
  return items.filter((item) => item !== false);
}

/** What takes something of a channel or thread along. */
export function copyItems(visit: Visit, channel: Channel): MenuItem[] {
  return [
    ...(channel.type === CATEGORY ? [] : [entry('Copy link', 'link', () => copy(visit, linkTo(channel), 'Link'))]),
    entry('Copy ID', 'id', () => copy(visit, channel.id, 'ID')),
  ];
}

/** The entry that deletes a channel or thread, for who may; it asks before. */
export function deletion(visit: Visit, channel: Channel): MenuItem[] {
  const { thread_metadata: thread, recipients, type } = channel;
  if (recipients || !mayIn(visit.channels, channel, thread ? 'manageThreads' : 'manageChannels')) return [];
  const label = `Delete ${thread ? 'thread' : type === CATEGORY ? 'category' : 'channel'}`;
  const what = type === CATEGORY ? '. Its channels stay.' : ', with all that was written in it.';
  const ask = () =>
    visit.layers.show((close) => (
      <ConfirmDialog
        title={label}
        label={label}
        isDangerous
        onConfirm={() => visit.api.removeChannel(channel.id)}
        onClose={close}
      >
        <p>
          “{titleOf(channel)}” will be gone for everybody{what}
        </p>
      </ConfirmDialog>
    ));
  return [{ ...entry(label, 'trash', ask), isDangerous: true }];
}

function channelItems(visit: Visit, channel: Channel): MenuItem[] {
  if (channel.recipients || !mayIn(visit.channels, channel, 'manageChannels')) return [];
  const isCategory = channel.type === CATEGORY;
  const parentId = isCategory ? channel.id : (channel.parent_id ?? undefined);
  return [
    entry(isCategory ? 'Edit category' : 'Edit channel', 'pencil', () => openEditChannel(visit, channel)),
    entry('Create channel', 'plus', () => openNewChannel(visit, parentId)),
  ];
}

function entry(label: string, icon: IconName, run: () => void): MenuItem {
  return { label, icon, run };
}

/** A channel is read with its threads. */
function markRead({ channels, marks }: Visit, channel: Channel): void {
  for (const place of [channel, ...channels.threadsOf(channel.id)]) marks.read(place.id, place.last_message_id);
}
