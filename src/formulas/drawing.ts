import type { Logger } from 'pino';
import { createSideProcess } from '../side-process.ts';
import type { Answer, Numbered, Request } from './drawing-process.ts';

export interface DrawingOptions {
  /** How long the process may do nothing before it is ended. */
  idleMs: number;
  log?: Logger | undefined;
}

const PROGRAM = new URL('drawing-process.ts', import.meta.url);
/** What MathJax takes and as much again. The picture's pixels are not among it: picture.ts bounds them. */
const MAX_MEMORY_MB = 128;

/** Sets and draws formulas in another process, as whatever is written in them, only that may suffer. */
export function createDrawing({ idleMs, log }: DrawingOptions) {
  const { ask, close } = createSideProcess<Request, Answer>({
    program: PROGRAM,
    maxMemoryMb: MAX_MEMORY_MB,
    idleMs,
    log,
  });

  return {
    /**
     * How tall a formula is in a picture, in pixels; undefined when it cannot be drawn: because of a mistake in it, of a
     * character without a glyph, or because it is too wide.
     * @throws when it takes longer than that, or too much memory; the signal's reason
     */
    async measure(latex: string, timeoutMs: number, signal: AbortSignal): Promise<number | undefined> {
      return (await ask({ measure: latex }, { timeoutMs, signal })) as number | undefined;
    },

    /**
     * The formulas as a PNG, one under the other with their numbers.
     * @throws when it takes longer than that, or too much memory
     */
    async draw(formulas: readonly Numbered[], timeoutMs: number): Promise<Uint8Array> {
      return (await ask({ draw: formulas }, { timeoutMs })) as Uint8Array;
    },

    close,
  };
}
