import { readdir } from 'node:fs/promises';
import { z } from 'zod';
import type { Databases } from '../databases/databases.ts';
import { OperatorError } from '../errors.ts';

/** What functions have to work with besides their arguments. */
export interface ToolResources {
  /** The databases that the operator names. */
  readonly databases: Databases;
}

export interface ToolContext extends ToolResources {
  /** Aborted when the call's time is over, or when nobody waits for the answer any more. */
  readonly signal: AbortSignal;
  /** The same when a call is run again after a crash: for functions that change something. */
  readonly callId: string;
  /** The Discord id of the thread, channel or DM in which the answer is wanted. */
  readonly conversationId: string;
}

/** One file in `tools/`, its default export: a function that assistants may call. The file is named after it. */
export interface Tool<Parameters extends z.ZodObject = z.ZodObject> {
  /** What the model calls it by. */
  readonly name: string;
  /** What it does, for the model: 1,024 characters at most. A function may answer `undefined`: then it is not offered. */
  readonly description: string | ((resources: ToolResources) => string | undefined);
  readonly parameters: Parameters;
  /**
   * What the model gets: a text, or anything else as JSON. The message of a `ToolError` is shown to the model, too; any
   * other error goes to the log.
   */
  run(given: z.output<Parameters>, context: ToolContext): unknown;
}

/** The Assistants API's limits for functions. */
const toolModule = z.object({
  default: z.looseObject({
    name: z.string().regex(/^[\w-]{1,64}$/, 'must be 1-64 letters, digits, _ or -'),
    description: z.custom(isDescription, 'must be a text of 1 to 1024 characters, or a function that makes one'),
    parameters: z.custom(isDescribable, 'must be a zod object that can be written as a JSON Schema'),
    run: z.custom((value) => typeof value === 'function', 'must be a function'),
  }),
});

function isDescription(value: unknown): boolean {
  return typeof value === 'function' || (typeof value === 'string' && value !== '' && value.length <= 1_024);
}

function isDescribable(value: unknown): boolean {
  if (!(value instanceof z.ZodObject)) return false;
  try {
    z.toJSONSchema(value, { io: 'input' });
    return true;
  } catch {
    return false;
  }
}

/**
 * The functions of a folder.
 * @throws {OperatorError} that names every malformed file: a typo must not make a function vanish.
 */
export async function loadTools(folder: URL): Promise<Tool[]> {
  const files = (await readdir(folder)).filter((file) => file.endsWith('.ts')).toSorted();
  const tools: Tool[] = [];
  const mistakes: string[] = [];
  for (const file of files) {
    const name = file.slice(0, -'.ts'.length);
    const loaded = toolModule.safeParse(await import(new URL(file, folder).href));
    if (!loaded.success) {
      mistakes.push(...loaded.error.issues.map(({ path, message }) => `  ${file}: ${path.join('.')} ${message}`));
    } else if (loaded.data.default.name !== name) {
      mistakes.push(`  ${file}: must export a function named "${name}"`);
    } else {
      tools.push(loaded.data.default as unknown as Tool); // its shape was checked above
    }
  }
  if (mistakes.length > 0) throw new OperatorError(`These functions are malformed:\n${mistakes.join('\n')}`);
  return tools;
}
