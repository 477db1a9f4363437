/**
 * Where this page may load a file from; undefined for files from elsewhere. The address names 127.0.0.1, and the page
 * may have been opened as localhost: it asks its own origin only.
 */
export function mediaPath(url: string): string | undefined {
  if (!URL.canParse(url)) return undefined;
  const { pathname, search } = new URL(url);
  return pathname.startsWith('/cdn/') ? pathname + search : undefined;
}

/** `12 KB` */
export function readableSize(bytes: number): string {
  if (bytes < 1024) return `${bytes} bytes`;
  return bytes < 1024 ** 2 ? `${Math.round(bytes / 1024)} KB` : `${(bytes / 1024 ** 2).toFixed(1)} MB`;
}
