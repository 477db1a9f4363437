import type OpenAI from 'openai';
import type { Logger } from 'pino';
import { alternativeText, wordsAround } from '../markdown/alternative-text.ts';
import { createMarks, type Marks } from '../markdown/marks.ts';
import { splitMessage } from '../markdown/split.ts';
import type { Answer } from './answer.ts';
import { type AnswerContent, textContent, textOf } from './answer-content.ts';
import { FORMULAS, WHOLE_ANSWER } from './answer-files.ts';
import { cutAnswer, type ToMessages } from './cut-answer.ts';
import { filesNote } from './files-note.ts';
import { addLines, filesIntoParts } from './parts.ts';
import type { Surface } from './surface.ts';
import { newestPost, type Part, type TurnUnderWay } from './turn.ts';
import { createWriteAnswer, type Written } from './write-answer.ts';

/** A formula that is shown as a picture. */
export interface DrawnFormula {
  readonly number: number;
  readonly latex: string;
  readonly mark: string;
}

/** Formulas, written as Discord shows them. */
export interface Formulas {
  /** The text with its formulas as characters; of those that cannot be, a number with a mark, in code. */
  write(markdown: string, nextMark: () => string): Promise<{ text: string; drawn: readonly DrawnFormula[] }>;
  /** The same at once for a text that is still being written: without marks, and as if all could be drawn. */
  sketch(markdown: string): string;
  /** A PNG of these, numbered. */
  draw(formulas: readonly DrawnFormula[]): Promise<Uint8Array>;
}

export interface ComposeOptions {
  client: OpenAI;
  surface: Pick<Surface, 'maxFileBytes'>;
  toMessages: ToMessages;
  formulas?: Formulas | undefined;
  log: Logger;
}

export interface ComposedAs {
  /** People have to be told with it that the conversation has lost its memory. */
  isForgotten: boolean;
  /** An answer of more becomes a file. */
  mostMessages: number;
  signal: AbortSignal;
}

const MAX_DESCRIPTION = 1_024;

/** The messages of an answer, and what has to be said below it. */
interface Shown {
  readonly parts: readonly Part[];
  readonly lines: readonly string[];
}

interface Formulated {
  readonly text: string;
  readonly drawn: readonly DrawnFormula[];
}

/**
 * Makes the messages of an answer: its marks become numbers with a line of sources, its files go to the messages that speak
 * of them, formulas that Discord cannot show become pictures, and what is too long a file.
 */
