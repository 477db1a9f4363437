const typesByEnding: Record<string, string> = {
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  gif: 'image/gif',
  webp: 'image/webp',
  svg: 'image/svg+xml',
  pdf: 'application/pdf',
  json: 'application/json',
  txt: 'text/plain; charset=utf-8',
  md: 'text/markdown; charset=utf-8',
  csv: 'text/csv; charset=utf-8',
};

/** The type that was sent, or the one that the name of the file speaks of. */
export function contentType(sent: string | undefined, filename: string): string | undefined {
  if (sent && sent !== 'application/octet-stream') return sent;
  const ending = filename.split('.').at(-1)?.toLowerCase() ?? '';
  return typesByEnding[ending] ?? (sent || undefined);
}
