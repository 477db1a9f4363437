import { type Block, type Line, readBlocks } from './blocks.ts';
import { alertEdits } from './alerts.ts';
import { codeEdits } from './code-blocks.ts';
import { applyEdits, type Edit } from './edits.ts';
import { createForeignLexer } from './foreign.ts';
import { readFootnotes } from './footnotes.ts';
import { removeHidden } from './hidden.ts';
import { headingEdits } from './headings.ts';
import { type InlineContext, inlineEdits } from './inline.ts';
import { continuation, prefixText } from './prefixes.ts';
import { definitionEdits } from './references.ts';
import { RULE } from './rule.ts';
import { tableLines } from './table-text.ts';

/** In what there is to change, there is one of these. It saves time only. */
const SIGNS =
  /[<&|\t]|!\[|\[[!^]|####|```|~~~|===|\\\n|\](?:\(|:)| {4}|\[[ xX]\]|>[ \t]*(?:>|$)|^[ \t>]*(?:>\S|-[ \t]*-[ \t]*-|\*[ \t]*\*[ \t]*\*|_[ \t]*_[ \t]*_)/m;

/**
 * Writes what Discord does not render (tables, deep headings, rules, images, HTML, footnotes, task lists, quotes in quotes,
 * thoughts) as what it does, before the answer is split; see docs/answers.md. Code and all else stays as it is, and what is
 * not blank does not become blank.
 */
export function renderForDiscord(markdown: string): string {
  if (!SIGNS.test(markdown)) return markdown;
  const lexer = createForeignLexer();
  const text = removeHidden(lexer, markdown.replace(/\r\n?/g, '\n'));
  const lines = readBlocks(lexer, text);
  const footnotes = readFootnotes(text, lines);
  const context: InlineContext = { lexer, mark: footnotes.mark, referred: new Set() };
  const hasReferences = lines.some(({ block }) => block?.kind === 'definition');

  const edits: Edit[] = [];
  for (let index = 0; index < lines.length;) {
    const count = lines[index]?.block ? blockLength(lines, index) : 1;
    const edit = editBlock(index, lines.slice(index, index + count));
    if (edit) edits.push(edit);
    index += count;
  }
  const notes = Array.from(footnotes.list(), (note) => {
    return `-# ${note.mark} ${applyEdits(note.text, inlineEdits(note.text, context)).replaceAll('\n', ' ')}`;
  });
  const removed = hasReferences ? definitionEdits(lines, context.referred, text.length) : [];
  const written = applyEdits(
    text,
    [...edits, ...removed].toSorted((one, other) => one.start - other.start),
  );
  const body = removed.length === 0 ? written : written.trimEnd();
  const result = notes.length === 0 ? body : [body.trimEnd(), '', ...notes].join('\n').trimStart();
  return result.trim() === '' ? markdown : result;

  function editBlock(index: number, own: readonly Line[]): Edit | undefined {
    const [first, last] = [own[0], own.at(-1)];
    if (!first || !last) return undefined;
    const before = text.slice(first.start, last.end);
    const isSign = SIGNS.test(before) || (hasReferences && before.includes('['));
    if (!isSign && !own.some((_line, offset) => footnotes.lines.has(index + offset))) return undefined;
    const table = first.block?.kind === 'text' ? tableText(first, first.block) : undefined;
    const after = table ?? applyEdits(text, blockEdits(index, own), first.start, last.end);
    if (after === before) return undefined;
    const isText = first.block?.kind === 'text' || first.block?.kind === 'heading';
    if (table !== undefined || !isText) return { start: first.start, end: last.end, text: after };
    // Lines of nothing but tags leave none.
    const left = after.split('\n').filter((line) => !/^[\s>]*$/.test(line));
    if (left.length > 0) return { start: first.start, end: last.end, text: left.join('\n') };
    const next = lines.slice(index + own.length).find((line) => line.block !== undefined);
    return { start: first.start, end: next?.start ?? text.length, text: '' };
  }

  function blockEdits(index: number, own: readonly Line[]): Edit[] {
    const { block } = own[0] ?? {};
    const kind = block?.kind;
    const edits: Edit[] = own.map((line) => {
      return { start: line.start, end: line.content, text: prefixText(text.slice(line.start, line.content), kind) };
    });
    const continued = continuation(prefixText(text.slice(own[0]?.start, own[0]?.content), kind));
    if (block && (kind === 'code' || kind === 'indented')) edits.push(...codeEdits(text, own, block, continued));
    else edits.push(...placed(contentEdits(own, kind), own, continued));
    for (const [offset, { start, end }] of own.entries()) {
      if (footnotes.lines.has(index + offset)) edits.push({ start, end, text: '' });
    }
    // An edit of all the line goes before those within, and what is only put in before both.
    const order = (edit: Edit) => (edit.start === edit.end ? -Infinity : -edit.end);
    return edits.toSorted((one, other) => one.start - other.start || order(one) - order(other));
  }

  function contentEdits(own: readonly Line[], kind: Block['kind'] | undefined): Edit[] {
    const content = own.map((line) => text.slice(line.content, line.end)).join('\n');
    if (kind === 'heading') return headingEdits(content, context);
    if (kind === 'line' && /^ {0,3}([-*_])[ \t]*(?:\1[ \t]*){2,}$/.test(content)) {
      return [{ start: 0, end: content.length, text: RULE }];
    }
    const isQuoted = text.slice(own[0]?.start, own[0]?.content).includes('>');
    if (kind === 'line' && isQuoted && /^[> \t]+$/.test(content)) return [{ start: 0, end: content.length, text: '' }];
    if (kind !== 'text') return [];
    return [...(isQuoted ? alertEdits(content) : []), ...inlineEdits(content, context)];
  }

  function tableText(first: Line, { raw }: Block): string | undefined {
    const prefix = prefixText(text.slice(first.start, first.content), 'text');
    const continued = continuation(prefix);
    const written = tableLines(raw, continued.length, context);
    return written && prefix + written.join(`\n${continued}`);
  }
}

function blockLength(lines: readonly Line[], first: number): number {
  const block = lines[first]?.block;
  let count = 1;
  while (lines[first + count]?.block === block) count += 1;
  return count;
}

/** Edits of the lines' own text as edits of the whole. */
function placed(edits: readonly Edit[], lines: readonly Line[], continued: string): Edit[] {
  let offset = 0;
  const starts = lines.map((line) => {
    const start = offset;
    offset += line.end - line.content + 1;
    return start;
  });
  let index = 0;
  const place = (at: number) => {
    while ((starts[index + 1] ?? Infinity) <= at) index += 1;
    while (index > 0 && (starts[index] ?? 0) > at) index -= 1;
    return (lines[index]?.content ?? 0) + at - (starts[index] ?? 0);
  };
  return edits.map((edit) => ({
    start: place(edit.start),
    end: place(edit.end),
    text: edit.text.replaceAll('\n', `\n${continued}`),
  }));
}
