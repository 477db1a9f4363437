import type { ModelEvent } from './model.ts';

/** A file that the text cites. */
export interface Citation {
  /** Before which character of the provider's text the marker belongs; counted in code points, as its server does. */
  readonly index: number;
  readonly fileId: string;
  readonly filename: string;
}

type Spoken = Extract<ModelEvent, { type: 'text' | 'annotation' }>;

/** The text of a message, with markers for what it cites. */
export type CitedText = ReturnType<typeof createCitedText>;

/**
 * The Responses API says beside the text where a citation belongs; in the Assistants API a marker stands in the text,
 * which clients search and replace. So each marker is unlike every other one (`【4:0†report.pdf】`), and is said at its
 * place in the stream; when the text is further already, at once: what was said is never changed.
 */
export function createCitedText(outputIndex: number) {
  let [text, codePoints, marks] = ['', 0, 0];
  let waiting: Citation[] = [];

  function* say(piece: string): Generator<Spoken> {
    if (piece === '') return;
    text += piece;
    yield { type: 'text', text: piece };
  }

  function* mark({ fileId, filename }: Citation): Generator<Spoken> {
    const marker = `【${outputIndex}:${marks}†${filename.replace(/[【】\s]+/g, ' ').trim() || 'source'}】`;
    marks += 1;
    const start = text.length;
    yield* say(marker);
    yield {
      type: 'annotation',
      annotation: { type: 'file_citation', text: marker, start, end: start + marker.length, fileId },
    };
  }

  function* markReached(): Generator<Spoken> {
    const reached = waiting.filter(({ index }) => index <= codePoints);
    waiting = waiting.filter(({ index }) => index > codePoints);
    for (const citation of reached) yield* mark(citation);
  }

  return {
    /** What was said so far, with its markers: `start` and `end` of annotations count in it, in UTF-16. */
    text: () => text,

    *add(delta: string): Generator<Spoken> {
      const rest = Array.from(delta);
      while (waiting.length > 0) {
        const next = Math.min(...waiting.map(({ index }) => index));
        if (next > codePoints + rest.length) break;
        yield* say(rest.splice(0, next - codePoints).join(''));
        codePoints = next;
        yield* markReached();
      }
      codePoints += rest.length;
      yield* say(rest.join(''));
    },

    *cite(citation: Citation): Generator<Spoken> {
      waiting.push(citation);
      yield* markReached();
    },

    /** Text that is not the provider's. */
    say,

    /** Says the markers that are still waiting; what follows is a text of its own, with its own places. */
    *end(): Generator<Spoken> {
      codePoints = Infinity;
      yield* markReached();
      codePoints = 0;
    },
  };
}
