/** Collects the text of a document, with its lines, table cells and places. */
export type Output = ReturnType<typeof createOutput>;

/** A longer line is not kept back until its end. */
const MAX_LINE = 10_000;

export interface OutputOptions {
  /** What comes after them is not kept. */
  maxCharacters: number;
  /** Of `performance.now()`: by then, what there is has to do. */
  deadlineMs: number;
}

/** Of a document that is too long or takes too long, the beginning is kept. */
export function createOutput({ maxCharacters, deadlineMs }: OutputOptions) {
  const pieces: string[] = [];
  let length = 0;
  let line = '';
  let place: string | undefined;
  let cells = 0;

  function push(piece: string): void {
    if (length > maxCharacters) return;
    // A place without text is not named.
    const named =
      place === undefined || piece.trim() === '' ? piece : `${length === 0 ? '' : '\n'}[${place}]\n${piece}`;
    if (named !== piece) place = undefined;
    pieces.push(named.slice(0, maxCharacters + 1 - length));
    length += named.length;
  }

  function flush(end: string): void {
    if (line !== '') push(`${line}${end}`);
    line = '';
  }

  return {
    /** Says where in the document the following stands. */
    place(name: string): void {
      flush('\n');
      cells = 0;
      place = name;
    },
    write(text: string): void {
      line += text;
      if (line.length > MAX_LINE) flush('');
    },
    /** Ends a line; within a cell of a table, a word. */
    endLine(): void {
      if (cells > 0) line += ' ';
      else flush('\n');
    },
    /** Leaves a line empty. */
    skipLine(): void {
      if (cells > 0) return;
      flush('\n');
      if (length > 0 && place === undefined) push('\n');
    },
    openCell(): void {
      cells += 1;
    },
    /** Cells of a table within a table are words of the outer one. */
    closeCell(): void {
      cells = Math.max(0, cells - 1);
      line = `${line.trimEnd()}${cells > 0 ? ' ' : '\t'}`;
    },
    /** Whether no more of the document is wanted. */
    isFull: () => length + line.length > maxCharacters || performance.now() > deadlineMs,
    end(): string {
      flush('\n');
      return pieces.join('');
    },
  };
}
