import { z } from 'zod';
import { chunkingStrategy, metadata, pageQuery } from '../schemas.ts';

const MAX_FILES = 500;
const MAX_ATTRIBUTES = 16;

const attributeValue = z.union([z.string().max(512), z.number(), z.boolean()]);

const attributes = z
  .record(z.string().max(64), attributeValue)
  .refine(
    (value) => Object.keys(value).length <= MAX_ATTRIBUTES,
    `Expected at most ${MAX_ATTRIBUTES} attributes of a file.`,
  )
  .nullish();

const expiresAfter = z.object({ anchor: z.literal('last_active_at'), days: z.int().min(1).max(365) });

/** A vector store to create. */
export const vectorStoreBody = z.object({
  file_ids: z.array(z.string()).max(MAX_FILES).nullish(),
  name: z.string().nullish(),
  description: z.string().nullish(),
  expires_after: expiresAfter.nullish(),
  chunking_strategy: chunkingStrategy,
  metadata: metadata.nullish(),
});
export type VectorStoreBody = z.output<typeof vectorStoreBody>;

/** Changes to a vector store. */
export const vectorStoreChanges = z.object({
  name: z.string().nullish(),
  expires_after: expiresAfter.nullish(),
  metadata: metadata.nullish(),
});
export type VectorStoreChanges = z.output<typeof vectorStoreChanges>;

/** A file to put into a vector store. */
export const vectorFileBody = z.object({ file_id: z.string(), attributes, chunking_strategy: chunkingStrategy });
export type VectorFileBody = z.output<typeof vectorFileBody>;

/** Changes to a file of a vector store. */
export const vectorFileChanges = z.object({ attributes });

/** Files to put into a vector store together. */
export const batchBody = z
  .object({
    file_ids: z.array(z.string()).min(1).max(MAX_FILES).nullish(),
    files: z.array(vectorFileBody).min(1).max(MAX_FILES).nullish(),
    attributes,
    chunking_strategy: chunkingStrategy,
  })
  .refine((body) => Boolean(body.file_ids) !== Boolean(body.files), "Give either 'file_ids' or 'files'.");

/** What a list of the files of a vector store is asked for. */
export const vectorFileQuery = pageQuery.extend({
  filter: z.enum(['in_progress', 'completed', 'failed', 'cancelled']).optional(),
});

const comparison = z.object({
  type: z.enum(['eq', 'ne', 'gt', 'gte', 'lt', 'lte', 'in', 'nin']),
  key: z.string(),
  value: z.union([attributeValue, z.array(z.union([z.string(), z.number()]))]),
});

/** A condition on the attributes of files. */
export type Filter = z.output<typeof comparison> | Combination;

interface Combination {
  type: 'and' | 'or';
  filters: Filter[];
}

const filter: z.ZodType<Filter> = z.lazy(() =>
  z.union([comparison, z.object({ type: z.enum(['and', 'or']), filters: z.array(filter) })]),
);

/** A search in a vector store. */
export const searchBody = z.object({
  query: z.union([z.string().min(1), z.array(z.string()).min(1)]),
  max_num_results: z.int().min(1).max(50).default(10),
  filters: filter.exactOptional(),
  ranking_options: z.object({ score_threshold: z.number().min(0).max(1).default(0) }).exactOptional(),
});
export type SearchBody = z.output<typeof searchBody>;
