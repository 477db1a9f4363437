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
  mp3: 'audio/mpeg',
  ogg: 'audio/ogg',
  wav: 'audio/wav',
  flac: 'audio/flac',
  m4a: 'audio/mp4',
  mp4: 'video/mp4',
  webm: 'video/webm',
  mov: 'video/quicktime',
};

/** The type that was sent, or the one that the name of the file speaks of. */
export function contentType(sent: string | undefined, filename: string): string | undefined {
  if (sent && sent !== 'application/octet-stream') return sent;
  const ending = filename.split('.').at(-1)?.toLowerCase() ?? '';
  return typesByEnding[ending] ?? (sent || undefined);
}
