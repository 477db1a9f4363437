import type { Message } from '../types.ts';

const HERE = /^\/cdn\//;

/**
 * Where this page may load a picture, video or file from; `undefined` for what is elsewhere. `attachment://name` is one
 * that came with the message.
 */
export function mediaPath({ attachments }: Pick<Message, 'attachments'>, url: string): string | undefined {
  const attached = attachments.find(({ filename }) => url === `attachment://${filename}`)?.url ?? url;
  if (!URL.canParse(attached)) return undefined;
  // The address names 127.0.0.1; this page may have been opened as localhost, and asks its own origin only.
  const { pathname, search } = new URL(attached);
  return HERE.test(pathname) ? pathname + search : undefined;
}
