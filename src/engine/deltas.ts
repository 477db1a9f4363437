import type { Content, ToolCall } from './objects.ts';

/** How much of a piece a client has been given. */
export interface Given {
  characters: number;
  /** Annotations of a text, outputs of an interpreter, results of a search. */
  others: number;
}

/** What a client that has been given some of the content needs to have all of it; `given` is brought up to date. */
export function contentDeltas(content: readonly Content[], given: Given[]): object[] {
  return content.flatMap((part, index): object[] => {
    const had = given[index];
    const now = (given[index] = had ?? { characters: 0, others: 0 });
    switch (part.type) {
      case 'text': {
        const { value, annotations } = part.text;
        const more = value.slice(now.characters);
        const added = annotations.map((each, place) => ({ index: place, ...each })).slice(now.others);
        now.characters = value.length;
        now.others = annotations.length;
        return [
          ...(had && more === ''
            ? []
            : [{ index, type: 'text', text: { value: more, ...(!had && { annotations: [] }) } }]),
          ...(added.length > 0 ? [{ index, type: 'text', text: { annotations: added } }] : []),
        ];
      }
      case 'refusal': {
        const more = part.refusal.slice(now.characters);
        now.characters = part.refusal.length;
        return more === '' ? [] : [{ index, type: 'refusal', refusal: more }];
      }
      default:
        return had ? [] : [{ index, ...part }];
    }
  });
}

/** The same for the calls of a step. */
export function callDeltas(calls: readonly ToolCall[], given: Given[]): object[] {
  return calls.flatMap((call, index): object[] => {
    const had = given[index];
    const now = (given[index] = had ?? { characters: 0, others: 0 });
    const { id, type } = call;
    const first = (blank: object) => (had ? [] : [{ index, id, type, [type]: blank }]);
    const next = (more: object) => ({ index, type, [type]: more });
    switch (call.type) {
      case 'function': {
        const { name, arguments: written } = call.function;
        const more = written.slice(now.characters);
        now.characters = written.length;
        return [...first({ name, arguments: '', output: null }), ...(more === '' ? [] : [next({ arguments: more })])];
      }
      case 'code_interpreter': {
        const { input, outputs } = call.code_interpreter;
        const more = input.slice(now.characters);
        const added = outputs.map((each, place) => ({ index: place, ...each })).slice(now.others);
        now.characters = input.length;
        now.others = outputs.length;
        return [
          ...first({ input: '', outputs: [] }),
          ...(more === '' ? [] : [next({ input: more })]),
          ...(added.length > 0 ? [next({ outputs: added })] : []),
        ];
      }
      case 'file_search':
        return had ? [] : [...first({}), next(call.file_search)];
      default:
        return call satisfies never;
    }
  });
}
