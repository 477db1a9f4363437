import type { Marks } from '../markdown/marks.ts';

/** Markdown as Discord shows it, cut into messages. */
export type ToMessages = (markdown: string) => Promise<string[]>;

export interface CutOptions {
  marks: Marks;
  /** An answer of more messages is shown in part, before a message with a file. */
  most: number;
  /** What that message says; absent when there can be no file. */
  fileLine: string | undefined;
}

/** The messages of an answer, without marks. */
export interface CutAnswer {
  readonly contents: string[];
  /** Of the message in which the place of a mark is; of the last one, when that is not shown. */
  indexOf(mark: string): number;
  /** Of the message that has the file with the whole answer. */
  readonly fileIndex?: number;
}

/** Of an answer that is too long, so many messages are shown, unless fewer are the most. */
const SHOWN = 2;
/** Characters of Markdown that make more than one message. */
const MORE_THAN_MESSAGE = 3_000;
/** Of a text that is so many times as long as what is too long, only the beginning is rendered and split. */
const MUCH_LONGER = 5;

/** Cuts an answer into messages; of one that is too long, its beginning. */
export async function cutAnswer(text: string, toMessages: ToMessages, options: CutOptions): Promise<CutAnswer> {
  const { marks, most, fileLine } = options;
  const beginning = fileLine === undefined ? undefined : beginningOf(text, most);
  let marked = beginning === undefined ? [] : await toMessages(beginning);
  if (marked.length <= most) marked = await toMessages(text);
  const { messages, indexOf } = marks.takeMarks(marked);
  if (fileLine === undefined || messages.length <= most) return { contents: messages, indexOf };
  const fileIndex = Math.min(SHOWN, most);
  return {
    contents: [...messages.slice(0, fileIndex), fileLine],
    indexOf: (mark) => Math.min(indexOf(mark), fileIndex),
    fileIndex,
  };
}

function beginningOf(text: string, most: number): string | undefined {
  const length = (most + 1) * MORE_THAN_MESSAGE;
  if (text.length < length * MUCH_LONGER) return undefined;
  const beginning = text.slice(0, Math.max(text.lastIndexOf('\n\n', length), 0));
  // What hides text, as thoughts and comments do, may end far behind.
  return beginning === '' || /<(?:th(?:ink|ought)|!--)/i.test(beginning) ? undefined : beginning;
}
