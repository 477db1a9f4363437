import type OpenAI from 'openai';
import type { Logger } from 'pino';
import { createMarks } from '../markdown/marks.ts';
import { splitMessage } from '../markdown/split.ts';
import type { Answer } from './answer.ts';
import { type AnswerContent, textOf } from './answer-content.ts';
import { FORMULAS, type PlacedFile, WHOLE_ANSWER } from './answer-files.ts';
import { addLines, filesIntoParts } from './parts.ts';
import type { Surface } from './surface.ts';
import { newestPost, type Part, type TurnUnderWay } from './turn.ts';
import { createWriteAnswer } from './write-answer.ts';

/** A formula that is shown as a picture. */
export interface DrawnFormula {
  readonly number: number;
  readonly latex: string;
  readonly mark: string;
}

/** Formulas, written as Discord shows them. */
export interface Formulas {
  /** The text with its formulas as characters; of those that cannot be, a number and a mark. */
  write(markdown: string, nextMark: () => string): Promise<{ text: string; drawn: readonly DrawnFormula[] }>;
  /** A PNG of these, numbered. */
  draw(formulas: readonly DrawnFormula[]): Promise<Uint8Array>;
}

export interface ComposeOptions {
  client: OpenAI;
  surface: Pick<Surface, 'maxFileBytes'>;
  /** Markdown as Discord shows it, cut into messages. */
  toMessages: (markdown: string) => Promise<string[]>;
  formulas?: Formulas | undefined;
  log: Logger;
}

/** The messages of an answer, and what has to be said below it. */
interface Shown {
  readonly parts: Part[];
  readonly lines: readonly string[];
}

/** Of an answer that is too long, so many messages are shown before the file that has all of it. */
const SHOWN = 2;
const MAX_DESCRIPTION = 1_024;
/** Of a text that is this many times as long as what is shown of it, only the beginning is rendered and split. */
const MUCH_LONGER = 5;
/** Characters of Markdown that make more than one message. */
const MORE_THAN_MESSAGE = 3_000;

/** An answer of more messages than this becomes a file. */
function mostMessages(_work: TurnUnderWay): number {
  return 5;
}

/**
 * Makes the messages of an answer: its marks become numbers with a line of sources, its files go to the messages that speak
 * of them, formulas that Discord cannot show become pictures, and what is too long a file.
 */
