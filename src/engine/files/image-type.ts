/** The kinds of pictures that models can see, by how they begin. */
const SIGNATURES: readonly { type: string; at: number; bytes: string }[] = [
  { type: 'image/png', at: 0, bytes: '\x89PNG\r\n\x1a\n' },
  { type: 'image/jpeg', at: 0, bytes: '\xff\xd8\xff' },
  { type: 'image/gif', at: 0, bytes: 'GIF8' },
  { type: 'image/webp', at: 8, bytes: 'WEBP' },
];

/** The media type of a picture; `undefined` when the bytes are none that a model could see. The name does not count. */
export function imageTypeOf(bytes: Buffer): string | undefined {
  return SIGNATURES.find(({ at, bytes: mark }) => bytes.toString('latin1', at, at + mark.length) === mark)?.type;
}
