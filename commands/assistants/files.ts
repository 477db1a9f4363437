import type { ChatInputCommandInteraction } from 'discord.js';
import type { CommandContext } from '../../src/discord/command-context.ts';
import type { CommandReply } from '../../src/discord/command-result.ts';
import { UserError } from '../../src/errors.ts';
import { fitLines } from '../../src/markdown/fit-lines.ts';
import { plainName } from '../../src/markdown/plain-name.ts';
import { sizeInWords } from '../../src/markdown/size-in-words.ts';
import { findAssistant, findOwn, nameOf } from './choices.ts';
import { fileLine, why } from './words.ts';

/** What somebody with a boosted server can attach; a file is in memory while it is handed on. */
const MAX_BYTES = 50 * 1_048_576;
const MAX_FILES = 100;
const DOWNLOAD_MS = 120_000;

/** Adds a file to what an assistant knows. */
export async function addFile(
  interaction: ChatInputCommandInteraction,
  context: CommandContext,
): Promise<CommandReply> {
  const { knowledge, logChannel, download, say } = context;
  const assistant = await findOwn(interaction, context, interaction.options.getString('assistant', true));
  const { name, size, url } = interaction.options.getAttachment('file', true);
  if (size > MAX_BYTES) throw new UserError('download.tooLarge', { limit: MAX_BYTES / 1_024 });
  const before = await knowledge.files(assistant);
  if (before.length >= MAX_FILES) throw new UserError('assistants.tooManyFiles', { count: MAX_FILES });

  const read = () => download(url, { maxBytes: MAX_BYTES, timeoutMs: DOWNLOAD_MS });
  const added = await knowledge.add(assistant, name, read);
  const values = { name: nameOf(assistant), file: plainName(name, 80), size: sizeInWords(added.bytes) };
  if (added.status === 'failed' || added.status === 'cancelled') {
    throw new UserError('assistants.fileNotAdded', { ...values, why: why(added.problem, say) });
  }
  logChannel.tell(interaction.guildId ?? '', 'log.fileAdded', { person: interaction.user.id, ...values });
  return { content: say(added.status === 'completed' ? 'assistants.fileAdded' : 'assistants.fileBeingRead', values) };
}

/** Says what an assistant knows from files. */
export async function listFiles(
  interaction: ChatInputCommandInteraction,
  context: CommandContext,
): Promise<CommandReply> {
  const { knowledge, say } = context;
  const assistant = await findAssistant(interaction, context, interaction.options.getString('assistant', true));
  const files = await knowledge.files(assistant);
  const name = nameOf(assistant);
  if (files.length === 0) return { content: say('assistants.noFiles', { name }) };
  const lines = fitLines(
    files.map((file) => fileLine(file, say)),
    (count) => say('assistant.more', { count }),
  );
  return { content: say('assistants.filesOf', { name, lines }) };
}

/** Takes a file out of what an assistant knows. */
export async function removeFile(
  interaction: ChatInputCommandInteraction,
  context: CommandContext,
): Promise<CommandReply> {
  const { knowledge, logChannel, say } = context;
  const assistant = await findOwn(interaction, context, interaction.options.getString('assistant', true));
  const wanted = interaction.options.getString('file', true).trim();
  const files = await knowledge.files(assistant);
  const file = files.find(({ id }) => id === wanted) ?? onlyNamed(files, wanted);
  const name = nameOf(assistant);
  if (!file || !(await knowledge.remove(assistant, file.id))) {
    throw new UserError('assistants.fileUnknown', { name, file: plainName(wanted, 80) });
  }
  const values = { name, file: plainName(file.name, 80) };
  logChannel.tell(interaction.guildId ?? '', 'log.fileRemoved', { person: interaction.user.id, ...values });
  return { content: say('assistants.fileRemoved', values) };
}

/** Of two files with the same name nobody can know which one is meant. */
function onlyNamed<File extends { name: string }>(files: readonly File[], name: string): File | undefined {
  const named = files.filter((file) => file.name.toLowerCase() === name.toLowerCase());
  return named.length === 1 ? named[0] : undefined;
}
