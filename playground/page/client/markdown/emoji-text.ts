import type { Node } from './nodes.ts';

/** A message of up to so many emoji and nothing else shows them large. */
const MAX_LARGE = 30;

/** Signs that every font has are text, and so is what a U+FE0E asks to be text. */
const EMOJI = /(?![©®™])(?:\p{RGI_Emoji}|[\p{Extended_Pictographic}&&\p{Emoji}]\u{FE0F}?)(?!\u{FE0E})/v;
const EVERY_EMOJI = new RegExp(EMOJI, 'gv');

/** Whether there is an emoji of Unicode in a text. */
export function hasEmoji(text: string): boolean {
  return EMOJI.test(text);
}

/** A text as nodes, with its emoji apart. */
export function splitEmoji(text: string): Node[] {
  const nodes: Node[] = [];
  let end = 0;
  for (const { 0: emoji, index } of text.matchAll(EVERY_EMOJI)) {
    if (index > end) nodes.push({ type: 'text', content: text.slice(end, index) });
    nodes.push({ type: 'unicodeEmoji', content: emoji });
    end = index + emoji.length;
  }
  if (end < text.length) nodes.push({ type: 'text', content: text.slice(end) });
  return nodes;
}

/** Whether there are only emoji, and few enough to show them large. */
export function isOnlyEmoji(nodes: readonly Node[]): boolean {
  const others = nodes.filter(({ type }) => type !== 'emoji' && type !== 'unicodeEmoji');
  const count = nodes.length - others.length;
  return count > 0 && count <= MAX_LARGE && others.every((node) => node.type === 'text' && node.content.trim() === '');
}
