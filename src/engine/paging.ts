import { ApiError } from './api-error.ts';
import type { Kept, Ordered } from './ordered.ts';
import type { PageQuery } from './schemas.ts';

interface Listed {
  readonly object: { readonly id: string };
}

/** One page of a list, as the API answers it. */
export function listBody<Shown extends { id: string }>(data: readonly Shown[], hasMore: boolean) {
  return {
    object: 'list' as const,
    data,
    first_id: data[0]?.id ?? null,
    last_id: data.at(-1)?.id ?? null,
    has_more: hasMore,
  };
}

/** What `readPage` needs of a list. */
type Pageable<Entry extends Listed> = Pick<Ordered<Entry>, 'scan'> & Partial<Pick<Ordered<Entry>, 'placeOfRemoved'>>;

/**
 * The entries that a list request asks for: what follows `after` in the asked order or, with `before` alone, the page
 * that ends right before it. `end` is the place after the list's last one; `find` reads a cursor's entry.
 */
export async function readPage<Entry extends Listed>(
  list: Pageable<Entry>,
  query: PageQuery,
  end: number,
  find: (id: string) => Promise<Kept<Entry> | undefined>,
): Promise<{ entries: Kept<Entry>[]; hasMore: boolean }> {
  const { limit, order } = query;
  const [after, before] = [await cursor('after'), await cursor('before')];
  const isDescending = order === 'desc';
  const from = (isDescending ? before : after) ?? -1;
  const to = (isDescending ? after : before) ?? end;
  const isBackwards = after === undefined && before !== undefined;

  const entries: Kept<Entry>[] = [];
  const newestFirst = isDescending !== isBackwards;
  for await (const entry of list.scan({ from: from + 1, to, newestFirst, chunk: limit + 1 })) {
    entries.push(entry);
    if (entries.length > limit) break;
  }
  const page = entries.slice(0, limit);
  return { entries: isBackwards ? page.toReversed() : page, hasMore: entries.length > limit };

  async function cursor(name: 'after' | 'before'): Promise<number | undefined> {
    const id = query[name];
    if (id === undefined) return undefined;
    const place = (await find(id))?.seq ?? (await list.placeOfRemoved?.(id));
    // Not a 404: clients take that for a missing thread and start a new one.
    if (place === undefined) {
      throw new ApiError(400, `Invalid '${name}': no object found with id '${id}'.`, {
        code: 'invalid_value',
        param: name,
      });
    }
    return place;
  }
}

/** A list that is already in memory, in order of place. */
export function listOf<Entry extends Listed>(entries: readonly Kept<Entry>[]): Pageable<Entry> {
  return {
    async *scan({ from = 0, to, newestFirst }) {
      const found = entries.filter(({ seq }) => seq >= from && seq < to);
      yield* newestFirst ? found.toReversed() : found;
    },
  };
}
