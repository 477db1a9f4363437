import { setImmediate as nextMacrotask } from 'node:timers/promises';
import type OpenAI from 'openai';
import { ApiError } from '../api-error.ts';
import type { FileStore } from '../files/file-store.ts';
import { chunksOf } from './chunk.ts';
import { chunkingOf, memberText, type Member } from './members.ts';
import { createRanking } from './rank.ts';
import type { Filter, SearchBody } from './schemas.ts';
import type { VectorStores } from './vector-stores.ts';

/** How many pieces are looked at before others have their turn. */
const PIECES_PER_TURN = 50;

type Found = OpenAI.VectorStoreSearchResponse;

/**
 * The pieces of a store's files that fit a query best.
 *
 * @throws ApiError when there is no such store, or its time is over
 */
export async function searchVectorStore(
  vectorStores: VectorStores,
  files: FileStore,
  id: string,
  body: SearchBody,
): Promise<{ queries: string[]; found: Found[] }> {
  const { object } = await vectorStores.get(id);
  if (object.status === 'expired') throw new ApiError(400, `Vector store ${id} is expired.`);
  await vectorStores.touch(id);

  const queries = [body.query].flat();
  const ranking = createRanking<{ member: Member; text: string }>(queries.join(' '));
  let pieces = 0;
  for await (const member of vectorStores.members(id)) {
    if (member.object.status !== 'completed' || !fits(body.filters, member.object.attributes ?? {})) continue;
    for (const text of chunksOf((await memberText(files, member.object.id)) ?? '', chunkingOf(member))) {
      ranking.add({ member, text }, text);
      if ((pieces += 1) % PIECES_PER_TURN === 0) await nextMacrotask();
    }
  }

  const least = body.ranking_options?.score_threshold ?? 0;
  const found = ranking
    .best(body.max_num_results)
    .filter(({ score }) => score >= least)
    .map(({ piece: { member, text }, score }) => ({
      file_id: member.object.id,
      filename: member.filename,
      score,
      attributes: member.object.attributes ?? {},
      content: [{ type: 'text' as const, text }],
    }));
  return { queries, found };
}

function fits(filter: Filter | undefined, attributes: Readonly<Record<string, string | number | boolean>>): boolean {
  if (!filter) return true;
  if ('filters' in filter) {
    const results = filter.filters.map((each) => fits(each, attributes));
    return filter.type === 'and' ? results.every(Boolean) : results.some(Boolean);
  }
  const { type, key, value } = filter;
  const own = attributes[key];
  const isAmong = [value].flat().some((each) => each === own);
  switch (type) {
    case 'eq':
    case 'in':
      return isAmong;
    case 'ne':
    case 'nin':
      return !isAmong;
    case 'gt':
      return typeof own === 'number' && typeof value === 'number' && own > value;
    case 'gte':
      return typeof own === 'number' && typeof value === 'number' && own >= value;
    case 'lt':
      return typeof own === 'number' && typeof value === 'number' && own < value;
    case 'lte':
      return typeof own === 'number' && typeof value === 'number' && own <= value;
    default:
      return type satisfies never;
  }
}
