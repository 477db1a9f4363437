import { isDeepStrictEqual } from 'node:util';
import type OpenAI from 'openai';
import { isPage, orRubbish } from './server-call.ts';

type FunctionTool = OpenAI.Beta.FunctionTool;

/**
 * Assistants keep a copy of each function that they list. Those that list one of these by name get it as it is now: a
 * description changes with the program, and with the databases that it describes.
 */
export async function updateFunctions({ beta }: OpenAI, definitions: readonly FunctionTool[]): Promise<void> {
  const current = new Map(definitions.map((tool) => [tool.function.name, tool]));
  if (current.size === 0) return;
  for await (const { id, tools } of await orRubbish(() => beta.assistants.list({ limit: 100 }), isPage)) {
    const updated = tools.map((tool) => (tool.type === 'function' && current.get(tool.function.name)) || tool);
    if (!isDeepStrictEqual(updated, tools)) await beta.assistants.update(id, { tools: updated });
  }
}
