import type { DraftFile } from '../state/writing.ts';
import type { Upload } from '../types.ts';

/** What a file is called when it is sent: Discord hides those whose name begins so. */
function sentName({ file, name, isSpoiler }: DraftFile): string {
  const plain = name ?? file.name;
  return isSpoiler && !plain.startsWith('SPOILER_') ? `SPOILER_${plain}` : plain;
}

/** Reads files as the API takes them. Rejects with a sentence for a person. */
export async function readUploads(files: readonly DraftFile[]): Promise<Upload[]> {
  return Promise.all(files.map(readUpload));
}

/** As `readUploads`, for one. */
export async function readUpload(draft: DraftFile): Promise<Upload> {
  const { file, description } = draft;
  return {
    name: sentName(draft),
    data: file.size === 0 ? '' : await base64Of(file),
    ...(file.type !== '' && { contentType: file.type }),
    ...(description !== undefined && description !== '' && { description }),
  };
}

async function base64Of(file: File): Promise<string> {
  const url = await new Promise<string>((resolve, reject) => {
    const reader = new FileReader();
    reader.addEventListener('load', () => resolve(reader.result as string));
    reader.addEventListener('error', () => reject(new Error(`${file.name} could not be read. It may be gone.`)));
    reader.readAsDataURL(file);
  });
  return url.slice(url.indexOf(',') + 1);
}
