/** Of the beginning of a file; the share of characters that do not belong into a text. */
const MAX_STRANGE = 0.02;
/** Western languages have fewer letters that are not ASCII; a Japanese text taken for one has more. */
const MAX_WESTERN = 0.3;
const MAX_DAMAGE = 0.1;
const REPLACEMENT = '\ufffd';

/**
 * The text that bytes are: UTF-8, UTF-16 with its mark, or Windows-1252. `undefined` when they are not text.
 * `isCut`: they end somewhere in a text.
 */
export function decodeText(bytes: Uint8Array, isCut: boolean): string | undefined {
  const text = decode(bytes, isCut);
  if (text === undefined || text.includes('\0')) return undefined;
  // oxlint-disable-next-line no-control-regex
  return count(text, /[\u0001-\u0006\u000e-\u001a\u001c-\u001f\u007f-\u009f]/g) > text.length * MAX_STRANGE
    ? undefined
    : text;
}

function decode(bytes: Uint8Array, isCut: boolean): string | undefined {
  const [first, second] = bytes;
  const stream = { stream: isCut };
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes, stream);
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(bytes, stream);
  if (bytes.includes(0)) return undefined;
  const text = new TextDecoder().decode(bytes, stream);
  const damage = count(text, /\ufffd/g);
  if (damage === 0 || damage < count(text, /[^\0-\x7f]/g) * MAX_DAMAGE) return text; // oxlint-disable-line no-control-regex
  const western = new TextDecoder('windows-1252').decode(bytes);
  if (count(western, /[^\0-\x7f]/g) <= western.length * MAX_WESTERN) return western; // oxlint-disable-line no-control-regex
  // The beginning of a text whose last character is cut.
  return text.replaceAll(REPLACEMENT, '') !== '' && text.indexOf(REPLACEMENT) === text.length - 1 ? text : undefined;
}

function count(text: string, found: RegExp): number {
  return text.match(found)?.length ?? 0;
}
