import { z } from 'zod';
import { StoreAwayError } from '../../src/conversation/store-away.ts';
import { UserError } from '../../src/errors.ts';
import { beyondCeilings } from '../../src/server-settings/ceilings.ts';
import { differences, type Difference } from '../../src/server-settings/change.ts';
import type { ServerSettings } from '../../src/server-settings/settings.ts';
import { textsIn } from '../../src/texts/texts.ts';
import { sayMistakes } from './mistakes.ts';
import { type View, withSettings } from './view.ts';
import { createWords, type Words } from './words.ts';

/** Makes of what is set what is to be set. It is called again when somebody else has changed something meanwhile. */
export type Alter = (settings: ServerSettings) => ServerSettings;

/**
 * Changes a server's settings as one step, and tells the log channel. Answers with what has changed.
 * @throws {UserError} for what the settings cannot be, or what the operator does not let them be.
 */
export async function change(view: View, alter: Alter): Promise<{ view: View; changed: Difference[] }> {
  const { context, guild } = view;
  const { before, after } = await store(view, (settings) => {
    const wanted = alter(settings);
    refuseBeyond(view, settings, wanted);
    return wanted;
  });
  const changed = differences(before, after);
  const words = createWords({ say: textsIn(guild.preferredLocale), guild, assistants: view.assistants });
  if (before.logChannelId !== undefined && before.logChannelId !== after.logChannelId) {
    await sayFarewell(view, before.logChannelId, words);
  }
  for (const { path, before: old, after: fresh } of changed) {
    const values = { path: words.what(path), ...words.change(path, old, fresh) };
    context.logChannel.tell(guild.id, 'log.changed', { person: view.personId, ...values });
  }
  return { view: withSettings(view, after), changed };
}

/** What has changed, a line each. */
export function linesOf(changed: readonly Difference[], { context: { say }, words }: View): string[] {
  return changed.map(({ path, before, after }) =>
    say('config.changedLine', { what: words.what(path), ...words.change(path, before, after) }),
  );
}

async function store({ context, guild, words }: View, alter: Alter) {
  try {
    return await context.settings.change(guild.id, alter);
  } catch (error) {
    if (error instanceof UserError) throw error;
    if (error instanceof z.ZodError) {
      throw new UserError(
        'config.mistakes',
        { lines: sayMistakes(error, context.say, words.what).slice(0, 10).join('\n- ') },
        { cause: error },
      );
    }
    throw new StoreAwayError('Settings could not be stored.', { cause: error });
  }
}

/** What was beyond before, when the operator set the ceiling later, may stay. */
function refuseBeyond({ context, words }: View, before: ServerSettings, wanted: ServerSettings): void {
  const touched = new Set(differences(before, wanted).map(({ path }) => path));
  const beyond = beyondCeilings(wanted, context.settings.operator).find(({ path }) => touched.has(path));
  if (beyond) throw new UserError('config.beyondCeiling', { what: words.what(beyond.path), limit: beyond.limit });
}

/** The channel that was told until now is told that it is no more, and by whom. */
async function sayFarewell({ context, guild, personId }: View, channelId: string, words: Words): Promise<void> {
  const { log } = context;
  const channel = guild.channels.cache.get(channelId);
  if (!channel?.isSendable()) return;
  try {
    await channel.send(
      textsIn(guild.preferredLocale)('log.ends', { person: personId, what: words.what('logChannelId') }),
    );
  } catch (error) {
    log.warn({ serverId: guild.id, channelId, err: error }, 'log channel could not be told of its end');
  }
}
