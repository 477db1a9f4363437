const KIBI = 1_024;

/** A number of bytes as people write it. */
export function sizeInWords(bytes: number): string {
  if (bytes < KIBI) return `${bytes} B`;
  if (bytes < KIBI * KIBI) return `${(bytes / KIBI).toFixed(1)} kB`;
  return `${(bytes / KIBI / KIBI).toFixed(1)} MB`;
}
