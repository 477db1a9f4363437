import type { ChatInputCommandInteraction } from 'discord.js';
import { type Amounts, OTHER_ASSISTANTS } from '../../src/budgets/usage.ts';
import { orAway } from '../../src/conversation/store-away.ts';
import type { CommandContext } from '../../src/discord/command-context.ts';
import { type Bar, drawBars } from '../../src/markdown/bars.ts';

export const DIRECT = 'direct';
/** Drawn by day. */
const DAYS = 7;
/** Counted by assistant. */
const ALL_DAYS = 31;
const MAX_ASSISTANTS = 8;

/** What the server, or one person there, has used: bars by day and by assistant, in a code block. */
export async function drawUsage(
  interaction: ChatInputCommandInteraction,
  context: CommandContext,
  personId?: string,
): Promise<string> {
  const { budgets, settings, say } = context;
  const { timeZone } = await orAway(settings.recent(interaction.guildId ?? undefined));
  const serverId = interaction.guildId ?? DIRECT;
  const days = await orAway(
    budgets.usage({ serverId, timeZone, days: ALL_DAYS, ...(personId !== undefined && { personId }) }),
  );
  if (days.every(({ answers }) => answers === 0)) return say('usage.nothing');
  const byDay = days.slice(-DAYS).map((day) => bar(dayLabel(day.day, interaction.locale), day));
  const byAssistant = await barsByAssistant(interaction, context, days);
  return ['```', say('usage.byDay'), drawBars(byDay), '', say('usage.byAssistant'), drawBars(byAssistant), '```'].join(
    '\n',
  );

  function bar(label: string, { answers, tokens }: Amounts): Bar {
    const amount = say('usage.amount', {
      answers: say('budgets.answers', { count: answers }),
      tokens: new Intl.NumberFormat(interaction.locale, { notation: 'compact' }).format(tokens),
    });
    return { label, value: answers, note: amount };
  }

  async function barsByAssistant(
    { guildId }: ChatInputCommandInteraction,
    { assistants }: CommandContext,
    all: readonly { byAssistant: Readonly<Record<string, Amounts>> }[],
  ): Promise<Bar[]> {
    const total = new Map<string, { answers: number; tokens: number }>();
    for (const [id, { answers, tokens }] of all.flatMap(({ byAssistant: ofDay }) => Object.entries(ofDay))) {
      const before = total.get(id) ?? { answers: 0, tokens: 0 };
      total.set(id, { answers: before.answers + answers, tokens: before.tokens + tokens });
    }
    const most = [...total].toSorted(([, one], [, other]) => other.answers - one.answers).slice(0, MAX_ASSISTANTS);
    return Promise.all(
      most.map(async ([id, amounts]) => {
        if (id === OTHER_ASSISTANTS) return bar(say('usage.otherAssistants'), amounts);
        const assistant = await assistants.usable(guildId ?? undefined, id).catch(() => undefined);
        return bar(assistant?.name?.trim() || id, amounts);
      }),
    );
  }
}

/** “Wed 25”. */
function dayLabel(day: string, locale: string): string {
  const format = new Intl.DateTimeFormat(locale, { weekday: 'short', day: 'numeric', timeZone: 'UTC' });
  return format.format(new Date(`${day}T00:00:00Z`));
}
