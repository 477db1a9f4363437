import type { ModelItem, ModelRequest } from './model.ts';

/** What the demo calls, and with which arguments. */
export interface DemoCall {
  readonly name: string;
  readonly given: string;
}

/**
 * The function that the demo calls: one that is declared and that it was told to call, as in `call weather` or
 * `call weather {"city": "Oslo"}`, or one that it must call.
 */
export function demoCall({ input, tools = [], toolChoice = 'auto' }: ModelRequest): DemoCall | undefined {
  const names = tools.flatMap((tool) => (tool.type === 'function' ? [tool.name] : []));
  const last = input.at(-1);
  if (toolChoice === 'none' || last?.type !== 'message' || last.role !== 'user') return undefined;
  const text = last.content.map((part) => (part.type === 'text' ? part.text : '')).join('\n');
  const told = names.find((name) => new RegExp(`\\bcall ${RegExp.escape(name)}(?![\\w-])`, 'i').test(text));
  if (told !== undefined) return { name: told, given: argumentsIn(text) };
  if (typeof toolChoice === 'object') {
    return toolChoice.type === 'function' ? { name: toolChoice.name, given: '{}' } : undefined;
  }
  const [first] = names;
  return toolChoice === 'required' && first !== undefined ? { name: first, given: '{}' } : undefined;
}

/** What the demo says when its calls have their outputs. */
export function demoReport(input: readonly ModelItem[]): string | undefined {
  const since = input.slice(input.findLastIndex((item) => item.type === 'message') + 1);
  const lines = since.flatMap((item) => {
    if (item.type !== 'function_output') return [];
    const call = since.find((other) => other.type === 'function_call' && other.callId === item.callId);
    return [`\`${call?.type === 'function_call' ? call.name : 'It'}\` gave: ${item.output || '(nothing)'}`];
  });
  return lines.length > 0 ? lines.join('\n\n') : undefined;
}

function argumentsIn(text: string): string {
  const found = /\{[^]*\}/.exec(text)?.[0] ?? '{}';
  try {
    JSON.parse(found);
    return found;
  } catch {
    return '{}';
  }
}
