import type { Store } from '../storage/store.ts';
import { transact } from '../storage/transact.ts';
import { compact } from './change.ts';
import { type EffectiveSettings, effectiveSettings } from './effective.ts';
import type { OperatorSettings } from './operator-file.ts';
import { type ServerSettings, serverSettings } from './settings.ts';

export interface ServerSettingsOptions {
  store: Pick<Store, 'get' | 'getMany' | 'commit'> & Store;
  operator: OperatorSettings;
  now?: () => number;
}

/** The settings of servers, kept in the store. */
export type ServerSettingsKeeper = ReturnType<typeof createServerSettings>;

/** What another process has changed is known after this long at the latest. */
const FRESH_MS = 1_000;
/** In a DM there is no server, but there are the operator's defaults and ceilings. */
const DIRECT = 'direct';

export function createServerSettings({ store, operator, now = Date.now }: ServerSettingsOptions) {
  const known = new Map<string, { settings: ServerSettings; effective: EffectiveSettings; atMs: number }>();
  const key = (serverId: string) => `settings/${serverId}`;

  function remember(serverId: string, settings: ServerSettings): EffectiveSettings {
    const effective = effectiveSettings(settings, operator);
    known.set(serverId, { settings, effective, atMs: now() });
    return effective;
  }

  async function own(serverId: string): Promise<ServerSettings> {
    return (await store.get<ServerSettings>(key(serverId))) ?? {};
  }

  return {
    /** What a server's moderators have set, as it is stored. */
    own,

    /** What holds in a server at this moment; without an id in DMs. */
    async now(serverId: string = DIRECT): Promise<EffectiveSettings> {
      return remember(serverId, serverId === DIRECT ? {} : await own(serverId));
    },

    /**
     * What holds in a server, at most a second old; older when the store is away. Rejects when it was away from the
     * beginning.
     */
    async recent(serverId: string = DIRECT): Promise<EffectiveSettings> {
      const last = known.get(serverId);
      if (last && now() - last.atMs < FRESH_MS) return last.effective;
      try {
        return await this.now(serverId);
      } catch (error) {
        if (!last) throw error;
        return last.effective;
      }
    },

    /** The same without waiting; `undefined` when it is not known or may be old. */
    peek(serverId: string): EffectiveSettings | undefined {
      const last = known.get(serverId);
      return last && now() - last.atMs < FRESH_MS ? last.effective : undefined;
    },

    /**
     * Changes what a server has set, as one step. Answers with what was before and what is.
     * @throws {z.ZodError} for settings that are none.
     */
    async change(serverId: string, change: (settings: ServerSettings) => ServerSettings) {
      const changed = await transact(store, async (transaction) => {
        const before = (await transaction.get<ServerSettings>(key(serverId))) ?? {};
        const after = serverSettings.parse(compact(change(before)));
        transaction.set(key(serverId), Object.keys(after).length > 0 ? after : undefined);
        return { before, after };
      });
      remember(serverId, changed.after);
      return changed;
    },

    /** What the operator has set for all. */
    operator,
  };
}
