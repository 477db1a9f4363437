import { withAnnotation, withImage, withRefusal, withText } from './content.ts';
import { createId } from './ids.ts';
import type { Journal } from './journal.ts';
import { ModelError, type ModelEvent } from './models/model.ts';
import type { ToolCall } from './objects.ts';

type Finished = Extract<ModelEvent, { type: 'finished' }>;

/** How an answer of a model has ended. */
export interface TurnEnd {
  readonly reason: Exclude<Finished['reason'], 'tool_calls'>;
  readonly usage: Finished['usage'];
  /** Whether it called functions, all of which are complete. */
  readonly hasCalls: boolean;
  /** What it has said and asked for, for an estimate of what it has cost. */
  readonly text: string;
}

/** Writes an answer of a model into the journal, piece by piece. @throws ModelError */
export async function writeTurn(journal: Journal, events: AsyncIterable<ModelEvent>): Promise<TurnEnd> {
  const { items } = journal;
  /** Where the calls of functions stand: in their step, and in what the model has said. */
  const functions = new Map<number, { place: number; item: number }>();
  const codes = new Map<string, number>();
  let isMessageOver = false;
  let text = '';

  async function say(change: Parameters<Journal['write']>[0]): Promise<void> {
    if (isMessageOver && journal.open()?.message) await journal.close();
    isMessageOver = false;
    await journal.write(change);
  }

  function change(place: number | undefined, how: (call: ToolCall) => ToolCall): void {
    journal.setCalls(journal.calls().map((call, index) => (index === place ? how(call) : call)));
  }

  /** An id that the run has not seen: some servers send none, or the same ones again in every answer. */
  function unused(callId: string): string {
    const isUsed = items.some((item) => 'callId' in item && item.callId === callId);
    return callId === '' || isUsed ? createId('call') : callId;
  }

  async function beginFunction({ index, callId, name }: Extract<ModelEvent, { type: 'function_begin' }>) {
    const id = unused(callId);
    const isHosted = !journal.open()?.message && journal.calls().length > 0 && functions.size === 0;
    if (isHosted) await journal.close();
    const place = await journal.call({ id, type: 'function', function: { name, arguments: '', output: null } });
    functions.set(index, { place, item: items.length });
    items.push({ type: 'function_call', callId: id, name, arguments: '' });
  }

  function addArguments(index: number, more: string): void {
    change(functions.get(index)?.place, (call) =>
      call.type === 'function'
        ? { ...call, function: { ...call.function, arguments: call.function.arguments + more } }
        : call,
    );
  }

  async function endHosted(): Promise<void> {
    if (functions.size === 0) await journal.close();
  }

  /** Tutorials parse arguments as JSON, also those of functions that take none. */
  function completeFunctions(): void {
    for (const [index, { place, item }] of functions) {
      const before = journal.calls()[place];
      if (before?.type === 'function' && before.function.arguments.trim() === '') addArguments(index, '{}');
      const call = journal.calls()[place];
      if (call?.type !== 'function') continue;
      const { name, arguments: given } = call.function;
      items[item] = { type: 'function_call', callId: call.id, name, arguments: given };
    }
  }

  async function write(event: Exclude<ModelEvent, Finished>): Promise<void> {
    switch (event.type) {
      case 'message_begin':
        isMessageOver = true;
        return;
      case 'message_end':
        isMessageOver = true;
        return;
      case 'text':
        text += event.text;
        return event.text === '' ? undefined : say((content) => withText(content, event.text));
      case 'refusal':
        text += event.text;
        return event.text === '' ? undefined : say((content) => withRefusal(content, event.text));
      case 'image_file':
        return say((content) => withImage(content, event.fileId));
      case 'annotation':
        return journal.write((content) => withAnnotation(content, event.annotation));
      case 'function_begin':
        text += event.name;
        return beginFunction(event);
      case 'function_arguments':
        text += event.text;
        return addArguments(event.index, event.text);
      case 'function_end':
        return undefined;
      case 'code_begin': {
        if (functions.size === 0 && !journal.open()?.message) await journal.close();
        const code = { input: '', outputs: [] };
        const id = unused(event.callId);
        codes.set(event.callId, await journal.call({ id, type: 'code_interpreter', code_interpreter: code }));
        return undefined;
      }
      case 'code_input':
        text += event.text;
        return change(codes.get(event.callId), (call) =>
          call.type === 'code_interpreter'
            ? {
                ...call,
                code_interpreter: { ...call.code_interpreter, input: call.code_interpreter.input + event.text },
              }
            : call,
        );
      case 'code_end': {
        const outputs = event.outputs.map((output) =>
          output.type === 'logs' ? output : { type: 'image' as const, image: { file_id: output.fileId } },
        );
        change(codes.get(event.callId), (call) =>
          call.type === 'code_interpreter'
            ? { ...call, code_interpreter: { ...call.code_interpreter, outputs } }
            : call,
        );
        return endHosted();
      }
      case 'file_search':
        if (functions.size === 0 && !journal.open()?.message) await journal.close();
        await journal.call(toFileSearch(event, unused(event.callId)));
        return endHosted();
      case 'side_data':
        items.push({ type: 'side_data', data: event.data });
        return undefined;
      default:
        return event satisfies never;
    }
  }

  for await (const event of events) {
    if (event.type !== 'finished') {
      await write(event);
      continue;
    }
    completeFunctions();
    const { reason, usage } = event;
    const hasCalls = functions.size > 0;
    return { reason: reason === 'tool_calls' ? 'stop' : reason, usage, hasCalls, text };
  }
  throw new ModelError('server_error', 'The answer of the model broke off.', { isTransient: true });
}

function toFileSearch({ ranking, results }: Extract<ModelEvent, { type: 'file_search' }>, id: string): ToolCall {
  return {
    id,
    type: 'file_search',
    file_search: {
      ranking_options: {
        ranker: (ranking?.ranker ?? 'auto') as 'auto',
        score_threshold: ranking?.scoreThreshold ?? 0,
      },
      results: results.map(({ fileId, fileName, score, content }) => ({
        file_id: fileId,
        file_name: fileName,
        score,
        content: content.map((text) => ({ type: 'text' as const, text })),
      })),
    },
  };
}