export function createCompose({ client, surface, toMessages, formulas, log }: ComposeOptions) {
  const writeAnswer = createWriteAnswer({ client, log });

  /**
   * At least one part. Rejects with the signal's reason only.
   */
  async function compose(work: TurnUnderWay, answer: Answer, options: ComposedAs): Promise<Part[]> {
    const { warnings = [] } = work.turn;
    const before = [...(options.isForgotten ? [work.say('answers.forgotten')] : []), ...instead(work)];
    const note = answer.note === undefined ? [] : [answer.note];
    const after = answer.isApology ? note : [...note, ...warnings, ...filesNote(work.turn, work.say)];
    const { parts, lines } = answer.isApology ? plain(answer.content) : await orPlain(work, answer.content, options);
    const isEmpty = parts.length === 0 && lines.length === 0 && answer.note === undefined;
    const shown = isEmpty ? [{ content: work.say('answers.emptyAnswer') }] : parts;
    return addLines(shown, before, [...lines, ...after]);
  }

  /** What is shown of an answer that is still being written, as messages. Asks nobody for anything, and draws nothing. */
  async function sketch(work: TurnUnderWay, markdown: string, signal: AbortSignal): Promise<string[]> {
    const marks = createMarks(markdown);
    const { text } = await writeAnswer(textContent(markdown), { marks, maxBytes: 0, say: work.say, signal });
    const { messages } = marks.takeMarks(await toMessages(formulas?.sketch(text) ?? text));
    const parts = messages.map((content) => ({ content }));
    return addLines(parts, instead(work), []).map(({ content }) => content);
  }

  /** As it stands is better than not at all. */
  async function orPlain(work: TurnUnderWay, content: AnswerContent, options: ComposedAs): Promise<Shown> {
    try {
      return await show(work, content, options);
    } catch (error) {
      options.signal.throwIfAborted();
      log.error({ conversationId: work.conversationId, err: error }, 'answer could not be composed');
      return plain(content);
    }
  }

  async function show(work: TurnUnderWay, content: AnswerContent, options: ComposedAs): Promise<Shown> {
    const { mostMessages, signal } = options;
    const marks = createMarks(textOf(content));
    const maxBytes = surface.maxFileBytes(newestPost(work.turn).serverId);
    const written = await writeAnswer(content, { marks, maxBytes, say: work.say, signal });
    const { sources, lines } = written;
    const formulated = await formulate(work, written.text, marks);
    const layOut = async (one: Formulated) => layOutParts(work, written, one, { marks, maxBytes, mostMessages });
    const parts = await layOut(formulated).catch((error: unknown) => {
      if (formulated.drawn.length === 0) throw error;
      log.warn({ conversationId: work.conversationId, err: error }, 'formulas could not be drawn');
      return layOut({ text: asCode(formulated), drawn: [] });
    });
    return { parts, lines: sources === '' ? lines : [`-# ${sources}`, ...lines] };
  }

  async function formulate({ conversationId }: TurnUnderWay, text: string, marks: Marks): Promise<Formulated> {
    try {
      return (await formulas?.write(text, marks.nextMark)) ?? { text, drawn: [] };
    } catch (error) {
      log.error({ conversationId, err: error }, 'formulas could not be written');
      return { text, drawn: [] };
    }
  }

  async function layOutParts(
    work: TurnUnderWay,
    { whole, sources, files }: Written,
    { text, drawn }: Formulated,
    { marks, maxBytes, mostMessages }: { marks: Marks; maxBytes: number; mostMessages: number },
  ): Promise<Part[]> {
    const wholeText = sources === '' ? whole : `${whole}\n\n${sources}`;
    const bytes = Buffer.byteLength(wholeText);
    const fileLine = bytes <= maxBytes ? work.say('answers.wholeAnswer', { name: WHOLE_ANSWER }) : undefined;
    const cut = await cutAnswer(text, toMessages, { marks, most: mostMessages, fileLine });
    const { contents, indexOf, fileIndex } = cut;
    const wholeFile = { index: fileIndex ?? -1, file: { text: wholeText, name: WHOLE_ANSWER }, bytes };
    // What is not shown needs no picture.
    const shown = drawn.filter(({ mark }) => indexOf(mark) !== fileIndex);
    const pictures = await Promise.all(
      [...Map.groupBy(shown, ({ mark }) => indexOf(mark))].map(async ([index, own]) => {
        return { index, ...(await picture(own)) };
      }),
    );
    const placed = files.map(({ file, mark, bytes }) => {
      const words = file.description ?? wordsAround(text, Math.max(text.indexOf(mark), 0));
      const description = alternativeText(words) || file.name;
      return { index: indexOf(mark), file: { ...file, description }, ...(bytes !== undefined && { bytes }) };
    });
    return filesIntoParts(contents, [wholeFile, ...pictures, ...placed], maxBytes);
  }

  async function picture(own: readonly DrawnFormula[]) {
    const png = await formulas?.draw(own);
    if (!png) throw new Error('There is nothing to draw formulas with.');
    const description = own.map(({ number, latex }) => `(${number}) ${latex}`).join('\n');
    const base64 = Buffer.from(png).toString('base64');
    const file = { base64, name: FORMULAS, description: description.slice(0, MAX_DESCRIPTION).toWellFormed() };
    return { file, bytes: png.length };
  }

  return { compose, sketch };
}

/** Says that another assistant answers than the one that was chosen. */
function instead({ turn, say }: TurnUnderWay): string[] {
  const { insteadOfChosen: name } = turn;
  return name === undefined ? [] : [say('answers.insteadOfChosen', { name })];
}

function plain(content: AnswerContent): Shown {
  return { parts: splitMessage(textOf(content)).map((message) => ({ content: message })), lines: [] };
}

/** The text with formulas in the place of their numbers. */
function asCode({ text, drawn }: Formulated): string {
  return drawn.reduce((all, { number, mark, latex }) => {
    const inCode = latex.replaceAll('`', "'").replace(/\s+/g, ' ').trim();
    return all.replaceAll(`(${number})${mark}`, () => inCode);
  }, text);
}
