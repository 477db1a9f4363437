import type { ReadDocument } from './document.ts';

/** Reads plain text in UTF-8 and nothing else. */
export const readUtf8: ReadDocument = async ({ bytes }, signal) => {
  signal.throwIfAborted();
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    if (text.includes('\0')) return { kind: 'unreadable', because: 'type' };
    return { kind: 'text', text, isCut: false };
  } catch {
    return { kind: 'unreadable', because: 'type' };
  }
};
