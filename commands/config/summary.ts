import type { CommandReply } from '../../src/discord/command-result.ts';
import { differences } from '../../src/server-settings/change.ts';
import type { ServerSettings } from '../../src/server-settings/settings.ts';
import type { Say } from '../../src/texts/texts.ts';
import type { View } from './view.ts';

/** https://docs.discord.com/developers/resources/message#create-message-jsonform-params */
const MAX_CONTENT = 2_000;

/** Everything that is set, by whom, and the operator's ceilings; in a file when a message does not hold it. */
export function wholeSummary(view: View): CommandReply {
  const { context, settings } = view;
  const { say, settings: keeper } = context;
  const { defaults } = keeper.operator;
  const notOverridden = Object.fromEntries(
    Object.entries(defaults).filter(([name]) => settings[name as keyof ServerSettings] === undefined),
  );
  const own = linesFor(view, settings);
  const others = linesFor(view, notOverridden);
  const lines = [
    say('config.summaryTitle'),
    ...(own.length > 0 ? own : [say('config.nothingSet')]),
    ...(others.length > 0 ? [say('config.operatorsTitle'), ...others] : []),
    ...ceilingsOf(view),
  ];
  return asReply(say, lines, 'settings.md');
}

/** The lines as a message or, when they are too long for that, as a file. */
export function asReply(say: Say, lines: readonly string[], fileName: string): CommandReply {
  const text = lines.join('\n');
  if (text.length <= MAX_CONTENT) return { content: text };
  return { content: say('config.asFile'), files: [{ name: fileName, data: `${text}\n` }] };
}

/** What the operator lets no server go beyond. */
export function ceilingsOf({ context, words }: View): string[] {
  const { budgets = [], ...ceilings } = context.settings.operator.ceilings;
  const values = [
    ...Object.entries(ceilings).map(([name, value]) => `${words.what(name)}: ${words.value(name, value)}`),
    ...budgets.map(words.budget),
  ];
  return values.length > 0 ? [context.say('config.operatorsCeilings', { values: values.join(', ') })] : [];
}

function linesFor({ context: { say }, words }: View, settings: ServerSettings): string[] {
  return differences({}, settings).map(({ path, after }) =>
    say('config.line', { name: words.what(path), value: words.value(path, after, true) }),
  );
}
