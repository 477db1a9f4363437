/** The part of a file that a player asks for, `bytes=0-99`; undefined for all of it: https://www.rfc-editor.org/rfc/rfc9110#name-range-requests */
export function parseRange(
  header: string | null,
  size: number,
): { start: number; end: number } | 'outside' | undefined {
  const [, from, to] = /^bytes=(\d*)-(\d*)$/.exec(header ?? '') ?? [];
  if (from === undefined || to === undefined || (from === '' && to === '')) return undefined;
  // `-100` are the last hundred.
  const start = from === '' ? Math.max(0, size - Number(to)) : Number(from);
  const end = from === '' || to === '' ? size : Math.min(Number(to) + 1, size);
  return start < end ? { start, end } : 'outside';
}
