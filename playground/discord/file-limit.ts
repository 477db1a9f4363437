import type { World } from './world.ts';

const MIB = 1024 * 1024;
/** In servers with boosts, by their level; without any it is 10 MiB. */
const MORE_MIB: Readonly<Record<number, number>> = { 2: 50, 3: 100 };

/** How large a file may be in a server, or without one in a direct message. */
export function maxFileBytes(world: Pick<World, 'guilds'>, guildId: string | undefined): number {
  const { premiumTier = 0 } = (guildId !== undefined && world.guilds.get(guildId)) || {};
  return (MORE_MIB[premiumTier] ?? 10) * MIB;
}
