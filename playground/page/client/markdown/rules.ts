import { rules, SimpleMarkdown } from 'discord-markdown-parser';

/** One thing that a text may have in it: where it begins, and what becomes of it. */
export type Rule = (typeof rules)[string];

/** Rules by the type of the nodes that they make. */
export type Rules = Record<string, Rule>;

/** The place of each kind of rule among the others: of two that begin at the same letter, the smaller one wins. */
export const { defaultRules: orders, parserFor } = SimpleMarkdown;

/** Nobody writes deeper than this; deeper marks stay text, so that no text is too deep for the browser. */
const MAX_DEPTH = 40;

/** Some rules of the parser as they are. */
export function pick(...names: string[]): Rules {
  return Object.fromEntries(Object.entries(rules).filter(([name]) => names.includes(name)));
}

/** Text that is shown as it is, emoji too. */
export function literal(content: string): { type: string; content: string } {
  return { type: 'literal', content };
}

/** Whether what comes next stands at the beginning of a line, but for spaces. */
export function isAtLineStart(previous: string): boolean {
  return previous === '' || /\n *$/.test(previous);
}

/** Only these work in the label of a link. */
const IN_LABELS = new Set([
  'em',
  'strong',
  'underline',
  'strikethrough',
  'spoiler',
  'inlineCode',
  'timestamp',
  'emoji',
]);

/** The same rules, no deeper in each other than MAX_DEPTH, and in the labels of links only what works there. */
export function guarded(rules: Rules): Rules {
  return Object.fromEntries(Object.entries(rules).map(([name, rule]) => [name, guard(name, rule)]));
}

function guard(name: string, rule: Rule): Rule {
  const isInLabels = IN_LABELS.has(name) || name === 'text';
  return {
    ...rule,
    match: (source, state, previous) =>
      state['inLabel'] && !isInLabels ? undefined : rule.match(source, state, previous),
    parse(capture, parse, state) {
      if (name === 'text') return rule.parse(capture, parse, state);
      const depth = Number(state['depth'] ?? 0) + 1;
      return depth > MAX_DEPTH ? literal(capture[0] ?? '') : rule.parse(capture, parse, { ...state, depth });
    },
  };
}
