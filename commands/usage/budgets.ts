import type { ChatInputCommandInteraction } from 'discord.js';
import type { BudgetState } from '../../src/budgets/budgets.ts';
import { orAway } from '../../src/conversation/store-away.ts';
import type { CommandContext } from '../../src/discord/command-context.ts';
import { readPlace } from '../../src/discord/read-place.ts';
import { fitLines } from '../../src/markdown/fit-lines.ts';
import type { Say, TextKey } from '../../src/texts/texts.ts';
import { DIRECT } from './draw.ts';

/** With the bars before it one message is not full. */
const MAX_LENGTH = 900;
/** Channels with budgets of their own that are looked at. */
const MAX_CHANNELS = 25;

const HOLDERS = {
  person: 'usage.you',
  role: 'usage.role',
  channel: 'usage.channel',
  server: 'usage.server',
} as const satisfies Record<string, TextKey>;

/** The budgets that apply to the person here, with what is left of each. */
export async function budgetsOfPerson(
  interaction: ChatInputCommandInteraction,
  context: CommandContext,
): Promise<string> {
  const roleIds = interaction.inCachedGuild() ? [...interaction.member.roles.cache.keys()] : [];
  const place = await placeOf(interaction, context);
  const states = await orAway(context.budgets.left(place, { id: interaction.user.id, roleIds }));
  return inWords(
    states.map((state) => ({ ...state, channelId: place.channelId })),
    context.say,
  );
}

/** The budgets that are shared: of the server, its roles and its channels. */
export async function budgetsOfServer(
  interaction: ChatInputCommandInteraction,
  context: CommandContext,
): Promise<string> {
  const place = await placeOf(interaction, context);
  const { budgets } = place;
  const roleIds = budgets.flatMap(({ per, of }) => (per === 'role' && of !== undefined ? [of] : []));
  const channelIds = budgets.flatMap(({ per, of }) => (per === 'channel' && of !== undefined ? [of] : []));
  const isAbout =
    (...per: readonly string[]) =>
    (state: BudgetState) =>
      per.includes(state.budget.per);
  const shared = await orAway(context.budgets.left(place, { id: '', roleIds }));
  const ofChannels = await Promise.all(
    [...new Set([place.channelId, ...channelIds])].slice(0, MAX_CHANNELS).map(async (channelId) => {
      const states = await orAway(context.budgets.left({ ...place, channelId }, { id: '', roleIds: [] }));
      return states.filter(isAbout('channel')).map((state) => ({ ...state, channelId }));
    }),
  );
  const { channelId } = place;
  const others = shared.filter(isAbout('server', 'role')).map((state) => ({ ...state, channelId }));
  return inWords([...others, ...ofChannels.flat()], context.say);
}

async function placeOf({ channel, channelId, guildId }: ChatInputCommandInteraction, { settings }: CommandContext) {
  const { timeZone, budgets } = await orAway(settings.recent(guildId ?? undefined));
  const { homeId = channelId } = (channel && readPlace(channel)) ?? {};
  return { serverId: guildId ?? DIRECT, channelId: homeId, timeZone, budgets };
}

function inWords(states: readonly (BudgetState & { channelId: string })[], say: Say): string {
  if (states.length === 0) return say('usage.noBudgets');
  const lines = states.map(({ budget, used, limit, freeAtMs, channelId }) => {
    const { per, of = '', unit, window } = budget;
    return say('usage.budget', {
      holder: say(HOLDERS[per], { role: `<@&${of}>`, channel: `<#${channelId}>` }),
      left: say(`budgets.${unit}`, { count: Math.max(0, limit - used) }),
      limit,
      window: say(`budgets.${window}`),
      time: `<t:${Math.ceil(freeAtMs / 1_000)}:R>`,
    });
  });
  return [say('usage.left'), fitLines(lines, (count) => say('usage.more', { count }), MAX_LENGTH)].join('\n');
}
