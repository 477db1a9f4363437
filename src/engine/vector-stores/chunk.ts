const CHARACTERS_PER_TOKEN = 4;

/** How large the pieces of a text are, in tokens: what OpenAI calls a static strategy. */
export interface Chunking {
  readonly max_chunk_size_tokens: number;
  /** How much of a piece is said again in the next one; half of it at most. */
  readonly chunk_overlap_tokens: number;
}

/** What OpenAI does when nothing else is asked for. */
export const DEFAULT_CHUNKING: Chunking = { max_chunk_size_tokens: 800, chunk_overlap_tokens: 400 };

/** A text in pieces that overlap, cut between words; tokens are estimated. */
export function* chunksOf(text: string, chunking: Chunking): Generator<string> {
  const size = chunking.max_chunk_size_tokens * CHARACTERS_PER_TOKEN;
  const overlap = chunking.chunk_overlap_tokens * CHARACTERS_PER_TOKEN;
  for (let start = 0; start < text.length;) {
    const end = start + size >= text.length ? text.length : betweenWords(text, start + size, start + overlap + 1);
    const piece = text.slice(start, end).trim();
    if (piece !== '') yield piece;
    if (end === text.length) return;
    start = betweenWords(text, end - overlap, start + 1);
  }
}

/** The nearest place before `at`, but not before `least`, that is behind a space; `at` when there is none. */
function betweenWords(text: string, at: number, least: number): number {
  for (let place = at; place >= least; place -= 1) if (/\s/.test(text.charAt(place - 1))) return place;
  // Not between the two halves of one character.
  return /[\udc00-\udfff]/.test(text.charAt(at)) && at > least ? at - 1 : at;
}
