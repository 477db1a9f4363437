import { mayIn } from '../../state/permissions.ts';
import type { Visit } from '../../state/visit.ts';
import type { DraftFile } from '../../state/writing.ts';
import type { Channel } from '../../types.ts';
import { nextPlace } from '../commands/command-mode.ts';
import { OPTION } from '../commands/commands.ts';
import type { ComposerModel } from '../use-composer.ts';

/** As many as Discord lets a message have. */
const MAX_FILES = 10;
const MIB = 1024 * 1024;
/** Where no boosts of a server help. */
const MAX_BYTES_IN_DIRECTS = 10 * MIB;

/** Adds files to what is written: to a message, or to the options of a command that take one. */
export function addFiles(model: ComposerModel, files: readonly File[], option?: string): void {
  const { visit, channel, now, change, command, goTo } = model;
  const { taken, problem } = sort(visit, channel, files);
  if (now().command && command) {
    const free = option === undefined ? freeOptions(model) : [option];
    const fitting = taken
      .slice(0, free.length)
      .map((file, index) => ({ ...visit.writing.fileOf(file), option: free[index] ?? '' }));
    const kept = now().files.filter((file) => !fitting.some((one) => one.option === file.option));
    const fields = now().command?.fields ?? [];
    const opened = fitting.flatMap((file) =>
      fields.some(({ name }) => name === file.option) ? [] : [{ name: file.option, text: '' }],
    );
    const left = fitting.length < taken.length ? `/${command.name} takes no more files.` : undefined;
    change({
      files: [...kept, ...fitting],
      command: { name: command.name, fields: [...fields, ...opened] },
      problem: problem ?? left,
    });
    return goTo(nextPlace(command, now()));
  }
  const { files: before } = now();
  const all = [...before, ...taken.map((file) => visit.writing.fileOf(file))];
  const tooMany = all.length > MAX_FILES ? `A message takes up to ${MAX_FILES} files.` : undefined;
  change({ files: all.slice(0, MAX_FILES), problem: problem ?? tooMany });
  goTo(undefined);
}

function freeOptions({ command, now }: ComposerModel): string[] {
  return (command?.options ?? [])
    .filter(({ type, name }) => type === OPTION.attachment && !now().files.some((file) => file.option === name))
    .map(({ name }) => name);
}

/** Those that may be sent, and a sentence about the others. */
export function sort(
  visit: Visit,
  channel: Channel,
  files: readonly File[],
): { taken: File[]; problem: string | undefined } {
  if (!mayAttach(visit, channel)) return { taken: [], problem: 'You do not have permission to attach files here.' };
  const maxBytes = channel.recipients ? MAX_BYTES_IN_DIRECTS : visit.state.value.guild.maxFileBytes;
  const large = files.filter(({ size }) => size > maxBytes).map(({ name }) => name);
  const limit = `Files may have up to ${maxBytes / MIB} MiB here`;
  const problem =
    large.length > 0 ? `${limit}: ${large.join(', ')} ${large.length > 1 ? 'are' : 'is'} too large.` : undefined;
  return { taken: files.filter(({ size }) => size <= maxBytes), problem };
}

/** Whether one may attach files in a channel. */
export function mayAttach({ channels }: Visit, channel: Channel): boolean {
  return mayIn(channels, channel, 'attachFiles');
}

/** Changes one of the files that are to be sent. */
export function changeFile(model: ComposerModel, changed: DraftFile): void {
  const { now, change } = model;
  change({ files: now().files.map((file) => (file.id === changed.id ? changed : file)) });
}

/** Takes a file away. */
export function removeFile({ now, change, goTo }: ComposerModel, { id }: DraftFile): void {
  change({ files: now().files.filter((file) => file.id !== id), problem: undefined });
  goTo(undefined);
}

/** Makes a text again of what was pasted and became a file. */
export function putBackAsText(model: ComposerModel, file: DraftFile): void {
  removeFile(model, file);
  model.change({ text: model.now().text + (file.pasted?.text ?? '') });
}
