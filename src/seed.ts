import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import type { AssistantSeed, Engine } from './engine/engine.ts';
import { OperatorError } from './errors.ts';

const assistants = z.array(z.looseObject({ id: z.string().min(1) }));

/** A list of assistants, or the answer of `GET /assistants` in which somebody has kept them. */
const seedFile = z.union([assistants, z.object({ data: assistants }).transform(({ data }) => data)]);

/**
 * Reads a file of assistants. Answers a function that creates those that an engine does not have yet.
 * @throws {OperatorError} when the file is no such file; so does the function, for an assistant that cannot be.
 */
export async function readSeed(path: string): Promise<(engine: Pick<Engine, 'seed'>) => Promise<void>> {
  const entries = await readAssistants(path);
  return async (engine) => {
    for (const entry of entries) {
      await engine.seed([entry]).catch((error: unknown) => {
        const message = `ENGINE_SEED ${path}: the assistant ${entry.id} cannot be made. ${(error as Error).message}`;
        throw new OperatorError(message, { cause: error });
      });
    }
  };
}

async function readAssistants(path: string): Promise<AssistantSeed[]> {
  try {
    return seedFile.parse(JSON.parse(await readFile(path, 'utf8'))).map(withoutDefaults);
  } catch (error) {
    const isNoSeed = error instanceof z.ZodError;
    const reason = isNoSeed ? 'it must be a JSON list of assistants with an id each' : (error as Error).message;
    throw new OperatorError(`Cannot read ENGINE_SEED ${path}: ${reason}.`, { cause: error });
  }
}

/** OpenAI's answers show 1 where nobody had set anything; sent to a reasoning model, even that is refused. */
function withoutDefaults(entry: { id: string } & Record<string, unknown>): AssistantSeed {
  const { temperature, top_p, ...rest } = entry;
  return {
    ...rest,
    ...(temperature !== 1 && { temperature }),
    ...(top_p !== 1 && { top_p }),
  } as AssistantSeed; // the engine checks the rest, with the words of its API
}
