import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { OperatorError } from '../errors.ts';
import { mistakesOf, serverSettings } from './settings.ts';

/** What holds on every server, whatever its moderators set. */
const ceilings = serverSettings
  .pick({ budgets: true, longestPost: true, mostFiles: true, retentionDays: true })
  .extend({
    /** The models that assistants of a server may have; without it all. */
    models: z.array(z.string().min(1)).min(1).optional(),
    /** How many assistants a server may have of its own. */
    assistants: z.number().int().min(0).optional(),
  });

const operatorFile = z.strictObject({
  /** For servers whose moderators have not set it. */
  defaults: serverSettings
    .omit({ places: true, roleInstructions: true, logChannelId: true, allowed: true })
    .default({}),
  ceilings: ceilings.default({}),
});

/** What the person who runs Bobbin sets for every server. */
export type OperatorSettings = z.infer<typeof operatorFile>;

export const NO_OPERATOR_SETTINGS: OperatorSettings = operatorFile.parse({});

/** @throws {OperatorError} that names every mistake in the file. */
export function readOperatorFile(path: string): OperatorSettings {
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new OperatorError(`Cannot read SERVERS_FILE ${path}: ${(error as Error).message}`, { cause: error });
  }
  const parsed = operatorFile.safeParse(content);
  if (parsed.success) return parsed.data;
  const mistakes = mistakesOf(parsed.error).map((mistake) => `  ${mistake}`);
  throw new OperatorError(`Correct SERVERS_FILE ${path}:\n${mistakes.join('\n')}`);
}
