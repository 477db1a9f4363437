import { contentType } from './content-type.ts';
import type { Faults } from './faults.ts';
import type { FileLinks } from './file-links.ts';
import type { World } from './world.ts';

/** Types that a browser may show by itself; all others are for saving, so that no file becomes a page of this origin. */
const SHOWN = /^(?:image\/(?:png|jpeg|gif|webp)|text\/plain|audio\/|video\/)/;

interface CdnOptions {
  world: World;
  links: FileLinks;
  faults: Pick<Faults, 'takeFailure'>;
}

/**
 * Serves attachments, `/cdn/attachments/{channel}/{id}/{name}` with a signature, and emoji, `/cdn/emojis/{id}.{type}`.
 * `drop` breaks the connection.
 */
export function createCdn({ world, links, faults }: CdnOptions) {
  /** As it was made, whatever type is asked for. */
  function emoji(path: string): Response | undefined {
    const known = world.emojis.get(/^\/cdn\/emojis\/(\d+)\.\w+$/.exec(path)?.[1] ?? '');
    return known && send(world.files.get(known.id), `emoji.${known.extension}`);
  }

  return (url: URL, drop: () => void): Response => {
    const failure = faults.takeFailure('GET', url.pathname);
    if (failure?.status === 'drop') drop();
    if (failure) return new Response(null, { status: failure.status === 'drop' ? 500 : failure.status });
    const found = emoji(url.pathname);
    if (found) return found;
    const [, id = '', name = ''] = /^\/cdn\/attachments\/\d+\/(\d+)\/([^/]+)$/.exec(url.pathname) ?? [];
    return send(links.isGood(url) ? world.files.get(id) : undefined, name);
  };
}

function send(data: Uint8Array<ArrayBuffer> | undefined, name: string): Response {
  if (!data) return new Response('This content is no longer available.', { status: 404 });
  const type = contentType(undefined, name) ?? 'application/octet-stream';
  return new Response(data, {
    headers: {
      'content-type': type,
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
      'content-disposition': SHOWN.test(type) ? 'inline' : 'attachment',
    },
  });
}