export function createCompose({ client, surface, toMessages, formulas, log }: ComposeOptions) {
  const writeAnswer = createWriteAnswer({ client, log });

  /**
   * At least one part. `isForgotten`: people have to be told with it that the conversation has lost its memory. Rejects
   * with the signal's reason only.
   */
  return async function compose(
    work: TurnUnderWay,
    answer: Answer,
    { isForgotten, signal }: { isForgotten: boolean; signal: AbortSignal },
  ): Promise<Part[]> {
    const { insteadOfChosen: name, warnings = [] } = work.turn;
    const before = [
      ...(isForgotten ? [work.say('answers.forgotten')] : []),
      ...(name === undefined ? [] : [work.say('answers.insteadOfChosen', { name })]),
    ];
    const after = [...(answer.note === undefined ? [] : [answer.note]), ...(answer.isApology ? [] : warnings)];
    const { parts, lines } = answer.isApology ? plain(answer.content) : await orPlain(work, answer.content, signal);
    if (parts.length === 0 && answer.note === undefined) parts.push({ content: work.say('answers.emptyAnswer') });
    return addLines(parts, before, [...lines, ...after]);
  };

  /** As it stands is better than not at all. */
  async function orPlain(work: TurnUnderWay, content: AnswerContent, signal: AbortSignal): Promise<Shown> {
    try {
      return await show(work, content, signal);
    } catch (error) {
      signal.throwIfAborted();
      log.error({ conversationId: work.conversationId, err: error }, 'answer could not be composed');
      return plain(content);
    }
  }

  async function show(work: TurnUnderWay, content: AnswerContent, signal: AbortSignal): Promise<Shown> {
    const marks = createMarks(textOf(content));
    const maxBytes = surface.maxFileBytes(newestPost(work.turn).serverId);
    const options = { marks, maxBytes, say: work.say, signal };
    const { text, whole, files, sources, lines } = await writeAnswer(content, options);
    const most = mostMessages(work);
    const formulated = await formulas?.write(text, marks.nextMark);
    const draw = (isDrawing: boolean) => laidOut(formulated ?? { text, drawn: [] }, isDrawing);
    let parts: Part[];
    try {
      parts = await draw(true);
    } catch (error) {
      if (!formulated?.drawn.length) throw error;
      log.warn({ conversationId: work.conversationId, err: error }, 'formulas could not be drawn');
      parts = await draw(false);
    }
    return { parts, lines: sources === '' ? lines : [`-# ${sources}`, ...lines] };

    async function laidOut(formulated: { text: string; drawn: readonly DrawnFormula[] }, isDrawing: boolean) {
      const source = isDrawing ? formulated.text : withSources(formulated.text, formulated.drawn);
      const file = { text: sources === '' ? whole : `${whole}\n\n${sources}`, name: WHOLE_ANSWER };
      const bytes = Buffer.byteLength(file.text);
      const mayBeFile = bytes <= maxBytes;
      const marked = mayBeFile ? await enoughMessages(source, most) : await toMessages(source);
      const { messages, indexOf } = marks.takeMarks(marked);
      const isLong = mayBeFile && messages.length > most;
      const contents = isLong
        ? [...messages.slice(0, SHOWN), work.say('answers.wholeAnswer', { name: WHOLE_ANSWER })]
        : messages;
      const last = Math.max(contents.length - 1, 0);
      const placed = files.map((each) => ({
        ...each,
        index: Math.min(indexOf(each.mark), last),
        file: described(each.file, source, each.mark),
      }));
      const wholeFile = isLong ? [{ index: SHOWN, file, bytes }] : [];
      const pictures = [];
      for (const index of isDrawing ? contents.keys() : []) {
        const own = formulated.drawn.filter(({ mark }) => indexOf(mark) === index && !(isLong && index >= SHOWN));
        if (own.length > 0) pictures.push({ index, ...(await drawn(own)) });
      }
      return filesIntoParts(contents, [...wholeFile, ...pictures, ...placed], maxBytes);
    }
  }

  /** All messages, or, of a text that is much too long, those of its beginning. */
  async function enoughMessages(text: string, most: number): Promise<string[]> {
    const length = (most + 1) * MORE_THAN_MESSAGE;
    const end = text.length > length * MUCH_LONGER ? text.lastIndexOf('\n\n', length) : -1;
    // What hides text, as thoughts and comments do, may end far behind.
    if (end > 0 && !/<(?:th(?:ink|ought)|!--)/i.test(text.slice(0, end))) {
      const messages = await toMessages(text.slice(0, end));
      if (messages.length > most) return messages;
    }
    return toMessages(text);
  }

  async function drawn(own: readonly DrawnFormula[]) {
    const png = await formulas?.draw(own);
    if (!png) throw new Error('There is nothing to draw formulas with.');
    const description = own.map(({ number, latex }) => `(${number}) ${latex}`).join('\n');
    const base64 = Buffer.from(png).toString('base64');
    const file = { base64, name: FORMULAS, description: description.slice(0, MAX_DESCRIPTION) };
    return { file, bytes: png.length };
  }
}

function plain(content: AnswerContent): Shown {
  return { parts: splitMessage(textOf(content)).map((message) => ({ content: message })), lines: [] };
}

/** Formulas in the place of the pictures of them. */
function withSources(text: string, drawn: readonly DrawnFormula[]): string {
  return drawn.reduce((all, { mark, latex }) => all.replaceAll(mark, () => ` ${inlineCode(latex)}`), text);
}

function inlineCode(text: string): string {
  return `\`${text.replaceAll('`', "'").replace(/\s+/g, ' ').trim()}\``;
}

/** What whoever does not see a file is told: the link's words, or those before it, or its name. */
function described(file: PlacedFile['file'], text: string, mark: string): PlacedFile['file'] {
  const at = text.indexOf(mark);
  const before = text.slice(Math.max(at - MAX_DESCRIPTION, 0), Math.max(at, 0));
  const words = file.description ?? before;
  const said = words
    .replace(/[*_`~#>|[\]\u{f0000}-\u{ffffd}]/gu, '')
    .trim()
    .split('\n')
    .at(-1);
  return { ...file, description: (said || file.name).slice(0, MAX_DESCRIPTION) };
}
