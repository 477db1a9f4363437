import type { Logger } from 'pino';
import { createLexer } from '../markdown/dialect.ts';
import { applyEdits, type Edit } from '../markdown/edits.ts';
import { findFormulas, type Formula, mayHaveFormulas } from '../markdown/formulas.ts';
import { removeHidden } from '../markdown/hidden.ts';
import { toUnicode } from '../markdown/to-unicode.ts';
import { createDrawing } from './drawing.ts';

/** A formula of which the text has only the number. */
export interface DrawnFormula {
  readonly number: number;
  readonly latex: string;
  /** In the text wherever the number is. */
  readonly mark: string;
}

export interface FormulasOptions {
  /** How long all formulas of a text may take. A picture of them may take four times as long. @default 5_000 */
  timeoutMs?: number;
  /** How long the process that draws is kept when there is nothing to draw. @default 60_000 */
  idleMs?: number;
  log?: Logger;
}

/** Longer ones are no formulas for people. */
const MAX_LATEX = 2_000;
const MAX_FORMULAS = 40;
/** Of one formula and of all of a text, in the picture's pixels. */
const MAX_HEIGHT = 2_000;
const MAX_TOTAL_HEIGHT = 6_000;
/** What is in it has been set in time before, so that only a busy machine is to blame. */
const PICTURE_TIME = 4;

/** Shows LaTeX in Discord, which does not: as Unicode where that is enough, else as a picture. */
export function createFormulas({ timeoutMs = 5_000, idleMs = 60_000, log }: FormulasOptions = {}) {
  const drawing = createDrawing({ idleMs, log });

  return {
    /**
     * The text with simple formulas as Unicode, and with every other as its number in inline code, in which `nextMark` puts an
     * invisible mark. Equal ones have the same number and mark. One that cannot be drawn stays as it was written, in code. For
     * a text that is then rendered and split. Never rejects.
     */
    async write(markdown: string, nextMark: () => string): Promise<Placed> {
      const read = readFormulas(markdown);
      if (!read) return { text: markdown, drawn: [] };
      const drawable = await chooseDrawable(read.formulas.filter(({ unicode }) => unicode === undefined));
      return place(read, ({ latex }) => drawable.has(latex), nextMark);
    },

    /** What `write` makes of a text of which every formula can be drawn, without its marks; draws nothing, so at once. */
    sketch(markdown: string): string {
      const read = readFormulas(markdown);
      return read
        ? place(
            read,
            ({ latex }) => latex.length <= MAX_LATEX,
            () => '',
          ).text
        : markdown;
    },

    /**
     * A PNG of these, one under the other with their numbers, to be read on a dark and on a light background.
     * @throws when it takes too long
     */
    async draw(formulas: readonly DrawnFormula[]): Promise<Uint8Array> {
      return drawing.draw(
        formulas.map(({ number, latex }) => ({ number, latex })),
        timeoutMs * PICTURE_TIME,
      );
    },

    close: async () => drawing.close(),
  };

  /** Those that can be drawn, as long as there is time and room. One that takes too long does not take the time of all. */
  async function chooseDrawable(formulas: readonly Formula[]): Promise<ReadonlySet<string>> {
    if (formulas.length === 0) return new Set();
    const chosen = new Set<string>();
    const signal = AbortSignal.timeout(timeoutMs);
    const timedOut = new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
    await Promise.race([measureAll(), timedOut]);
    return new Set(chosen);

    async function measureAll(): Promise<void> {
      let room = MAX_TOTAL_HEIGHT;
      for (const latex of new Set(formulas.map((formula) => formula.latex))) {
        if (signal.aborted || chosen.size === MAX_FORMULAS) return;
        if (latex.length > MAX_LATEX) continue;
        const height = await measure(latex, signal);
        if (height === undefined || height > Math.min(MAX_HEIGHT, room)) continue;
        room -= height;
        chosen.add(latex);
      }
    }
  }

  /** A formula that ends the process is one that cannot be drawn. */
  async function measure(latex: string, signal: AbortSignal): Promise<number | undefined> {
    try {
      return await drawing.measure(latex, timeoutMs / 2, signal);
    } catch {
      return undefined;
    }
  }
}

interface Placed {
  readonly text: string;
  readonly drawn: readonly DrawnFormula[];
}

/** A formula, and what stands for it within a sentence, if that is enough. */
interface ReadFormula extends Formula {
  readonly unicode: string | undefined;
}

interface ReadText {
  readonly text: string;
  readonly formulas: readonly ReadFormula[];
}

/** The formulas in a text that hides nothing any more; nothing when there are none. */
function readFormulas(markdown: string): ReadText | undefined {
  if (!mayHaveFormulas(markdown)) return undefined;
  const text = removeHidden(createLexer(), markdown.replace(/\r\n?/g, '\n'));
  const formulas = findFormulas(text).map((formula) => {
    return { ...formula, unicode: formula.isDisplay ? undefined : toUnicode(formula.latex) };
  });
  return formulas.length === 0 ? undefined : { text, formulas };
}

function place({ text, formulas }: ReadText, isDrawn: (formula: Formula) => boolean, nextMark: () => string): Placed {
  const drawn = new Map<string, DrawnFormula>();
  const edits = formulas.map((formula): Edit => {
    const { start, end, latex, unicode } = formula;
    if (unicode !== undefined) return { start, end, text: unicode };
    if (!isDrawn(formula)) return { start, end, text: toUnicode(latex) ?? inCode(text, formula) };
    const known = drawn.get(latex) ?? { number: drawn.size + 1, latex, mark: nextMark() };
    drawn.set(latex, known);
    return { start, end, text: `\`(${known.number})${known.mark}\`` };
  });
  return { text: applyEdits(text, edits), drawn: [...drawn.values()] };
}

/** As it was written, so that Discord shows it to the character. */
function inCode(text: string, { start, end, latex, prefix }: Formula): string {
  const written = text.slice(start, end);
  const longest = Math.max(0, ...(written.match(/`+/g) ?? []).map(({ length }) => length));
  if (prefix !== undefined && written.includes('\n')) {
    const fence = '`'.repeat(Math.max(3, longest + 1));
    const indentation = new RegExp(`^[ \\t]{0,${prefix.length}}`);
    const lines = latex.split('\n').map((line) => line.replace(indentation, ''));
    return [`${fence}latex`, ...lines, fence].join(`\n${prefix}`);
  }
  const marker = '`'.repeat(longest + 1);
  const line = written.replace(/\s*\n[\s>]*/g, ' ');
  return longest === 0 ? `${marker}${line}${marker}` : `${marker} ${line} ${marker}`;
}
