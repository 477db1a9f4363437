import { parseRange } from './byte-range.ts';
import { contentType } from './content-type.ts';
import type { Faults } from './faults.ts';
import type { FileLinks } from './file-links.ts';
import type { World } from './world.ts';

/** Types that a browser may show by itself; all others are for saving, so that no file becomes a page of this origin. */
const SHOWN = /^(?:image\/(?:png|jpeg|gif|webp)|text\/plain|audio\/|video\/)/;

const EMOJI_ENDINGS = new Set(['png', 'webp', 'gif', 'jpg', 'jpeg', 'avif']);

interface CdnOptions {
  world: World;
  links: FileLinks;
  faults: Pick<Faults, 'takeFailure'>;
}

const GONE = 'This content is no longer available.';

/**
 * Serves attachments, `/cdn/attachments/{channel}/{id}/{name}` with a signature, and emoji, `/cdn/emojis/{id}.webp`.
 * `drop` breaks the connection.
 */
export function createCdn({ world, links, faults }: CdnOptions) {
  /** As it was sent: pictures are not made into another format here, so the ending only has to be one of Discord's. */
  function emoji(id: string, ending: string): Response {
    const found = world.emojis.get(id);
    const data = world.files.get(id);
    if (!found || !data || !EMOJI_ENDINGS.has(ending)) return new Response(GONE, { status: 404 });
    if (ending === 'gif' && !found.animated) return new Response('Invalid resource', { status: 415 });
    const headers = {
      'content-type': found.contentType,
      'x-content-type-options': 'nosniff',
      'cache-control': 'max-age=31536000',
    };
    return new Response(data, { headers });
  }

  return (request: Request, drop: () => void): Response => {
    const url = new URL(request.url);
    const failure = faults.takeFailure('GET', url.pathname);
    if (failure?.status === 'drop') drop();
    if (failure) return new Response(null, { status: failure.status === 'drop' ? 500 : failure.status });
    const [, emojiId, ending] = /^\/cdn\/emojis\/(\d+)\.(\w+)$/.exec(url.pathname) ?? [];
    if (emojiId !== undefined) return emoji(emojiId, ending ?? '');
    const [, id = '', name = ''] = /^\/cdn\/attachments\/\d+\/(\d+)\/([^/]+)$/.exec(url.pathname) ?? [];
    const data = world.files.get(id);
    if (!data || !links.isGood(url)) return new Response(GONE, { status: 404 });
    const type = contentType(undefined, name) ?? 'application/octet-stream';
    const headers = {
      'content-type': type,
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
      'content-disposition': SHOWN.test(type) ? 'inline' : 'attachment',
      'accept-ranges': 'bytes',
    };
    const range = parseRange(request.headers.get('range'), data.length);
    if (range === undefined) return new Response(data, { headers });
    if (range === 'outside')
      return new Response(null, { status: 416, headers: { 'content-range': `bytes */${data.length}` } });
    const part = { 'content-range': `bytes ${range.start}-${range.end - 1}/${data.length}` };
    return new Response(data.subarray(range.start, range.end), { status: 206, headers: { ...headers, ...part } });
  };
}
