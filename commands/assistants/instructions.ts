import type { ModalSubmitInteraction } from 'discord.js';
import { MAX_INSTRUCTIONS } from '../../src/assistants/workshop.ts';
import type { CommandContext } from '../../src/discord/command-context.ts';
import { UserError } from '../../src/errors.ts';
import { plainName } from '../../src/markdown/plain-name.ts';

/** The most that one UTF-16 unit takes in UTF-8, and what marks the beginning of a text. */
const MAX_BYTES = MAX_INSTRUCTIONS * 3 + 3;

/**
 * The instructions of a modal: those of its file, else what was typed; `undefined` for neither.
 * @throws {UserError} for a file that holds none.
 */
export async function readInstructions(
  { fields }: ModalSubmitInteraction,
  { download }: CommandContext,
): Promise<string | undefined> {
  const file = fields.getUploadedFiles('instructions_file')?.first();
  if (!file) return fields.getTextInputValue('instructions').trim() || undefined;
  const name = plainName(file.name);
  if (!/\.(?:txt|md)$/i.test(file.name)) throw new UserError('assistants.instructionsNoText', { name });
  const tooLong = () => new UserError('assistants.instructionsTooLong', { name, limit: MAX_INSTRUCTIONS });
  if (file.size > MAX_BYTES) throw tooLong();
  const bytes = await download(file.url, { maxBytes: MAX_BYTES });
  const text = decode(bytes);
  if (text === undefined || text.includes('\0')) throw new UserError('assistants.instructionsNoUtf8', { name });
  if (text.length > MAX_INSTRUCTIONS) throw tooLong();
  if (text.trim() === '') throw new UserError('assistants.instructionsEmpty', { name });
  return text;
}

function decode(bytes: Buffer): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
