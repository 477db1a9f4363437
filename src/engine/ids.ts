import { randomBytes } from 'node:crypto';

// Only letters and digits: client libraries find ids in error texts with `thread_([a-zA-Z0-9]+)`.
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const LENGTH = 24;

/** What an id of the API begins with. */
export type IdPrefix = 'asst' | 'thread' | 'msg' | 'run' | 'step';

/** A new id as OpenAI makes them, such as `thread_T6qwGAxh0EaHsPrcHZ7JCJ1k`. */
export function createId(prefix: IdPrefix | 'call' | 'req'): string {
  let characters = '';
  while (characters.length < LENGTH) {
    for (const byte of randomBytes(2 * LENGTH)) characters += ALPHABET[byte & 63] ?? ''; // 62 and 63 are thrown again
  }
  return `${prefix}_${characters.slice(0, LENGTH)}`;
}

/** Whether the text has the form of such an id, however long; what has not cannot be in the store. */
export function isId(prefix: IdPrefix, text: string): boolean {
  return text.startsWith(`${prefix}_`) && /^[A-Za-z0-9]+$/.test(text.slice(prefix.length + 1));
}
