import { renderForDiscord } from './render.ts';
import { splitMessage } from './split.ts';

/** An answer that is to be written as messages. */
export interface Writing {
  readonly markdown: string;
  /** Lines before and after it, which stay as they are. */
  readonly before?: readonly string[];
  readonly after?: readonly string[];
}

/** What came of it; an error when it is not what it should be, though nothing is missing. */
export interface Written {
  readonly messages: readonly string[];
  readonly error?: unknown;
}

/** Discord's limit, in UTF-16 units. */
const MESSAGE_LIMIT = 2_000;

/** Renders an answer and cuts it into messages. As it stands is better than not at all: it never throws. */
export function writeMessages(writing: Writing, render = renderForDiscord, split = splitMessage): Written {
  try {
    return { messages: split(join(writing, render(writing.markdown))) };
  } catch (error) {
    return { messages: splitOnly(writing, split).messages, error };
  }
}

/** Cuts an answer into messages as the assistant wrote it; see {@link writeMessages}. */
export function splitOnly(writing: Writing, split = splitMessage): Written {
  try {
    return { messages: split(join(writing, writing.markdown)) };
  } catch (error) {
    return { messages: cutOnly(writing), error };
  }
}

/** Cuts an answer wherever a message is full, but no character in two. What is blank is no message. */
export function cutOnly(writing: Writing): string[] {
  const text = join(writing, writing.markdown);
  const messages: string[] = [];
  for (let from = 0; from < text.length;) {
    const isWithin = (text.charCodeAt(from + MESSAGE_LIMIT - 1) & 0xfc00) === 0xd800;
    const to = from + MESSAGE_LIMIT - (isWithin ? 1 : 0);
    messages.push(text.slice(from, to));
    from = to;
  }
  return messages.filter((message) => message.trim() !== '');
}

function join({ before = [], after = [] }: Writing, text: string): string {
  return [...before, text, ...after].join('\n');
}
