import type { Tokenizer } from 'marked';

/** Only these are HTML: what else stands in angle brackets, like `List<String>` or `<your name>`, is text. */
const NAMES =
  'a|abbr|b|big|blockquote|br|center|cite|code|dd|del|details|dfn|div|dl|dt|em|figcaption|figure|font|h[1-6]|hr|i|img|ins|kbd|li|' +
  'mark|ol|p|picture|pre|q|s|samp|section|small|source|span|strike|strong|sub|summary|sup|table|tbody|td|tfoot|th|thead|tr|tt|u|ul|var|wbr';
const TAG = new RegExp(
  `^(?:<!--[^]*?-->|</?(?:${NAMES})(?:\\s+[\\w:-]+(?:\\s*=\\s*(?:"[^"<]*"|'[^'<]*'|[^\\s"'<>]+))?)*\\s*/?>)`,
  'i',
);
const BREAKS =
  /^(?:blockquote|br|center|dd|details|div|dl|dt|figcaption|figure|h\d|li|ol|p|pre|section|summary|table|tr|ul)$/;
const MARKS: readonly (readonly [mark: string, names: RegExp])[] = [
  ['**', /^(?:b|h\d|strong|summary)$/],
  ['*', /^(?:cite|dfn|em|i|var)$/],
  ['__', /^(?:ins|u)$/],
  ['~~', /^(?:del|s|strike)$/],
  ['`', /^(?:code|kbd|samp|tt)$/],
];
const ENTITIES: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&apos;': "'",
  '&#39;': "'",
  '&nbsp;': '\u00A0',
  '&ensp;': ' ',
  '&emsp;': ' ',
  '&shy;': '',
};

/** A tag of HTML, taken apart; a comment has no name. */
export interface Tag {
  readonly name: string;
  readonly isClosing: boolean;
  /** Of Markdown, around what stands between a tag and its end. */
  readonly mark: string;
  /** Whether what follows begins on a line of its own. */
  readonly breaks: boolean;
  attribute(name: string): string;
}

/** What marked calls for a `<` within text. */
export const readTag: Tokenizer['tag'] = (src) => {
  const raw = TAG.exec(src)?.[0];
  if (raw === undefined) return undefined;
  return { type: 'html', raw, text: raw, block: false, inLink: false, inRawBlock: false };
};

/** Takes a tag apart. */
export function parseTag(raw: string): Tag {
  const name = /^<\/?([a-z]\w*)/i.exec(raw)?.[1]?.toLowerCase() ?? '';
  return {
    name,
    isClosing: raw.startsWith('</'),
    mark: MARKS.find(([, names]) => names.test(name))?.[0] ?? '',
    breaks: BREAKS.test(name),
    attribute: (key) => {
      const [, double, single, bare] =
        new RegExp(`\\s${key}\\s*=\\s*(?:"([^"]*)"|'([^']*)'|([^\\s"'>]+))`, 'i').exec(raw) ?? [];
      return double ?? single ?? bare ?? '';
    },
  };
}

/** Finds the entities that models write. Those that would begin one of Discord's own marks are left. */
export const ENTITY = /&(?:amp|gt|quot|apos|#39|nbsp|ensp|emsp|shy|lt(?!;(?:[@#:/]|a:|t:|id:)));/g;

/** The character that an entity stands for. */
export function decodeEntity(entity: string): string {
  return ENTITIES[entity] ?? entity;
}
