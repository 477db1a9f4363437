/** @import { Attachment, Message } from './types.ts' */
import { element } from './dom.js';
import { icon } from './icons.js';

const PICTURE = /^image\/(?:png|jpeg|gif|webp)$/;

/** @param {Attachment} attachment */
export function attachmentView({ url, filename, size, description, content_type = '' }) {
  // The address names 127.0.0.1; this page may have been opened as localhost, and asks its own origin only.
  const path = localPath(url);
  const label = `${filename}, ${readableSize(size)}`;
  if (PICTURE.test(content_type)) {
    const picture = element('img', { src: path, alt: description ?? filename, loading: 'lazy' });
    return element('a', { class: 'attachment', href: path, target: '_blank', rel: 'noopener', title: label }, picture);
  }
  return element(
    'a',
    { class: 'attachment file', href: path, target: '_blank', rel: 'noopener', title: label },
    icon('file'),
    element('span', { class: 'file-name' }, filename),
    element('small', {}, readableSize(size)),
  );
}

/**
 * Where this page may load a picture from; undefined for pictures from elsewhere.
 *
 * @param {Message} message
 * @param {string} url
 */
export function mediaPath({ attachments }, url) {
  const attached = attachments.find(({ filename }) => url === `attachment://${filename}`)?.url ?? url;
  if (!URL.canParse(attached)) return undefined;
  const path = localPath(attached);
  return path.startsWith('/cdn/attachments/') ? path : undefined;
}

/**
 * With its signature.
 *
 * @param {string} url
 */
function localPath(url) {
  const { pathname, search } = new URL(url);
  return pathname + search;
}

/** @param {number} bytes */
export function readableSize(bytes) {
  if (bytes < 1024) return `${bytes} bytes`;
  return bytes < 1024 ** 2 ? `${Math.round(bytes / 1024)} KB` : `${(bytes / 1024 ** 2).toFixed(1)} MB`;
}
