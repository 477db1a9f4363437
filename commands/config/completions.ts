import type { AutocompleteInteraction } from 'discord.js';
import type { CommandContext } from '../../src/discord/command-context.ts';
import type { Choice } from '../../src/discord/command-result.ts';
import { oneLine } from '../../src/markdown/plain-name.ts';
import { kindOfBudget } from '../../src/server-settings/lists.ts';
import { forumAt } from './places.ts';
import { guildOf, viewOf } from './view.ts';

/** https://docs.discord.com/developers/interactions/application-commands#autocomplete */
const MAX_CHOICES = 25;
const MAX_LENGTH = 100;
/** Every time zone that this Node knows. */
/** A few hundred, asked for when somebody wants one. */
const timeZones = () => ['UTC', ...Intl.supportedValuesOf('timeZone').filter((name) => name !== 'UTC')];

/** What fits what has been typed so far. */
export async function complete(interaction: AutocompleteInteraction, context: CommandContext): Promise<Choice[]> {
  const { options } = interaction;
  const { name, value } = options.getFocused(true);
  const typed = value.trim().toLowerCase().replace(/\s+/g, '_');
  const isFitting = (choice: Choice) => choice.name.toLowerCase().replace(/\s+/g, '_').includes(typed);
  const all = await choicesFor(name, interaction, context);
  return all.filter((choice) => isFitting(choice) && choice.value.length <= MAX_LENGTH).slice(0, MAX_CHOICES);
}

async function choicesFor(
  name: string,
  interaction: AutocompleteInteraction,
  context: CommandContext,
): Promise<Choice[]> {
  const { options } = interaction;
  const guild = guildOf(interaction);
  switch (name) {
    case 'name':
      if (options.getSubcommand() === 'time-zone') return timeZones().map((zone) => ({ name: zone, value: zone }));
      return (await context.assistants.list(guild.id)).map((one) => ({
        name: oneLine(one.name ?? one.id, MAX_LENGTH),
        value: one.id,
      }));
    case 'tag': {
      const forumId = String(options.get('forum')?.value ?? options.get('in')?.value ?? '');
      return (forumAt(guild, forumId)?.availableTags ?? []).map((tag) => ({ name: tag.name, value: tag.id }));
    }
    case 'budget': {
      const { settings, words } = await viewOf(interaction, context);
      return (settings.budgets ?? []).map((one) => ({ name: words.budgetLabel(one), value: kindOfBudget(one) }));
    }
    default:
      return [];
  }
}
