import type OpenAI from 'openai';
import type { Logger } from 'pino';
import { z } from 'zod';
import { ToolError } from '../errors.ts';
import type { Tool, ToolContext, ToolResources } from './tool.ts';

type FunctionTool = OpenAI.Beta.FunctionTool;
type Call = OpenAI.Beta.Threads.RequiredActionFunctionToolCall;

/** The answer to one call, as the Assistants API takes it. */
export interface ToolOutput {
  readonly tool_call_id: string;
  readonly output: string;
}

export interface ToolboxOptions extends ToolResources {
  tools: readonly Tool[];
  log: Logger;
  /** How long one call may take. @default 15_000 */
  timeoutMs?: number;
  /** How much a model is given of one output, in characters. @default 16_000 */
  maxOutput?: number;
}

/** Who calls, and until when somebody waits. */
export type CallOptions = Pick<ToolContext, 'conversationId' | 'signal'>;

export type Toolbox = ReturnType<typeof createToolbox>;

/** The functions that can be called here, and how calls of them are run. */
export function createToolbox(options: ToolboxOptions) {
  const { tools, log, timeoutMs = 15_000, maxOutput = 16_000, ...resources } = options;
  const byName = new Map(tools.map((tool) => [tool.name, tool]));

  /** The functions that there is something to do for, each with its description of this moment. */
  function list(): { name: string; description: string }[] {
    return tools.flatMap((tool) => {
      const { name, description: given } = tool;
      const description = typeof given === 'string' ? given : given(resources);
      return description === undefined ? [] : [{ name, description }];
    });
  }

  async function answer(call: Call, options: CallOptions): Promise<ToolOutput> {
    const { signal, conversationId } = options;
    const details = { conversationId, callId: call.id, tool: call.function.name };
    try {
      const output = shorten(await run(call, options), maxOutput);
      log.debug(details, 'function called');
      return { tool_call_id: call.id, output };
    } catch (error) {
      signal.throwIfAborted();
      const isClear = error instanceof ToolError;
      log[isClear ? 'debug' : 'error']({ ...details, err: error }, 'function call failed');
      const why = isClear ? error.message : 'The function is broken. Do without it, and say that it did not work.';
      return { tool_call_id: call.id, output: shorten(`Error: ${why}`, maxOutput) };
    }
  }

  async function run({ id, function: called }: Call, { signal, conversationId }: CallOptions): Promise<string> {
    const tool = byName.get(called.name);
    if (!tool) throw new ToolError(`There is no function named ${called.name} here. Do without it.`);
    const given = await tool.parameters.safeParseAsync(parseArguments(called.arguments));
    if (!given.success) {
      throw new ToolError(`The arguments are not as they must be. Correct them:\n${z.prettifyError(given.error)}`);
    }
    const running = new AbortController();
    const call = async () =>
      tool.run(given.data, {
        ...resources,
        callId: id,
        conversationId,
        signal: AbortSignal.any([signal, running.signal]),
      });
    return toText(await inTime(call(), running, signal));
  }

  /** A function that does not heed its signal is left behind; nobody waits for it. */
  async function inTime<Result>(call: Promise<Result>, running: AbortController, signal: AbortSignal): Promise<Result> {
    const { promise: ended, reject } = Promise.withResolvers<never>();
    const stop = () => reject(signal.reason as Error);
    const timer = setTimeout(() => {
      const late = new ToolError(`The function has not answered within ${timeoutMs / 1_000} seconds. Ask it for less.`);
      running.abort(late);
      reject(late);
    }, timeoutMs);
    signal.addEventListener('abort', stop, { once: true });
    if (signal.aborted) stop();
    try {
      return await Promise.race([call, ended]);
    } finally {
      clearTimeout(timer);
      signal.removeEventListener('abort', stop);
    }
  }

  return {
    /** The functions for a menu. */
    list,

    /** The functions as an assistant declares them. */
    definitions: (): FunctionTool[] =>
      list().map(({ name, description }) => ({
        type: 'function',
        function: { name, description, parameters: schemaOf(byName.get(name)?.parameters) },
      })),

    /**
     * Runs all calls side by side and answers each, in words for the model when it went wrong. Rejects with the signal's
     * reason only.
     */
    run: (calls: readonly Call[], options: CallOptions): Promise<ToolOutput[]> =>
      Promise.all(calls.map((call) => answer(call, options))),
  };
}

function schemaOf(parameters: z.ZodType = z.object()): Record<string, unknown> {
  const { $schema: _, ...schema } = z.toJSONSchema(parameters, { io: 'input' });
  return schema;
}

function parseArguments(text: string): unknown {
  try {
    return JSON.parse(text.trim() === '' ? '{}' : text);
  } catch (error) {
    throw new ToolError(`The arguments are not JSON (${(error as Error).message}). Call again with a JSON object.`);
  }
}

function toText(result: unknown): string {
  return typeof result === 'string' ? result : (JSON.stringify(result) ?? '');
}

function shorten(text: string, maxOutput: number): string {
  if (text.length <= maxOutput) return text;
  const note = `\n[Cut here: these are the first of ${text.length} characters. Ask for less.]`;
  return text.slice(0, Math.max(0, maxOutput - note.length)).toWellFormed() + note;
}
