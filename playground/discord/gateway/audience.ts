import { GatewayIntentBits as Intents } from 'discord-api-types/v10';
import { withoutContent } from '../message-content.ts';
import type { Permissions } from '../permissions.ts';
import type { World, WorldEvent } from '../world.ts';
import { shardOf } from './greeting.ts';
import { isWanted } from './intents.ts';
import type { Session } from './session.ts';

interface AudienceOptions {
  world: World;
  permissions: Permissions;
  botId: () => string;
}

/** Decides what a session is told of an event: all of it, less of it, or nothing (`undefined`). */
export function createAudience({ world, permissions, botId }: AudienceOptions) {
  function mayHear(event: WorldEvent): boolean {
    if (event.onlyFor !== undefined) return event.onlyFor === botId();
    if (event.channelId === undefined) return event.guildId === undefined || isMember(event.guildId);
    const channel = world.channels.get(event.channelId);
    if (!channel) return false;
    return permissions.canView(channel, botId());
  }

  function isMember(guildId: string): boolean {
    return world.member(guildId, botId()) !== undefined;
  }

  return (session: Session, event: WorldEvent): object | undefined => {
    const isDirect = event.guildId === undefined;
    if (!isWanted(event.type, session.intents, isDirect) || !mayHear(event)) return undefined;
    if (shardOf(event.guildId, session.shard[1]) !== session.shard[0]) return undefined;
    const data = event.view(botId());
    switch (event.type) {
      case 'MESSAGE_CREATE':
      case 'MESSAGE_UPDATE':
        return isDirect || session.intents & Intents.MessageContent ? data : withoutContent(data, botId());
      case 'THREAD_MEMBERS_UPDATE':
        return session.intents & Intents.GuildMembers ? data : onlyOwnMembership(data, botId());
      default:
        return data;
    }
  };
}

/** Without GUILD_MEMBERS a bot hears only of its own coming and going. */
function onlyOwnMembership(data: object, botId: string): object | undefined {
  const update = data as { added_members?: { user_id: string }[]; removed_member_ids?: string[] };
  const added = update.added_members?.filter((member) => member.user_id === botId) ?? [];
  const removed = update.removed_member_ids?.filter((id) => id === botId) ?? [];
  if (added.length + removed.length === 0) return undefined;
  const { added_members: _added, removed_member_ids: _removed, ...rest } = update;
  return {
    ...rest,
    ...(added.length > 0 && { added_members: added }),
    ...(removed.length > 0 && { removed_member_ids: removed }),
  };
}
