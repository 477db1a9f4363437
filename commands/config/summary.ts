import type { CommandReply } from '../../src/discord/command-result.ts';
import { differences } from '../../src/server-settings/change.ts';
import type { ServerSettings } from '../../src/server-settings/settings.ts';
import type { View } from './view.ts';
import { MAX_QUOTE } from './words.ts';

/** https://docs.discord.com/developers/resources/message#create-message-jsonform-params */
const MAX_CONTENT = 2_000;
const MAX_NAMED = 3;

/** Everything that is set, by whom, and the operator's ceilings; with a file when a message does not hold it. */
export function wholeSummary(view: View): CommandReply {
  const reply = asReply(view, summaryOf(view, { isWhole: false }), 'settings.md');
  const isCut = differences({}, view.settings).some(({ after }) => String(after).length > MAX_QUOTE);
  if (!isCut && !reply.files) return reply;
  const content = reply.files ? reply.content : `${reply.content}\n${view.context.say('config.wholeInFile')}`;
  return {
    content: content.slice(0, MAX_CONTENT),
    files: [asFile(view, summaryOf(view, { isWhole: true }), 'settings.md')],
  };
}

/** The lines as a message or, when they are too long for that, as a file. */
export function asReply(view: View, lines: readonly string[], fileName: string): CommandReply {
  const content = lines.join('\n');
  if (content.length <= MAX_CONTENT) return { content };
  return { content: view.context.say('config.asFile'), files: [asFile(view, lines, fileName)] };
}

/** With names in the place of mentions, which only Discord shows. */
export function asFile({ words }: View, lines: readonly string[], name: string) {
  return { name, data: `${words.withNames(lines.join('\n'))}\n` };
}

/** What the operator lets no server go beyond. */
export function ceilingsOf({ context, words }: View, isWhole = false): string[] {
  const { budgets = [], ...ceilings } = context.settings.operator.ceilings;
  const named = budgets.map(words.budget);
  const values = [
    ...Object.entries(ceilings).map(([name, value]) => `${words.what(name)}: ${words.value(name, value, isWhole)}`),
    ...(named.length > 0 ? [words.some(named, isWhole ? named.length : MAX_NAMED)] : []),
  ];
  return values.length > 0 ? [context.say('config.operatorsCeilings', { values: values.join(', ') })] : [];
}

function summaryOf(view: View, { isWhole }: { isWhole: boolean }): string[] {
  const { context, settings } = view;
  const { say, settings: keeper } = context;
  const notOverridden = Object.fromEntries(
    Object.entries(keeper.operator.defaults).filter(([name]) => settings[name as keyof ServerSettings] === undefined),
  );
  const own = linesFor(view, settings, isWhole);
  const others = linesFor(view, notOverridden, isWhole);
  return [
    say('config.summaryTitle'),
    ...(own.length > 0 ? own : [say('config.nothingSet')]),
    ...(others.length > 0 ? [say('config.operatorsTitle'), ...others] : []),
    ...ceilingsOf(view, isWhole),
  ];
}

function linesFor({ context: { say }, words }: View, settings: ServerSettings, isWhole: boolean): string[] {
  return differences({}, settings).map(({ path, after }) =>
    say('config.line', { name: words.what(path), value: words.value(path, after, isWhole) }),
  );
}
