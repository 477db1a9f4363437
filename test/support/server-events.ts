import { onTestFinished } from 'vitest';

/** Follows a stream of server-sent events until the test ends: what `data` said, each with the time it came. */
export async function followEvents(url: string, headers: Record<string, string> = {}) {
  const stop = new AbortController();
  onTestFinished(() => stop.abort());
  const response = await fetch(url, { headers, signal: stop.signal });
  const events: { data: unknown; id: string | undefined; atMs: number }[] = [];
  void read(response).catch(() => undefined);

  async function read({ body }: Response): Promise<void> {
    const decoder = new TextDecoder();
    let rest = '';
    for await (const chunk of body as ReadableStream<Uint8Array>) {
      rest += decoder.decode(chunk, { stream: true });
      const blocks = rest.split('\n\n');
      rest = blocks.pop() ?? '';
      for (const block of blocks) {
        const data = /^data: (.*)$/m.exec(block)?.[1];
        if (data === undefined) continue;
        events.push({ data: JSON.parse(data), id: /^id: (.*)$/m.exec(block)?.[1], atMs: performance.now() });
      }
    }
  }

  return events;
}
