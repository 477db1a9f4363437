/** The share of characters that do not belong into a text. */
const MAX_STRANGE = 0.02;
/** Western languages have fewer letters that are not ASCII; a Japanese text taken for one has more. */
const MAX_WESTERN = 0.3;
/** Among what is not ASCII. */
const MAX_DAMAGE = 0.1;

const REPLACEMENT = 0xfffd;
const ESCAPE = 0x1b;

const isDamage = (code: number) => code === REPLACEMENT;
const isForeign = (code: number) => code > 0x7f;
/** Control characters, but for those of lines, of old printers and of colours. */
const isStrange = (code: number) =>
  code < 0x20 ? code !== ESCAPE && (code < 0x07 || code > 0x0d) : code >= 0x7f && code <= 0x9f;

/**
 * The text that bytes are: UTF-8, UTF-16 with its mark, or Windows-1252. `undefined` when they are not text.
 * `isCut`: they end somewhere in a text.
 */
export function decodeText(bytes: Uint8Array, isCut: boolean): string | undefined {
  const text = decode(bytes, isCut);
  if (text === undefined || text.includes('\0')) return undefined;
  return count(text, isStrange) > text.length * MAX_STRANGE ? undefined : text;
}

function decode(bytes: Uint8Array, isCut: boolean): string | undefined {
  const [first, second] = bytes;
  const stream = { stream: isCut };
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes, stream);
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(bytes, stream);
  if (bytes.includes(0)) return undefined;
  const text = new TextDecoder().decode(bytes, stream);
  const damage = count(text, isDamage);
  if (damage <= count(text, isForeign) * MAX_DAMAGE) return text;
  const western = new TextDecoder('windows-1252').decode(bytes);
  return count(western, isForeign) <= western.length * MAX_WESTERN ? western : undefined;
}

function count(text: string, isCounted: (code: number) => boolean): number {
  let found = 0;
  for (let at = 0; at < text.length; at += 1) if (isCounted(text.charCodeAt(at))) found += 1;
  return found;
}
