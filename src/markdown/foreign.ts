import { type Lexer, Tokenizer } from 'marked';
import { createLexer } from './dialect.ts';
import { readTag } from './html.ts';
import { definition } from './references.ts';

/**
 * Reads Markdown as Discord does, and of what Discord does not have that which models write: tables, HTML, indented code,
 * underlined headings, references. Those that may be something else are read as text.
 */
export function createForeignLexer(): Lexer {
  const lexer = createLexer([definition]);
  const { tokenizer } = lexer.options;
  if (!tokenizer) return lexer;
  const { code, lheading, reflink, table } = Tokenizer.prototype;
  tokenizer.table = (src) => table.call(tokenizer, src);
  tokenizer.tag = readTag;
  tokenizer.code = (src) => {
    // Discord shows fences and bullets at any indentation.
    if (/^[ \t]*(?:[-*+>]|\d{1,9}[.)])[ \t]/.test(src)) return undefined;
    const token = code.call(tokenizer, src);
    return token && /^[ \t]*(?:```|~~~)/m.test(token.raw) ? undefined : token;
  };
  // Under a paragraph, dashes are meant as a rule, and so are three at once.
  tokenizer.lheading = (src) => {
    const isTitle = /^[^\n]+\n {0,3}(?:={3,}|-{4,})[ \t]*(?:\n|$)/.test(src);
    const isInParagraph = /^(?:paragraph|text)$/.test(lexer.state.lastToken?.type ?? '');
    return isTitle && !isInParagraph ? lheading.call(tokenizer, src) : undefined;
  };
  tokenizer.reflink = (src, links) => {
    const token = reflink.call(tokenizer, src, links);
    return token?.type === 'text' ? undefined : token;
  };
  return lexer;
}
