import { MAX_LENGTH } from '../submit.ts';
import type { ComposerModel } from '../use-composer.ts';
import { addFiles, mayAttach, putBackAsText } from './files.ts';

/** Takes files from the clipboard, and a text that is too long for a message: it becomes a file, as on Discord. */
export function takePaste(model: ComposerModel, event: ClipboardEvent): void {
  const { visit, channel, now, change } = model;
  const files = [...(event.clipboardData?.files ?? [])];
  const text = event.clipboardData?.getData('text/plain') ?? '';
  const isTooLong = text.length > MAX_LENGTH && !now().command && mayAttach(visit, channel);
  if (files.length === 0 && !isTooLong) return;
  event.preventDefault();
  if (files.length > 0) return addFiles(model, files);
  change({ files: [...now().files, visit.writing.fileOfText(text, now().text)] });
}

/** Takes back that a text has just become a file. Answers whether there was something to take back. */
export function undoPaste(model: ComposerModel): boolean {
  const { text, files } = model.now();
  const last = files.at(-1);
  if (last?.pasted?.beside !== text) return false;
  putBackAsText(model, last);
  return true;
}
