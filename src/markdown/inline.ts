import type { Lexer, Token, Tokens } from 'marked';
import type { Edit } from './edits.ts';
import { decodeEntity, ENTITY, parseTag } from './html.ts';
import { deadLinkText, isDeadLink, link, urlOf } from './links.ts';
import { lowered, raised } from './small-digits.ts';
import { RULE } from './rule.ts';
import { type Pair, pairTags } from './tag-pairs.ts';

/** Markup is looked for in so much text at once, as the time that it takes grows faster than the text. */
const MAX_LENGTH = 10_000;
const MAX_MARKS = 400;
const FOOTNOTE = /\[\^([^\]\s]{1,60})\]/g;

export interface InlineContext {
  readonly lexer: Lexer;
  /** What stands for a footnote, if there is one of that name. */
  mark(name: string): string | undefined;
  /** The addresses of the references that stand in the text now. */
  readonly referred: Set<string>;
}

/** The edits in a block's text, outside code: images, HTML, footnotes. `isBold`: it will stand within bold text. */
export function inlineEdits(text: string, { lexer, mark, referred }: InlineContext, isBold = false): Edit[] {
  const edits: Edit[] = [];
  if (!/[<&[]|\\\n/.test(text) && !(isBold && /\*|__/.test(text))) return edits;
  let isLineStart = true;
  for (let from = 0; from < text.length;) {
    const to = chunkEnd(text, from);
    walk(lexer.inlineTokens(text.slice(from, to), []), from, false);
    from = to;
  }
  return edits;

  function walk(tokens: readonly Token[], from: number, isNested: boolean): void {
    const pairs = isNested ? undefined : pairTags(tokens);
    let at = from;
    for (const [index, token] of tokens.entries()) {
      const end = at + token.raw.length;
      if (token.type === 'html') {
        editTag(at, end, tagText(token, pairs?.get(token)));
      } else if (token.type === 'image') {
        referTo(token as Tokens.Image);
        edit(at, end, isNested && text.slice(at - 1, at) === '[' ? altOf(token) : imageText(token));
        isLineStart = false;
      } else if (token.type === 'text') {
        const small = smallDigits(tokens[index - 1], token.raw);
        if (small === undefined) textEdits(token.raw, at);
        else edit(at, end, small);
        isLineStart = /(?:^|\n)\s*$/.test(token.raw) && (isLineStart || token.raw.includes('\n'));
      } else if (token.type === 'br') {
        if (token.raw.startsWith('\\')) edit(at, at + 1, '');
        isLineStart = true;
      } else {
        within(token, at);
        isLineStart = false;
      }
      at = end;
    }
  }

  /** What is in emphasis, spoilers and links. */
  function within(token: Token, at: number): void {
    const children = ('tokens' in token && token.tokens) || [];
    const inner = children.map(({ raw }) => raw).join('');
    const length = token.type === 'link' ? 1 : (token.raw.length - inner.length) / 2;
    if (inner === '' || !token.raw.startsWith(inner, length) || token.raw.startsWith('<')) return;
    const [opening, closing] = marksWithin(token, inner, at);
    if (opening !== undefined) edit(at, at + length, opening);
    walk(children, at + length, true);
    if (closing !== undefined) edit(at + length + inner.length, at + token.raw.length, closing);
  }

  /** What is to stand around what is within, if not what stands there. */
  function marksWithin(token: Tokens.Generic, inner: string, at: number): [opening?: string, closing?: string] {
    if (token.type === 'strong' && isBold) return ['', ''];
    if (token.type !== 'link') return [];
    const { href } = token as Tokens.Link;
    // Behind a name, what looks like a link is an index or an argument.
    if (isDeadLink(href) && /\w/.test(text.charAt(at - 1))) return [];
    const isReference = referTo(token as Tokens.Link);
    if (isDeadLink(href)) return ['', deadLinkText(inner, href)];
    return isReference ? ['[', `](${urlOf(href) === '' ? href : `<${urlOf(href)}>`})`] : [];
  }

  /** Whether its address stands elsewhere in the text. */
  function referTo({ raw, href }: Tokens.Link | Tokens.Image): boolean {
    if (!raw.endsWith(']')) return false;
    referred.add(href);
    return true;
  }

  function textEdits(raw: string, at: number): void {
    const found = [
      ...Array.from(raw.matchAll(ENTITY), ({ 0: entity, index }) => ({ index, entity, text: decodeEntity(entity) })),
      ...Array.from(raw.matchAll(FOOTNOTE), ({ 0: entity, 1: name, index }) => ({
        index,
        entity,
        text: mark(name ?? ''),
      })),
      // One that stands alone would end the bold text around it.
      ...Array.from(isBold ? raw.matchAll(/\*/g) : [], ({ 0: entity, index }) => ({
        index,
        entity,
        text: `\\${entity}`,
      })),
    ].toSorted((one, other) => one.index - other.index);
    for (const { index, entity, text: instead } of found) {
      if (instead !== undefined) edit(at + index, at + index + entity.length, instead);
    }
  }

  function tagText({ raw }: Token, pair: Pair | undefined): string {
    const tag = parseTag(raw);
    const breaks = tag.breaks && !isLineStart ? '\n' : '';
    if (breaks !== '') isLineStart = true;
    if (tag.name === 'hr') return `${breaks}${RULE}\n`;
    if (tag.name === 'img') return link(tag.attribute('alt'), tag.attribute('src'));
    if (tag.name === 'li' && !tag.isClosing) return `${breaks}- `;
    if (/^t[dh]$/.test(tag.name)) return tag.isClosing ? ' ' : '';
    if (tag.name === 'a' && pair) {
      const url = urlOf(parseTag(tag.isClosing ? pair.other.raw : raw).attribute('href'));
      if (url === '') return '';
      return tag.isClosing ? `](<${url}>)` : '[';
    }
    const mark = !pair || (isBold && pair.mark === '**') ? '' : pair.mark;
    return tag.isClosing ? mark + breaks : breaks + mark;
  }

  /** Spaces go with a tag that leaves a new line, or nothing between two of them. */
  function editTag(from: number, to: number, instead: string): void {
    let [start, end] = [from, to];
    const least = edits.at(-1)?.end ?? 0;
    if (instead === '\n') while (start > least && text.charAt(start - 1) === ' ') start -= 1;
    if (instead === '\n' || (instead === '' && /^\s?$/.test(text.slice(from - 1, from)))) {
      while (text.charAt(end) === ' ') end += 1;
    }
    edit(start, end, instead);
  }

  function edit(start: number, end: number, instead: string): void {
    if (text.slice(start, end) !== instead) edits.push({ start, end, text: instead });
  }
}

/** Digits behind a tag that raises or lowers them. */
function smallDigits(before: Token | undefined, text: string): string | undefined {
  if (before?.type !== 'html' || !/^\d+$/.test(text)) return undefined;
  if (/^<sup\b/i.test(before.raw)) return raised(text);
  return /^<sub\b/i.test(before.raw) ? lowered(text) : undefined;
}

function altOf(token: Token): string {
  return (token as Tokens.Image).text.replace(/\s+/g, ' ');
}

/** What stands for an image. One of the assistant's own files is left to who knows the files. */
function imageText(token: Token): string {
  const { href } = token as Tokens.Image;
  return href.startsWith('sandbox:') ? token.raw : link(altOf(token), href);
}

function chunkEnd(text: string, from: number): number {
  let most = Math.min(from + MAX_LENGTH, text.length);
  let marks = 0;
  for (let at = from; at < most; at += 1) {
    if ('*_~'.includes(text.charAt(at)) && (marks += 1) > MAX_MARKS) most = at;
  }
  if (most === text.length) return most;
  const end = Math.max(text.lastIndexOf('\n', most), text.lastIndexOf(' ', most)) + 1;
  return end > from ? end : most;
}
