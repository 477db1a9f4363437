interface Line {
  /** `user`, `assistant`, or what it is: `call of get_time`. */
  who: string;
  text: string;
}

/** What a model was told of the conversation, a text for each item; items of a kind not known here are JSON. */
export function inputLines(input: readonly unknown[]): Line[] {
  return input.map((item) => {
    if (typeof item !== 'object' || item === null) return { who: 'item', text: String(item) };
    const { type, role, content, name, arguments: passed, output } = item as Record<string, unknown>;
    if (typeof role === 'string') return { who: role, text: contentText(content) };
    if (typeof passed === 'string') return { who: `call of ${String(name)}`, text: passed };
    if (output !== undefined) return { who: 'output of a call', text: contentText(output) };
    return { who: typeof type === 'string' ? type.replace('_', ' ') : 'item', text: JSON.stringify(item) };
  });
}

function contentText(content: unknown): string {
  if (typeof content === 'string') return content;
  if (!Array.isArray(content)) return JSON.stringify(content ?? '');
  return content.map(partText).join('\n');
}

function partText(part: unknown): string {
  if (typeof part !== 'object' || part === null) return String(part);
  const { text, type } = part as Record<string, unknown>;
  if (typeof text === 'string') return text;
  return `[${typeof type === 'string' ? type.replace('_', ' ') : 'a part'}]`;
}
