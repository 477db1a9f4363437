import type { Upload } from '../types.ts';

/** Reads a file as the API takes it; how large it may be was asked before. Rejects with a sentence for a person. */
export async function readUpload(file: File): Promise<Upload> {
  const bytes = new Uint8Array(
    await file.arrayBuffer().catch((error: unknown) => {
      throw new Error(`${file.name} could not be read.`, { cause: error });
    }),
  );
  return { name: file.name, data: bytes.toBase64(), ...(file.type && { contentType: file.type }) };
}
