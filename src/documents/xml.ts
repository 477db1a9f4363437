import { Parser } from 'saxen';

/** Hears what is in a file of XML. Names of elements come without their prefix, those of attributes with it. */
export interface XmlListener {
  /** Elements that are passed over with all that is in them. */
  readonly skipped?: ReadonlySet<string>;
  open?(name: string, attributes: Readonly<Record<string, string>>): void;
  close?(name: string): void;
  text?(text: string): void;
  /** Whether nothing more need be read. */
  isDone?(): boolean;
}

const NO_ATTRIBUTES = {};

/**
 * Reads XML piece by piece; no pieces are a file that is not there. Entities that a document type defines are neither
 * expanded nor fetched.
 * @throws when it is not well-formed
 */
export function readXml(pieces: Iterable<Uint8Array>, listener: XmlListener): void {
  const parser = new Parser();
  let skipping = 0;
  const local = (name: string) => name.slice(name.indexOf(':') + 1);
  const opened = (name: string, attributes: Record<string, string>) => {
    if (skipping > 0 || listener.skipped?.has(name)) skipping += 1;
    else listener.open?.(name, attributes);
  };
  const closed = (name: string) => {
    if (skipping > 0) skipping -= 1;
    else listener.close?.(name);
  };
  const heard = (text: string) => {
    if (skipping > 0) return;
    listener.text?.(text);
    if (listener.isDone?.()) parser.stop();
  };
  parser.on('openTag', (name, attributes, decode) => {
    opened(local(name), skipping > 0 ? NO_ATTRIBUTES : decoded(attributes(), decode));
  });
  parser.on('closeTag', (name) => closed(local(name)));
  parser.on('text', (text, decode) => heard(decode(text)));
  parser.on('cdata', heard);

  let decoder: TextDecoder | undefined;
  for (const piece of pieces) {
    decoder ??= new TextDecoder(encodingOf(piece));
    parser.write(decoder.decode(piece, { stream: true }));
    if (listener.isDone?.()) return;
  }
  if (decoder) parser.end();
}

function decoded(attributes: Record<string, string> | false, decode: (text: string) => string): Record<string, string> {
  if (attributes === false) return NO_ATTRIBUTES;
  const names = Object.keys(attributes);
  return names.some((name) => attributes[name]?.includes('&'))
    ? Object.fromEntries(names.map((name) => [name, decode(attributes[name] ?? '')]))
    : attributes;
}

function encodingOf([first, second]: Uint8Array): string {
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  return first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8';
}
