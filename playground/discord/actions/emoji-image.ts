import { invalidForm } from '../discord-error.ts';

const MAX_BYTES = 256 * 1024;
const DATA_URI = /^data:image\/[a-z+.-]+;base64,([A-Za-z0-9+/]+={0,2})$/;

/** A picture for an emoji. */
export interface EmojiImage {
  data: Uint8Array<ArrayBuffer>;
  contentType: string;
  animated: boolean;
}

/**
 * The picture in a data URI. What it is, is told by its bytes.
 * @throws 50035
 * https://docs.discord.com/developers/resources/emoji#emoji-object-emoji-formats
 */
export function readEmojiImage(dataUri: string): EmojiImage {
  const encoded = DATA_URI.exec(dataUri)?.[1];
  const data = encoded === undefined ? undefined : Uint8Array.from(Buffer.from(encoded, 'base64'));
  const contentType = data && typeOf(data);
  if (!data || contentType === undefined)
    throw invalidForm({ image: { code: 'IMAGE_INVALID', message: 'Invalid image data' } });
  if (data.length > MAX_BYTES)
    throw invalidForm({ image: { code: 'BINARY_TYPE_MAX_LENGTH', message: 'File cannot be larger than 256.0 kb.' } });
  return { data, contentType, animated: contentType === 'image/gif' || (contentType === 'image/webp' && moves(data)) };
}

/** Every format begins with bytes of its own. */
function typeOf(data: Uint8Array): string | undefined {
  const start = Buffer.from(data.subarray(0, 12)).toString('latin1');
  if (start.startsWith('\x89PNG\r\n')) return 'image/png';
  if (start.startsWith('\xFF\xD8\xFF')) return 'image/jpeg';
  if (start.startsWith('GIF8')) return 'image/gif';
  if (/^RIFF[^]{4}WEBP/.test(start)) return 'image/webp';
  if (/^[^]{4}ftypavi[fs]/.test(start)) return 'image/avif';
  return undefined;
}

/** The second bit of a WebP's flags. https://developers.google.com/speed/webp/docs/riff_container */
function moves(webp: Uint8Array): boolean {
  return Buffer.from(webp.subarray(12, 16)).toString('latin1') === 'VP8X' && ((webp[20] ?? 0) & 2) !== 0;
}
