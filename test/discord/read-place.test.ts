import { type Channel, ChannelType } from 'discord.js';
import { expect, test } from 'vitest';
import { readPlace } from '../../src/discord/read-place.ts';

test('the settings of the channel around a thread hold there also when discord.js does not have that channel', () => {
  const thread = {
    id: '2',
    type: ChannelType.PublicThread,
    parent: null,
    parentId: '1',
    ownerId: '9',
    joined: true,
    client: { user: { id: '9' } },
    isThread: () => true,
    isDMBased: () => false,
  } as unknown as Channel;

  expect(readPlace(thread)).toEqual({ kind: 'thread', isOwn: true, isJoined: true, homeId: '1' });
});
