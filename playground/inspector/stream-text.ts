/** So many characters of a stream are kept. */
const MAX_TEXT = 512 * 1024;

/**
 * What was said in a stream of events. Pieces of texts (`….delta`) are only counted: the whole texts follow them, and a
 * secret in pieces would not be recognised.
 */
export function createStreamText() {
  const decoder = new TextDecoder();
  let rest = '';
  let told = '';
  let pieces: { event: string; count: number } | undefined;
  let bytes = 0;

  function tellPieces(): void {
    if (pieces) told += `event: ${pieces.event}\n: ${pieces.count} times\n\n`;
    pieces = undefined;
  }

  function take(block: string): void {
    const event = /^event: ?(.*)$/m.exec(block)?.[1] ?? '';
    if (!event.endsWith('.delta')) {
      tellPieces();
      if (told.length < MAX_TEXT) told += `${block}\n\n`;
    } else if (pieces?.event === event) {
      pieces.count += 1;
    } else {
      tellPieces();
      pieces = { event, count: 1 };
    }
  }

  return {
    push(chunk: Uint8Array): void {
      bytes += chunk.length;
      rest += decoder.decode(chunk, { stream: true });
      const blocks = rest.split(/\r?\n\r?\n/);
      rest = blocks.pop() ?? '';
      for (const block of blocks) take(block);
    },
    end(): string {
      if (rest.trim() !== '') take(rest);
      tellPieces();
      return told;
    },
    bytes: () => bytes,
  };
}
