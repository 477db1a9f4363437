import type { Quote } from './quote.ts';

export type Quotes = ReturnType<typeof createQuotes>;

/** So many messages are remembered; of each at most what Discord allows, about 10,000 characters. */
const MAX_KEPT = 200;

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
