import { copy, linkTo } from '../app/copy.ts';
import { attempt } from '../app/attempt.ts';
import { Menu } from '../menus/menu.tsx';
import type { Point } from '../menus/popup.tsx';
import { titleOf } from '../names.ts';
import { CATEGORY } from '../state/channels.ts';
import { mayIn } from '../state/permissions.ts';
import type { Visit } from '../state/visit.ts';
import type { Channel } from '../types.ts';
import { openConfirmation } from './confirmation.tsx';
import { openEditChannel } from './edit-channel.tsx';
import { openNewChannel } from './new-channel.tsx';

interface Options {
  channel: Channel;
  anchor: HTMLElement;
  at?: Point | undefined;
}

/** The menu of a channel, thread, category or conversation: what this person may do with it. */
export function openPlaceMenu(visit: Visit, { channel, anchor, at }: Options): void {
  const { id, type, thread_metadata: thread, recipients } = channel;
  const isCategory = type === CATEGORY;
  visit.layers.show((close) => (
    <Menu
      label={titleOf(channel)}
      anchor={anchor}
      at={at}
      onClose={close}
      groups={[
        { items: isCategory ? [] : [{ label: 'Mark as read', run: () => markRead(visit, channel) }] },
        { items: thread ? threadItems(visit, channel) : recipients ? [] : channelItems(visit, channel) },
        {
          items: [
            ...(isCategory ? [] : [{ label: 'Copy link', run: () => copy(visit, linkTo(channel), 'Link') }]),
            { label: 'Copy ID', run: () => copy(visit, id, 'ID') },
          ],
        },
        { items: mayDelete(visit, channel) ? [deletion(visit, channel)] : [] },
      ]}
    />
  ));
}

/** What one may do with a thread. Its owner renames and archives it, who manages threads does all. */
export function threadItems(visit: Visit, channel: Channel) {
  const { id, member, owner_id: ownerId, thread_metadata: thread } = channel;
  const isArchived = thread?.archived === true;
  const isLocked = thread?.locked === true;
  const isModerator = mayIn(visit.channels, channel, 'manageThreads');
  const isOwner = ownerId === visit.state.value.you.id;
  const change = (wanted: { archived?: boolean; locked?: boolean }) =>
    attempt(visit, visit.api.changeChannel(id, wanted));
  const setMember = (isMember: boolean) => attempt(visit, visit.api.setThreadMember(id, isMember));
  return [
    ...(isArchived ? [] : member ? [{ label: 'Leave thread', run: () => setMember(false) }] : []),
    ...(isArchived || member ? [] : [{ label: 'Join thread', run: () => setMember(true) }]),
    ...(isModerator || (isOwner && !isLocked && !isArchived)
      ? [{ label: 'Edit thread', run: () => openEditChannel(visit, channel) }]
      : []),
    ...(!isArchived && (isModerator || (isOwner && !isLocked))
      ? [{ label: 'Archive thread', run: () => change({ archived: true }) }]
      : []),
    ...(isArchived && (isModerator || !isLocked)
      ? [{ label: 'Unarchive thread', run: () => change({ archived: false }) }]
      : []),
    ...(isModerator
      ? [{ label: isLocked ? 'Unlock thread' : 'Lock thread', run: () => change({ locked: !isLocked }) }]
      : []),
  ];
}

function channelItems(visit: Visit, channel: Channel) {
  if (!mayIn(visit.channels, channel, 'manageChannels')) return [];
  const isCategory = channel.type === CATEGORY;
  return [
    { label: isCategory ? 'Edit category' : 'Edit channel', run: () => openEditChannel(visit, channel) },
    {
      label: 'Create channel',
      run: () => openNewChannel(visit, isCategory ? channel.id : (channel.parent_id ?? undefined)),
    },
  ];
}

/** An entry that asks before it deletes. */
export function deletion(visit: Visit, channel: Channel) {
  const kind = channel.thread_metadata ? 'thread' : channel.type === CATEGORY ? 'category' : 'channel';
  const run = () =>
    openConfirmation(visit, {
      title: `Delete ${kind}`,
      text: `“${titleOf(channel)}” will be gone for everybody${kind === 'category' ? '. Its channels stay.' : ', with all that was written in it.'}`,
      button: `Delete ${kind}`,
      run: () => visit.api.removeChannel(channel.id),
    });
  return { label: `Delete ${kind}`, isDangerous: true, run };
}

/** Whether this person may delete it. */
export function mayDelete(visit: Visit, channel: Channel): boolean {
  if (channel.recipients) return false;
  return mayIn(visit.channels, channel, channel.thread_metadata ? 'manageThreads' : 'manageChannels');
}

/** A channel is read with its threads. */
function markRead({ channels, marks }: Visit, channel: Channel): void {
  for (const place of [channel, ...channels.threadsOf(channel.id)]) marks.read(place.id, place.last_message_id);
}
