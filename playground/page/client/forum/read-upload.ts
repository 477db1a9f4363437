import type { Upload } from '../types.ts';

/** A file as the API takes it. Rejects with a sentence for a person. */
export async function readUpload(file: File): Promise<Upload> {
  const url = await new Promise<string>((resolve, reject) => {
    const reader = new FileReader();
    reader.addEventListener('load', () => resolve(reader.result as string));
    reader.addEventListener('error', () => reject(new Error(`${file.name} could not be read. It may be gone.`)));
    reader.readAsDataURL(file);
  });
  return { name: file.name, ...(file.type && { contentType: file.type }), data: url.slice(url.indexOf(',') + 1) };
}
