import type { Upload } from '../types.ts';

/** As large as a bot may be told of. */
const MAX_BYTES = 10 * 1024 * 1024;

/** Reads a file as the API takes it. Rejects with a sentence for a person. */
export async function readUpload(file: File, maxBytes = MAX_BYTES): Promise<Upload> {
  if (file.size > maxBytes) throw new Error(`${file.name} is larger than 10 MB.`);
  const bytes = new Uint8Array(
    await file.arrayBuffer().catch((error: unknown) => {
      throw new Error(`${file.name} could not be read.`, { cause: error });
    }),
  );
  return { name: file.name, data: bytes.toBase64(), ...(file.type && { contentType: file.type }) };
}

/** `120 bytes`, `3 KB`, `1.5 MB`. */
export function readableSize(bytes: number): string {
  if (bytes < 1024) return `${bytes} bytes`;
  return bytes < 1024 ** 2 ? `${Math.round(bytes / 1024)} KB` : `${(bytes / 1024 ** 2).toFixed(1)} MB`;
}
