import { Lexer, Marked, Tokenizer, type TokenizerExtension, type Tokens } from 'marked';

/** Deeper containers are read as text: Discord shows one level of quotes and few of lists. */
const MAX_DEPTH = 8;
/** Looked at for the end of a paragraph, so that a text without blank lines is not read again for each of its lines. */
const MAX_PARAGRAPH = 2_000;

/** Of a quote, Discord sees only the lines that are marked. */
const QUOTED_LINES = /^(?: {0,3}>[^\n]*(?:\n|$))+/;

/** Bold text that begins with emphasis, whose stars are three at once. */
const STRONG_AROUND_EMPHASIS = /^\*\*(?=\*[^*\s](?:[^*]*[^*\s])?\*(?!\*))[^]+?\*\*(?!\*)/;

/** A code block; `isClosed` says whether it has a closing line. */
export interface FenceToken extends Tokens.Generic {
  readonly type: 'fence';
  readonly isClosed: boolean;
}

/**
 * A code block at any indentation, as Discord has no indented code. Longer markers are decoration. Unclosed with nothing in it,
 * it is text.
 */
const fence: TokenizerExtension = {
  name: 'fence',
  level: 'block',
  start: (src) => {
    const near = src.slice(0, MAX_PARAGRAPH);
    if (!near.includes('```') && !near.includes('~~~')) return undefined;
    const end = near.indexOf('\n\n');
    const at = (end === -1 ? near : near.slice(0, end)).search(/\n[ \t]{4,20}(?:```|~~~)/);
    return at === -1 ? undefined : at + 1;
  },
  tokenizer: (src): FenceToken | undefined => {
    const [opening, marker] = /^[ \t]{0,20}(`{3,10}(?![^\n]*`)|~{3,10}(?!~))[^\n]*(?:\n|$)/.exec(src) ?? [];
    if (opening === undefined || marker === undefined) return undefined;
    const closing = new RegExp(`^[ \\t]*${marker}${marker.slice(0, 1)}*[ \\t]*(?:\\n|$)`, 'gm');
    closing.lastIndex = opening.length;
    const closed = opening.endsWith('\n') ? closing.exec(src) : null;
    const raw = closed ? src.slice(0, closed.index + closed[0].length) : src;
    if (!closed && raw.slice(opening.length).trim() === '') return undefined;
    return { type: 'fence', raw, isClosed: closed !== null };
  },
};

const spoiler: TokenizerExtension = {
  name: 'spoiler',
  level: 'inline',
  start: (src) => found(src.indexOf('||')),
  tokenizer(src) {
    const [raw, text] = /^\|\|([^]+?)\|\|/.exec(src) ?? [];
    return raw === undefined || text === undefined
      ? undefined
      : { type: 'spoiler', raw, text, tokens: this.lexer.inlineTokens(text, []) };
  },
};

/** Mentions, commands, emoji and times: https://docs.discord.com/developers/reference#message-formatting */
const mention: TokenizerExtension = {
  name: 'mention',
  level: 'inline',
  start: (src) => found(src.indexOf('<')),
  tokenizer: (src) => {
    const kinds =
      /^<(?:@[!&]?\d+|#\d+|a?:\w{1,64}:\d+|t:-?\d{1,20}(?::\w)?|\/[^\n:>]{1,110}:\d+|id:\w{1,32}(?::\d+)?)>/;
    const [raw] = kinds.exec(src) ?? [];
    return raw === undefined ? undefined : { type: 'mention', raw };
  },
};

function found(index: number): number | undefined {
  return index === -1 ? undefined : index;
}

/**
 * Reads Markdown as Discord does, for one text: blocks with `blockTokens`, the text of one with `inlineTokens`. What a
 * token was read from is its `raw`. `more` is read, too, and first.
 */
export function createLexer(more: readonly TokenizerExtension[] = []): Lexer {
  const tokenizer = new Tokenizer();
  const unknown = () => undefined;
  // What Discord does not have is text.
  Object.assign(tokenizer, {
    code: unknown,
    def: unknown,
    fences: unknown,
    html: unknown,
    lheading: unknown,
    reflink: unknown,
    table: unknown,
    tag: unknown,
  });
  let depth = 0;
  const nested = <Token>(read: () => Token | undefined): Token | undefined => {
    if (depth >= MAX_DEPTH) return undefined;
    depth += 1;
    try {
      return read();
    } finally {
      depth -= 1;
    }
  };
  tokenizer.list = (src) => nested(() => Tokenizer.prototype.list.call(tokenizer, src));
  tokenizer.blockquote = (src) => {
    const [quoted] = QUOTED_LINES.exec(src) ?? [];
    return quoted === undefined ? undefined : nested(() => Tokenizer.prototype.blockquote.call(tokenizer, quoted));
  };
  // With emphasis at its end, too, marked would not see where that at the beginning ends.
  tokenizer.emStrong = (src, maskedSrc, previous) => {
    const [{ length } = ''] = STRONG_AROUND_EMPHASIS.exec(maskedSrc.slice(-src.length)) ?? [];
    if (length === 0) return Tokenizer.prototype.emStrong.call(tokenizer, src, maskedSrc, previous);
    const text = src.slice(2, length - 2);
    return { type: 'strong', raw: src.slice(0, length), text, tokens: tokenizer.lexer.inlineTokens(text) };
  };
  let isInRest = false;
  /** Discord's quote of all that follows: https://support.discord.com/hc/en-us/articles/210298617 */
  const restQuote: TokenizerExtension = {
    name: 'restQuote',
    level: 'block',
    tokenizer(src) {
      if (isInRest || depth > 0 || !src.startsWith('>>> ')) return undefined;
      isInRest = true;
      return { type: 'restQuote', raw: src, tokens: this.lexer.blockTokens(src.slice(4), []) };
    },
  };
  const { defaults } = new Marked({ extensions: [fence, restQuote, spoiler, mention, ...more] });
  return new Lexer({ ...defaults, tokenizer });
}
