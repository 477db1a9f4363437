import { takeCodeBlock } from './code.ts';
import { takeList } from './list.ts';
import { isAtLineStart, orders, type Rule, type Rules } from './rules.ts';

const HEADING = /^(#{1,3})\s+(?!#)([^\n]+)(?:\n|$)/;
const SUBTEXT = /^-# +(?!-# )([^\n]+)(?:\n|$)/;
const QUOTED_LINES = /^(?:> [^\n]*(?:\n *(?=> )|\n|$))+/;
const QUOTED_REST = /^>>> ([\s\S]*)$/;
/** Discord lets lists have so many levels. */
const MAX_LIST_DEPTH = 11;

/** What stands in lines of its own. Each but a block of code begins where a line begins. */
export const blocks: Rules = {
  heading: {
    order: orders.heading.order,
    match: (source, state, previous) =>
      isUnindented(previous) && !state['listDepth'] ? HEADING.exec(source) : undefined,
    parse: ([, marks = '', title = ''], parse, state) => ({
      level: marks.length,
      // Closing marks are left away: `## Title ##`.
      content: parse(title.replace(/#*\s*$/, '').trimEnd(), state),
    }),
  },
  subtext: {
    order: orders.heading.order,
    match: (source, _state, previous) => (isUnindented(previous) ? SUBTEXT.exec(source) : undefined),
    parse: ([, text = ''], parse, state) => ({ content: parse(text, state) }),
  },
  codeBlock: {
    order: orders.codeBlock.order,
    match: takeCodeBlock,
    parse: ([, language, content]) => ({ content, ...(language && { language: language.toLowerCase() }) }),
  },
  blockQuote: {
    order: orders.blockQuote.order,
    // Quotes in quotes are text.
    match: (source, state, previous) =>
      isAtLineStart(previous) && !state['inQuote'] ? (QUOTED_REST.exec(source) ?? quotedLines(source)) : undefined,
    parse: ([, text = ''], parse, state) => ({ content: parse(unindented(text), { ...state, inQuote: true }) }),
  },
  list: {
    order: orders.list.order,
    match: (source, state, previous) =>
      isAtLineStart(previous) && Number(state['listDepth'] ?? 0) < MAX_LIST_DEPTH
        ? takeList(source)?.capture
        : undefined,
    parse([whole = ''], parse, state) {
      const { start, items = [] } = takeList(whole) ?? {};
      const inside = { ...state, listDepth: Number(state['listDepth'] ?? 0) + 1 };
      return {
        ...(start !== undefined && { start }),
        items: items.map((item) => parse(unindented(item), { ...inside })),
      };
    },
  },
};

/** A line's end, with the indentation of the next line: so that what follows knows where it stands. */
export const newline: Rule = {
  order: orders.newline.order,
  match: (source) => /^\n */.exec(source),
  parse: ([content = '']) => ({ type: 'text', content }),
};

/** A text without the indentation of a list or quote that it begins with. */
export function unindented(text: string): string {
  return text.replace(/^ +(?=[-*>] |>>> |\d+\. )/, '');
}

function isUnindented(previous: string): boolean {
  return previous === '' || previous.endsWith('\n');
}

function quotedLines(source: string): [string, string] | undefined {
  const whole = QUOTED_LINES.exec(source)?.[0];
  return whole === undefined ? undefined : [whole, whole.replace(/\n$/, '').replaceAll(/^ *> /gm, '')];
}
