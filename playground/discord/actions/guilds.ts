import { refusal } from '../discord-error.ts';
import type { Views } from '../views.ts';
import type { World } from '../world.ts';

/** The settings of servers. */
export function createGuilds(world: World, views: Views) {
  return {
    /** The language of the server, without asking anybody. */
    setPreferredLocale(guildId: string, preferredLocale: string): void {
      const before = world.guilds.get(guildId);
      if (!before) throw refusal('unknownGuild');
      const after = { ...before, preferredLocale };
      world.guilds.set(after);
      world.emit({ type: 'GUILD_UPDATE', guildId, view: () => views.guild(after) });
    },
  };
}
