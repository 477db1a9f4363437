import type { IncomingHttpHeaders } from 'node:http';

/** The only address that this server listens on. */
export const LOOPBACK_HOST = '127.0.0.1';

/**
 * Whether a request comes from this machine's own programs or from a page of this server.
 *
 * A page from elsewhere in the same browser names itself in Origin or Sec-Fetch-Site; one that got here through a
 * name of its own (DNS rebinding) has that name in Host.
 */
export function isFromHere(headers: IncomingHttpHeaders, port: number): boolean {
  const hosts = [LOOPBACK_HOST, 'localhost', '[::1]'].map((name) => `${name}:${port}`);
  const host = headers.host ?? '';
  if (!hosts.includes(host)) return false;
  if (headers.origin !== undefined && headers.origin !== `http://${host}`) return false;
  const site = headers['sec-fetch-site'];
  // Following a link to the page is fine: that carries nothing and answers to nobody.
  const isLink = headers['sec-fetch-mode'] === 'navigate' && headers['sec-fetch-dest'] === 'document';
  return site === undefined || site === 'same-origin' || site === 'none' || isLink;
}
