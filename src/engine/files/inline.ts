import type { ModelPart } from '../models/model.ts';
import type { Message } from '../objects.ts';
import type { FileStore } from './file-store.ts';
import { textOf } from './text.ts';

/** How much of the files of one message a model is shown: about 4,000 tokens. */
const MAX_CHARACTERS = 16_000;
/** More than that is not even read. */
const MAX_BYTES = 10 * 1024 * 1024;

/** The files of a message in words. */
export type ReadAttachments = ReturnType<typeof createReadAttachments>;

/**
 * What a model is told of a message's attached files when they are the engine's own: the beginning of those that are
 * text, one line about the others. A provider's own files are not spoken of: its hosted tools have them.
 */
export function createReadAttachments(files: FileStore) {
  return async function readAttachments({ attachments }: Pick<Message, 'attachments'>): Promise<ModelPart[]> {
    const ids = new Set((attachments ?? []).flatMap(({ file_id: id }) => id ?? []));
    const parts: ModelPart[] = [];
    let rest = MAX_CHARACTERS;
    for (const id of ids) {
      const file = await files.open(id);
      if (!file) continue;
      const { filename } = file.object;
      const text = file.content.size <= MAX_BYTES ? textOf(await file.content.bytes(), filename) : undefined;
      const shown = text?.slice(0, rest).toWellFormed();
      rest -= shown?.length ?? 0;
      parts.push({ type: 'text', text: described(filename, text, shown) });
    }
    return parts;
  };
}

function described(name: string, text: string | undefined, shown: string | undefined): string {
  if (text === undefined || shown === undefined) return `[Attached file ${name}: it cannot be read here.]`;
  const end = shown.length < text.length ? `cut off after ${shown.length} of ${text.length} characters` : 'end';
  return `[Attached file ${name}]\n${shown}\n[Attached file ${name}: ${end}]`;
}
