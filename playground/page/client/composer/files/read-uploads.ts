import { readUpload } from '../../dialogs/uploads.ts';
import type { DraftFile } from '../../state/writing.ts';
import type { Upload } from '../../types.ts';

/** Reads files as the API takes them. Rejects with a sentence for a person. */
export async function readUploads(files: readonly DraftFile[]): Promise<Upload[]> {
  return Promise.all(
    files.map(async (draft) => ({
      ...(await readUpload(draft.file)),
      name: sentName(draft),
      ...(draft.description && { description: draft.description }),
    })),
  );
}

/** Discord hides files whose name begins so. */
function sentName({ file, name = file.name, isSpoiler }: DraftFile): string {
  return isSpoiler && !name.startsWith('SPOILER_') ? `SPOILER_${name}` : name;
}
