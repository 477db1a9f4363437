import { contentType } from './content-type.ts';
import type { World } from './world.ts';

/** Types that a browser may show by itself; all others are for saving, so that no file becomes a page of this origin. */
const SHOWN = /^(?:image\/(?:png|jpeg|gif|webp)|text\/plain|audio\/|video\/)/;

/** Serves attachments: `/cdn/attachments/{channel}/{id}/{name}`. */
export function createCdn(world: World) {
  return (path: string): Response => {
    const [, id = '', name = ''] = /^\/cdn\/attachments\/\d+\/(\d+)\/([^/]+)$/.exec(path) ?? [];
    const data = world.files.get(id);
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
  };
}
