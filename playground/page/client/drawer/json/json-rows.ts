/** Longer texts are cut until they are opened. */
const MAX_TEXT = 160;
/** Longer lists show so many at a time. */
const PAGE = 100;
/** What is open at first: the outermost, and what is in it as long as it is small. */
const SMALL = 8;

/** One line of a tree of JSON. */
export interface JsonRow {
  /** Unique in the tree: the keys that lead to it, as JSON. */
  path: string;
  parent: string | undefined;
  /** 1 is the outermost. */
  level: number;
  /** Its key or index; missing for the outermost. */
  name?: string;
  kind: 'object' | 'array' | 'string' | 'number' | 'boolean' | 'null' | 'more';
  text: string;
  /** Missing for what cannot be opened. */
  isOpen?: boolean;
  /** From 1. */
  position: number;
  siblings: number;
}

/** What somebody has opened (or closed) and how much of long lists they look at, by path. */
export interface JsonLook {
  open: ReadonlyMap<string, boolean>;
  shown: ReadonlyMap<string, number>;
}

/** The lines of a tree that are to be seen, from top to bottom. */
export function jsonRows(value: unknown, look: JsonLook): JsonRow[] {
  return [...rowsOf(value, look, { keys: [], position: 1, siblings: 1 })];
}

/** The look after somebody has opened, closed or prolonged a line. */
export function toggled(look: JsonLook, row: JsonRow, wanted = !row.isOpen): JsonLook {
  if (row.kind !== 'more') return { ...look, open: new Map(look.open).set(row.path, wanted) };
  const list = row.parent ?? '';
  return { ...look, shown: new Map(look.shown).set(list, (look.shown.get(list) ?? PAGE) + PAGE) };
}

interface Place {
  keys: readonly string[];
  position: number;
  siblings: number;
}

function* rowsOf(value: unknown, look: JsonLook, { keys, position, siblings }: Place): Generator<JsonRow> {
  const path = JSON.stringify(keys);
  const parent = keys.length === 0 ? undefined : JSON.stringify(keys.slice(0, -1));
  const name = keys.at(-1);
  const row = { path, parent, level: keys.length + 1, position, siblings, ...(name !== undefined && { name }) };
  if (typeof value !== 'object' || value === null) {
    yield { ...row, ...leaf(value, look.open.get(path) ?? false) };
    return;
  }

  const isList = Array.isArray(value);
  const inner = Object.entries(value);
  const isOpen = look.open.get(path) ?? (keys.length === 0 || (keys.length === 1 && inner.length <= SMALL));
  const text = isList ? `[${inner.length}]` : summary(inner);
  yield { ...row, kind: isList ? 'array' : 'object', text, ...(inner.length > 0 && { isOpen }) };
  if (!isOpen) return;

  const shown = look.shown.get(path) ?? PAGE;
  const rest = inner.length - shown;
  const count = Math.min(inner.length, shown) + (rest > 0 ? 1 : 0);
  for (const [index, [key, child]] of inner.slice(0, shown).entries())
    yield* rowsOf(child, look, { keys: [...keys, key], position: index + 1, siblings: count });
  if (rest > 0)
    yield {
      path: `${path} more`,
      parent: path,
      level: keys.length + 2,
      kind: 'more',
      text: `${rest} more`,
      position: count,
      siblings: count,
    };
}

function leaf(value: unknown, isOpen: boolean): Pick<JsonRow, 'kind' | 'text' | 'isOpen'> {
  if (typeof value === 'string') {
    if (value.length <= MAX_TEXT && !value.includes('\n')) return { kind: 'string', text: JSON.stringify(value) };
    // What is open reads as it was meant, with its lines.
    return {
      kind: 'string',
      isOpen,
      text: isOpen ? value : `${JSON.stringify(value.slice(0, MAX_TEXT)).slice(0, -1)}…`,
    };
  }
  if (typeof value === 'number') return { kind: 'number', text: String(value) };
  if (typeof value === 'boolean') return { kind: 'boolean', text: String(value) };
  return { kind: 'null', text: 'null' };
}

function summary(entries: readonly (readonly [string, unknown])[]): string {
  const keys = entries.slice(0, 4).map(([key]) => key);
  return `{${keys.join(', ')}${entries.length > keys.length ? ', …' : ''}}`;
}
