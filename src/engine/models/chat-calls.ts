import type OpenAI from 'openai';
import type { ModelEvent } from './model.ts';

type Delta = Partial<OpenAI.ChatCompletionChunk.Choice.Delta.ToolCall>;

interface Call {
  id: string;
  name: string;
  given: string;
}

/**
 * Puts the calls of functions together that a chat server streams. They are handed on when the answer is complete,
 * since servers differ in all else: no id, no index, the same index for all, the whole call in one piece, or the same
 * call again under other indexes.
 */
export function createChatCalls() {
  const calls: Call[] = [];
  const byIndex = new Map<number, Call>();

  function find({ index, id, function: named }: Delta): Call | undefined {
    const atIndex = index === undefined ? undefined : byIndex.get(index);
    if (atIndex) return id && atIndex.id && id !== atIndex.id && named?.name ? undefined : atIndex;
    if (index !== undefined) return undefined;
    if (id) return calls.find((call) => call.id === id);
    return named?.name ? undefined : calls.at(-1);
  }

  return {
    push(deltas: readonly Delta[] | null | undefined): void {
      for (const delta of deltas ?? []) {
        let call = find(delta);
        if (!call) {
          call = { id: '', name: '', given: '' };
          calls.push(call);
        }
        if (typeof delta.index === 'number') byIndex.set(delta.index, call);
        call.id ||= delta.id ?? '';
        call.name ||= delta.function?.name ?? '';
        const given: unknown = delta.function?.arguments; // some servers send the object itself
        if (given !== undefined && given !== null) {
          call.given += typeof given === 'string' ? given : JSON.stringify(given);
        }
      }
    },

    /** Everything that was called, each once. */
    *events(): Generator<ModelEvent> {
      const unique = calls.filter(
        (call, place) => call.name !== '' && !calls.slice(0, place).some((other) => isSame(call, other)),
      );
      for (const [index, { id, name, given }] of unique.entries()) {
        yield { type: 'function_begin', index, callId: id, name };
        if (given !== '') yield { type: 'function_arguments', index, text: given };
        yield { type: 'function_end', index };
      }
    },
  };
}

function isSame(one: Call, other: Call): boolean {
  const isSameId = one.id === other.id || one.id === '' || other.id === '';
  return isSameId && one.name === other.name && one.given === other.given;
}
