import type { ModalSubmitInteraction } from 'discord.js';
import type { ComponentInteraction } from '../../src/discord/command.ts';
import type { CommandContext } from '../../src/discord/command-context.ts';
import type { CommandResult } from '../../src/discord/command-result.ts';
import { change } from './change.ts';
import { type Filled, filledFields } from './form.ts';
import { confirmation } from './import.ts';
import type { Page } from './page.ts';
import { answers } from './pages/answers.ts';
import { bots } from './pages/bots.ts';
import { budgets } from './pages/budgets.ts';
import { forum } from './pages/forum.ts';
import { home } from './pages/home.ts';
import { limits } from './pages/limits.ts';
import { logChannel } from './pages/log-channel.ts';
import { people } from './pages/people.ts';
import { place } from './pages/place.ts';
import { roles } from './pages/roles.ts';
import { viewOf } from './view.ts';

const PAGES: ReadonlyMap<string, Page> = new Map(
  Object.entries({
    home,
    place,
    answers,
    forum,
    roles,
    people,
    bots,
    budgets,
    limits,
    log: logChannel,
    import: confirmation,
  }),
);

/** Does what a control of the panel is for, and shows the page that comes next in the place of the one before. */
export async function useControl(
  interaction: ComponentInteraction | ModalSubmitInteraction,
  [pageName = '', control = '', at = '']: readonly string[],
  context: CommandContext,
): Promise<CommandResult> {
  await context.rights.requireCommand(interaction, 'config');
  const page = PAGES.get(pageName);
  const form = page?.forms?.[control];
  if (form) return form(await viewOf(interaction, context, { withAssistants: false }), at);
  let view = await viewOf(interaction, context);
  const run = page?.controls[control];
  if (!run && control !== 'show') throw new Error(`The panel has no control ${pageName}:${control}.`);
  const next = await run?.({
    ...inputOf(interaction),
    view,
    at,
    interaction,
    async change(alter) {
      const result = await change(view, alter);
      ({ view } = result);
      return result.changed;
    },
  });
  if (next && 'result' in next) return next.result;
  const { page: nextPage = pageName, at: nextAt = at } = next ?? {};
  const shown = await PAGES.get(nextPage)?.show(view, nextAt);
  if (!shown) throw new Error(`The panel has no page ${nextPage}.`);
  return { ...shown, isUpdate: true };
}

function inputOf(interaction: ComponentInteraction | ModalSubmitInteraction): {
  values: readonly string[];
  fields: readonly Filled[];
} {
  if (interaction.isModalSubmit()) return { values: [], fields: filledFields(interaction) };
  return { values: interaction.isAnySelectMenu() ? interaction.values : [], fields: [] };
}
