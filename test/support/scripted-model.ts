import type { Model, ModelEvent, ModelRequest } from '../../src/engine/models/model.ts';

/** What a model says in one answer; an error is thrown, a promise waited for. */
export type Script = readonly (ModelEvent | Error | Promise<unknown>)[];

/** A model that answers by scripts, one after the other; the last one stays. It keeps what it was asked. */
export function scripted(...scripts: readonly Script[]): Model & { readonly asked: ModelRequest[] } {
  const asked: ModelRequest[] = [];
  return {
    asked,
    capabilities: { hostedTools: ['code_interpreter', 'file_search'] },
    async *answer(request) {
      asked.push(request);
      for (const event of scripts[Math.min(asked.length, scripts.length) - 1] ?? []) {
        if (event instanceof Error) throw event;
        if (event instanceof Promise) await event;
        else yield event;
      }
    },
  };
}

/** A whole answer in two pieces. */
export function saying(text: string, usage = { promptTokens: 10, completionTokens: 5 }): Script {
  const half = Math.ceil(text.length / 2);
  return [
    { type: 'text', text: text.slice(0, half) },
    { type: 'text', text: text.slice(half) },
    { type: 'finished', reason: 'stop', usage },
  ];
}

/** Calls of functions, name and arguments each, their pieces mixed. */
export function calling(...calls: readonly (readonly [name: string, given: string])[]): Script {
  return [
    ...calls.map(([name], index) => ({ type: 'function_begin' as const, index, callId: `call_${name}`, name })),
    ...[0, 1].flatMap((part) =>
      calls.map(([, given], index) => ({
        type: 'function_arguments' as const,
        index,
        text: part === 0 ? given.slice(0, 4) : given.slice(4),
      })),
    ),
    ...calls.map((_, index) => ({ type: 'function_end' as const, index })),
    { type: 'finished', reason: 'tool_calls', usage: { promptTokens: 20, completionTokens: 8 } },
  ];
}

/** Functions as an assistant declares them. */
export function functions(...names: readonly string[]) {
  return names.map((name) => ({
    type: 'function' as const,
    function: { name, parameters: { type: 'object', properties: {} } },
  }));
}
