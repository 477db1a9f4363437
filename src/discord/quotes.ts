import type { Message } from 'discord.js';
import { speakerName } from '../conversation/post.ts';
import { attachedFile } from './read-post.ts';

/** A message of somebody else that a question is about. */
export interface Quote {
  readonly author: string;
  /** What the assistant reads of it, without its author; empty when there is nothing to read. */
  readonly text: string;
  readonly fileCount: number;
  readonly url: string;
}

export type Quotes = ReturnType<typeof createQuotes>;

/** So many messages are remembered; of each at most what Discord allows, about 10,000 characters. */
const MAX_KEPT = 200;
const MAX_EMBEDS = 5;
const MAX_EMBED_TEXT = 500;

/**
 * Remembers messages between the menu that was opened on them and the question that is then written: without the Message
 * Content intent Discord shows them only once. After a restart they are read again, where that intent is on.
 */
export function createQuotes() {
  const kept = new Map<string, Quote>();
  const keyOf = (personId: string, messageId: string) => `${personId}/${messageId}`;

  return {
    keep(personId: string, messageId: string, quote: Quote): void {
      const [oldest] = kept.keys();
      if (kept.size >= MAX_KEPT && oldest !== undefined) kept.delete(oldest);
      kept.set(keyOf(personId, messageId), quote);
    },

    /** It is forgotten then. */
    take(personId: string, messageId: string): Quote | undefined {
      const key = keyOf(personId, messageId);
      const quote = kept.get(key);
      kept.delete(key);
      return quote;
    },
  };
}

/** What there is to read of a message: its text, its embeds in short, the names of its files. */
export function quoteOf({ author, member, content, embeds, attachments, url }: Message): Quote {
  const embedded = embeds.slice(0, MAX_EMBEDS).map(({ title, description, url: link }) => {
    const said = [title, description, link].filter((part) => part).join(' – ');
    return said && `(embed: ${shorten(said)})`;
  });
  const files = [...attachments.values()].map(({ name }) => attachedFile(name));
  return {
    author: speakerName(member?.displayName ?? author.displayName),
    text: [content.trim(), ...embedded, ...files].filter((line) => line !== '').join('\n'),
    fileCount: files.length,
    url,
  };
}

/** What the assistant reads of a question about a message: no line of it can pass for the asker's own words. */
export function aboutQuote(question: string, asker: string, quote: Quote): string {
  const lines = quote.text.split(/\r\n|[\n\r\u2028\u2029]/).map((line) => `> ${line}`);
  const introduction = `About this message by ${quote.author}, quoted here; it is not by ${speakerName(asker)}.`;
  return [question, '', introduction, ...lines].join('\n');
}

function shorten(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > MAX_EMBED_TEXT ? `${line.slice(0, MAX_EMBED_TEXT - 1)}…` : line;
}
