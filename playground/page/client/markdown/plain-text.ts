import type { MarkdownNames } from './markdown-names.ts';
import { NAVIGATION_NAMES, type Node } from './nodes.ts';
import { parse } from './parse.ts';
import { timestampText } from './timestamp-text.ts';

/** What stands between it and its neighbours is a line's end. */
const BLOCKS = new Set<Node['type']>(['heading', 'subtext', 'codeBlock', 'blockQuote', 'list']);

/** A text in one line and without its marks, for previews and screen readers. What a spoiler hides stays hidden. */
export function plainText(text: string, names: MarkdownNames): string {
  return lineOf(parse(text), names).replaceAll(/\s+/g, ' ').trim();
}

function lineOf(nodes: readonly Node[], names: MarkdownNames): string {
  return nodes.map((node) => (BLOCKS.has(node.type) ? ` ${wordsOf(node, names)} ` : wordsOf(node, names))).join('');
}

function wordsOf(node: Node, names: MarkdownNames): string {
  switch (node.type) {
    case 'text':
    case 'inlineCode':
    case 'codeBlock':
    case 'unicodeEmoji':
      return node.content;
    case 'list':
      return node.items.map((item) => lineOf(item, names)).join(' ');
    case 'spoiler':
      return '(spoiler)';
    case 'user':
      return `@${names.user(node.id) ?? 'unknown-user'}`;
    case 'role':
      return `@${names.role(node.id)?.name ?? 'unknown-role'}`;
    case 'channel':
      return `#${names.channel(node.id)?.name ?? 'unknown'}`;
    case 'everyone':
    case 'here':
      return `@${node.type}`;
    case 'messageLink':
      return node.target;
    case 'command':
      return `/${node.name}`;
    case 'navigation':
      return NAVIGATION_NAMES[node.to];
    case 'timestamp':
      return timestampText(node.seconds, node.style);
    case 'emoji':
      return `:${node.name}:`;
    default:
      return lineOf(node.content, names);
  }
}
