interface StreamEvent {
  event: string;
  data: unknown;
}

/** The events in the text of a stream (`text/event-stream`); undefined for any other text. A comment stands for data that was left out. */
export function streamEvents(text: string): StreamEvent[] | undefined {
  if (!/^(?:event|data):/.test(text)) return undefined;
  return text
    .split(/\r?\n\r?\n/)
    .filter((block) => block.trim() !== '')
    .map((block) => {
      const lines = block.split(/\r?\n/);
      const field = (name: string) =>
        lines.filter((line) => line.startsWith(`${name}:`)).map((line) => line.slice(name.length + 1).trim());
      return { event: field('event')[0] ?? 'message', data: parsed([...field('data'), ...field('')].join('\n')) };
    });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text; // `[DONE]`, or it is cut
  }
}
