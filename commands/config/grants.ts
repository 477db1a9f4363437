import { orAway } from '../../src/conversation/store-away.ts';
import type { CommandReply } from '../../src/discord/command-result.ts';
import type { BudgetSetting } from '../../src/server-settings/settings.ts';
import { type Say, textsIn } from '../../src/texts/texts.ts';
import type { View } from './view.ts';
import { createWords } from './words.ts';

const CURRENT_KEYS = { hour: 'config.thisHour', day: 'config.thisDay', month: 'config.thisMonth' } as const;

/** Whose budgets they are; without an id the whole server's. */
export interface Holder {
  readonly per: BudgetSetting['per'];
  readonly id: string | undefined;
}

/** Lets somebody use more in the window that runs now. */
export async function grant(
  view: View,
  target: Holder & Pick<BudgetSetting, 'unit' | 'window'>,
  amount: number,
): Promise<CommandReply> {
  const { context, guild, personId, effective } = view;
  const { id, per, unit, window } = target;
  const { timeZone } = effective;
  const holder = { serverId: guild.id, per, ...(id !== undefined && { id }) };
  await orAway(context.budgets.grant({ ...holder, unit, window, timeZone }, amount));
  const values = (say: Say) => ({
    holder: mention(say, target),
    amount: createWords({ say, guild, assistants: [] }).amount(unit, amount),
    window: say(CURRENT_KEYS[window]),
  });
  const say = textsIn(guild.preferredLocale);
  context.logChannel.tell(guild.id, 'log.granted', { person: personId, ...values(say) });
  return { content: context.say('config.granted', values(context.say)) };
}

/** What somebody has used in the windows that run now counts from zero. */
export async function reset({ context, guild, personId }: View, target: Holder): Promise<CommandReply> {
  const { id, per } = target;
  await orAway(context.budgets.reset({ serverId: guild.id, per, ...(id !== undefined && { id }) }));
  const holder = mention(textsIn(guild.preferredLocale), target);
  context.logChannel.tell(guild.id, 'log.reset', { person: personId, holder });
  return { content: context.say('config.reset', { holder: mention(context.say, target) }) };
}

function mention(say: Say, { per, id }: Holder): string {
  if (id === undefined) return say('budgets.theServer');
  return per === 'person' ? `<@${id}>` : per === 'role' ? `<@&${id}>` : `<#${id}>`;
}
