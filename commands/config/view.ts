import { setTimeout as delay } from 'node:timers/promises';
import type { BaseInteraction, Guild, Interaction } from 'discord.js';
import { orAway } from '../../src/conversation/store-away.ts';
import type { CommandContext } from '../../src/discord/command-context.ts';
import { UserError } from '../../src/errors.ts';
import { effectiveSettings, type EffectiveSettings } from '../../src/server-settings/effective.ts';
import type { ServerSettings } from '../../src/server-settings/settings.ts';
import { createWords, type Words } from './words.ts';

const LIST_MS = 2_500;

/** One that the server may use. */
export type Assistant = Awaited<ReturnType<CommandContext['assistants']['list']>>[number];

/** A server's settings as somebody who may change them sees them. */
export interface View {
  readonly context: CommandContext;
  readonly guild: Guild;
  readonly personId: string;
  readonly assistants: readonly Assistant[];
  /** In the language of the person. */
  readonly words: Words;
  /** What the moderators have set. */
  readonly settings: ServerSettings;
  /** What holds, with what the operator has set. */
  readonly effective: EffectiveSettings;
}

export async function viewOf(
  interaction: Interaction,
  context: CommandContext,
  { withAssistants = true } = {},
): Promise<View> {
  const guild = guildOf(interaction);
  const [assistants, settings] = await Promise.all([
    withAssistants ? assistantsOf(guild.id, context) : [],
    orAway(context.settings.own(guild.id)),
  ]);
  const words = createWords({ say: context.say, guild, assistants });
  const view = { context, guild, personId: interaction.user.id, assistants, words };
  return withSettings(view, settings);
}

export function withSettings(view: Omit<View, 'settings' | 'effective'>, settings: ServerSettings): View {
  return { ...view, settings, effective: effectiveSettings(settings, view.context.settings.operator) };
}

/** @throws {UserError} where there is no server. */
export function guildOf(interaction: BaseInteraction): Guild {
  if (!interaction.inCachedGuild()) throw new UserError('commands.onlyInServers');
  return interaction.guild;
}

/** None when the Assistants server is away or slow: all other settings must not depend on it. */
async function assistantsOf(serverId: string, { assistants, log }: CommandContext): Promise<readonly Assistant[]> {
  const listed = assistants.list(serverId).catch((error: unknown) => {
    log.warn({ serverId, err: error }, 'assistants could not be listed');
    return [];
  });
  return Promise.race([listed, delay(LIST_MS, [], { ref: false })]);
}
