/** Text files that were saved as UTF-16 begin with one of these. */
const UTF16_MARKS = [
  { encoding: 'utf-16le', mark: [0xff, 0xfe] },
  { encoding: 'utf-16be', mark: [0xfe, 0xff] },
];
const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };

/**
 * The text of a file that is text: plain, Markdown, CSV, JSON, HTML, code, whatever its name. `undefined` for anything
 * else, PDF and office formats among them: their parsers are larger than this engine.
 */
export function textOf(bytes: Uint8Array, filename: string): string | undefined {
  const utf16 = UTF16_MARKS.find(({ mark }) => mark.every((byte, index) => bytes[index] === byte));
  let text: string;
  try {
    text = new TextDecoder(utf16?.encoding ?? 'utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
  if (text.startsWith('%PDF-') || text.includes('\u0000')) return undefined;
  return /\.x?html?$/i.test(filename) ? withoutTags(text) : text;
}

function withoutTags(html: string): string {
  return html
    .replace(/<(script|style|head)\b[^]*?<\/\1\s*>|<!--[^]*?-->/gi, ' ')
    .replace(/<\/?(?:p|div|br|li|tr|h[1-6]|section|article|pre)\b[^>]*>/gi, '\n')
    .replace(/<[^>]*>/g, ' ')
    .replace(/&(?:#(\d{1,7})|([a-z]+));/gi, (entity, code: string | undefined, name: string | undefined) =>
      code === undefined ? (ENTITIES[name?.toLowerCase() ?? ''] ?? entity) : fromCode(Number(code), entity),
    )
    .replace(/[^\S\n]+/g, ' ')
    .replace(/\s*\n\s*/g, '\n')
    .trim();
}

function fromCode(code: number, otherwise: string): string {
  return code <= 0x10ffff ? String.fromCodePoint(code) : otherwise;
}
