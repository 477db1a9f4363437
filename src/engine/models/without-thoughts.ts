const OPENING = '<think>';
const CLOSING = '</think>';

/**
 * Takes the pieces of a message and gives back what of them may be shown: not what stands between `<think>` tags at
 * the beginning, where local models write their reasoning. Later tags are text: somebody may talk about them.
 */
export function createThoughtFilter() {
  let held = '';
  let place: 'beginning' | 'thoughts' | 'message' = 'beginning';

  function push(piece: string): string {
    if (place === 'message') return piece;
    held += piece;
    if (place === 'beginning') {
      const start = held.trimStart();
      if (start.length < OPENING.length && OPENING.startsWith(start)) return '';
      if (!start.startsWith(OPENING)) return release();
      place = 'thoughts';
    }
    const end = held.indexOf(CLOSING);
    if (end === -1) return '';
    held = held.slice(end + CLOSING.length).trimStart();
    place = 'beginning'; // white space or more thoughts may follow
    return push('');
  }

  function release(): string {
    place = 'message';
    const text = held;
    held = '';
    return text;
  }

  return {
    /** What of the message may be shown now. */
    push,
    /** What was held back when the message ended. */
    end: () => (place === 'beginning' ? release() : ''),
  };
}
