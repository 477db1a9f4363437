import { refusal } from '../discord-error.ts';
import type { GuildRecord } from '../records.ts';
import type { Views } from '../views.ts';
import type { World } from '../world.ts';

/** The settings of servers. */
export function createGuilds(world: World, views: Views) {
  function change(guildId: string, wanted: Partial<GuildRecord>): void {
    const before = world.guilds.get(guildId);
    if (!before) throw refusal('unknownGuild');
    const after = { ...before, ...wanted };
    world.guilds.set(after);
    world.emit({ type: 'GUILD_UPDATE', guildId, view: () => views.guild(after) });
  }

  return {
    /** The language of the server, without asking anybody. */
    setPreferredLocale: (guildId: string, preferredLocale: string) => change(guildId, { preferredLocale }),
    /** The level that boosts give the server, 0 to 3: it decides how large files may be. */
    setPremiumTier: (guildId: string, premiumTier: number) => change(guildId, { premiumTier }),
  };
}
