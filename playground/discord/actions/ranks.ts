import { refusal } from '../discord-error.ts';
import type { Permissions } from '../permissions.ts';
import type { RoleRecord } from '../records.ts';
import type { World } from '../world.ts';

export type Ranks = ReturnType<typeof createRanks>;

/**
 * Who is above whom: everybody may change only those whose highest role is below their own, and only such roles.
 * https://docs.discord.com/developers/topics/permissions#permission-hierarchy
 */
export function createRanks(world: World, permissions: Permissions) {
  function rank(guildId: string, userId: string): number {
    if (world.guilds.get(guildId)?.ownerId === userId) return Infinity;
    const positions = world.member(guildId, userId)?.roles.map((id) => world.roles.get(id)?.position ?? 0) ?? [];
    return Math.max(0, ...positions);
  }

  return {
    /** @throws 50013 */
    needAbove(guildId: string, actorId: string, userId: string, flag: bigint): void {
      permissions.needInGuild(guildId, actorId, flag);
      if (rank(guildId, actorId) <= rank(guildId, userId)) throw refusal('missingPermissions');
    },
    /** @throws 50013 */
    needAboveRole(actorId: string, { guildId, position }: RoleRecord, flag: bigint): void {
      permissions.needInGuild(guildId, actorId, flag);
      if (rank(guildId, actorId) <= position) throw refusal('missingPermissions');
    },
  };
}
