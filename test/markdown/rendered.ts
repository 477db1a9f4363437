import type { Token } from 'marked';
import { createLexer } from '../../src/markdown/dialect.ts';

const MAX_OPENING = 30;

/** What is seen of the Markdown but its white space: each character, with how it looks. */
export function rendered(markdown: string): string[] {
  const lexer = createLexer();
  const seen: string[] = [];
  for (const token of lexer.blockTokens(markdown, [])) block(token, []);
  return seen;

  function block(token: Token, styles: readonly string[]): void {
    switch (token.type) {
      case 'space':
        return;
      case 'blockquote':
      case 'restQuote':
        for (const each of token.tokens ?? []) block(each, styles.includes('quote') ? styles : [...styles, 'quote']);
        return;
      case 'list':
        for (const item of (token['items'] ?? []) as Token[]) {
          // Where a list begins within a paragraph, Discord sees more than CommonMark does; the bullets are seen either way.
          write(/^\s*(?:[-*+]|\d+[.)])/.exec(item.raw)?.[0] ?? '', styles);
          for (const each of ('tokens' in item && item.tokens) || []) block(each, styles);
        }
        return;
      case 'heading':
        inline(lexer.inlineTokens(String('text' in token ? token.text : ''), []), [
          ...styles,
          `h${'depth' in token ? token.depth : ''}`,
        ]);
        return;
      case 'fence': {
        const [opening = '', ...lines] = token.raw.trimEnd().split('\n');
        const isClosed = 'isClosed' in token && token.isClosed === true;
        // Long ones are not repeated.
        const look =
          opening.trim().length > MAX_OPENING ? (/^\s*(?:`+|~+)/.exec(opening)?.[0].trim() ?? '') : opening.trim();
        write((isClosed ? lines.slice(0, -1) : lines).join('\n'), [...styles, look]);
        return;
      }
      default:
        inline(lexer.inlineTokens(token.raw.replace(/^[ \t]*-# /gm, ''), []), styles);
    }
  }

  function inline(tokens: readonly Token[], styles: readonly string[]): void {
    for (const token of tokens) {
      const name = token.type === 'link' && 'href' in token ? `link ${token.href}` : token.type;
      if (token.type === 'text' || !('tokens' in token) || !token.tokens) {
        const isCode = token.type === 'codespan';
        write(isCode ? token.raw.replace(/^`+|`+$/g, '') : token.raw, isCode ? [...styles, 'code'] : styles);
      } else inline(token.tokens, [...styles, name]);
    }
  }

  function write(text: string, styles: readonly string[]): void {
    const look = styles.toSorted().join(',');
    for (const character of text) if (character.trim() !== '') seen.push(`${character} ${look}`);
  }
}

/** Whether each code block has its closing line. */
export function hasClosedFences(markdown: string): boolean {
  const isClosed = (token: Token): boolean => {
    if (token.type === 'fence') return 'isClosed' in token && token.isClosed === true;
    const children = [
      ...(('tokens' in token && token.tokens) || []),
      ...(('items' in token && (token.items as Token[])) || []),
    ];
    return children.every(isClosed);
  };
  return createLexer().blockTokens(markdown, []).every(isClosed);
}

/** What a person would call words; the names and marks of markup are none. */
export function wordsOf(markdown: string): string[] {
  return markdown.match(/[\p{L}\p{N}]+/gu) ?? [];
}
