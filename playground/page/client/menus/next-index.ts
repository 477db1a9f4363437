/**
 * Which of some entries a key leads to: arrows (round and round), Home, End, and letters, which go to the next entry that
 * begins so. `undefined` for all other keys.
 */
export function nextIndex(key: string, index: number, texts: readonly string[]): number | undefined {
  const { length } = texts;
  if (length === 0) return undefined;
  if (key === 'ArrowDown') return (index + 1) % length;
  if (key === 'ArrowUp') return index <= 0 ? length - 1 : index - 1;
  if (key === 'Home') return 0;
  if (key === 'End') return length - 1;
  if (key.length !== 1 || key === ' ') return undefined;
  const begins = texts.map((text) => text.toLowerCase().startsWith(key.toLowerCase()));
  const found = begins.indexOf(true, index + 1);
  const first = found === -1 ? begins.indexOf(true) : found;
  return first === -1 ? undefined : first;
}
