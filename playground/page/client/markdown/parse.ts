import { blocks, newline, unindented } from './blocks.ts';
import { inlineCode } from './code.ts';
import { splitEmoji } from './emoji-text.ts';
import { links } from './links.ts';
import { mentions, timestamp } from './mentions.ts';
import type { Kind, Node } from './nodes.ts';
import { guarded, literal, orders, parserFor, pick, type Rule, type Rules } from './rules.ts';

/** Nothing that Discord shows is longer; what is, is shown as it was written. */
const MAX_LENGTH = 6_000;

/** The spaces before these are not shown. */
const INDENTED = new Set<Node['type']>(['list', 'blockQuote']);

/**
 * The text itself comes in the state: what a parser is given as the source loses its tabs, and code must keep them.
 */
const root: Rule = {
  order: -1,
  match: (source, state) => (state['text'] === undefined ? undefined : [source]),
  parse: (_capture, parse, { text, ...state }) =>
    parse(String(text), { ...state, hasMaskedLinks: String(text).includes('](') }),
};

/** A letter after a backslash. With `u`, so that an emoji stays whole. */
const escape: Rule = {
  order: orders.escape.order,
  match: (source) => /^\\([^0-9A-Za-z\s])/u.exec(source),
  parse: ([, letter = '']) => literal(letter),
};

/** Goes on until something may begin: a mark, a line, a link. */
const text: Rule = {
  order: orders.text.order,
  match: (source) => /^[\s\S]+?(?=[^0-9A-Za-z\s\u00C0-\uFFFF]|\n|https?:\/\/|$)/.exec(source),
  parse: ([content = '']) => ({ content }),
};

const marks: Rules = {
  ...pick('em', 'strong', 'underline', 'strikethrough', 'spoiler', 'emoji', 'emoticon'),
  escape,
  inlineCode,
  timestamp,
  newline,
  text,
};

const parsers = {
  message: parser({ ...marks, ...mentions, ...links({ hasEmojiInLabels: false }), ...blocks }),
  embed: parser({ ...marks, ...mentions, ...links({ hasEmojiInLabels: true }), ...blocks }),
  inline: parser({ ...marks, ...mentions, ...links({ hasEmojiInLabels: false }) }),
  title: parser(marks),
} satisfies Record<Kind, (source: string) => Node[]>;

/**
 * What Discord makes of a text. The parser and the rules for marks are those of a package that is built as Discord's own
 * client is; the rest is done here as people have found the client to do it, oddities too.
 */
export function parse(source: string, kind: Kind = 'message'): Node[] {
  return parsers[kind](source);
}

function parser(rules: Rules): (source: string) => Node[] {
  const read = parserFor({ ...guarded(rules), root });
  return (source) => {
    const clean = source.replaceAll(/\r\n?/g, '\n');
    if (clean.length > MAX_LENGTH) return [{ type: 'text', content: clean }];
    return clean === '' ? [] : finish(read(' ', { inline: true, text: unindented(clean) }));
  };
}

/** What the rules have made, with neighbouring texts as one and their emoji apart. */
function finish(made: ReturnType<ReturnType<typeof parserFor>>): Node[] {
  const nodes: Node[] = [];
  let plain = '';

  function add(node: Node): void {
    const last = nodes.at(-1);
    if (last?.type === 'text' && INDENTED.has(node.type)) last.content = last.content.replace(/(?<=\n) +$/, '');
    if (last?.type === 'text' && node.type === 'text') last.content += node.content;
    else nodes.push(node);
  }
  function addPlain(): void {
    for (const node of splitEmoji(plain)) add(node);
    plain = '';
  }

  for (const node of made) {
    if (node.type === 'text') {
      plain += String(node['content']);
      continue;
    }
    addPlain();
    if (node.type === 'literal') add({ type: 'text', content: String(node['content']) });
    else if (Array.isArray(node['content'])) add({ ...node, content: finish(node['content']) } as unknown as Node);
    else if (node.type === 'list') add({ ...node, items: node['items'].map(finish) } as unknown as Node);
    else add(node as Node);
  }
  addPlain();
  return nodes;
}
