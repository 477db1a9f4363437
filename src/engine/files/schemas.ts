import { z } from 'zod';
import { pageQuery } from '../schemas.ts';

const HOUR_S = 3_600;
const DAY_S = 24 * HOUR_S;
/** How many files a page may have; they are not limited to 100 as other lists are. */
const MAX_FILES_PER_PAGE = 10_000;

/** The form of an upload, with its file already kept. */
export const fileForm = z.object({
  file: z.object({ name: z.string(), kept: z.object({ id: z.string(), bytes: z.int() }) }),
  purpose: z.enum(['assistants', 'batch', 'fine-tune', 'vision', 'user_data']),
  expires_after: z
    .object({
      anchor: z.literal('created_at'),
      seconds: z
        .int()
        .min(HOUR_S)
        .max(30 * DAY_S),
    })
    .optional(),
});

/** What a list of files is asked for. */
export const fileListQuery = pageQuery.extend({
  limit: z
    .string()
    .transform((text) => (/^-?\d+$/.test(text) ? Number(text) : text))
    .pipe(z.int().min(1).max(MAX_FILES_PER_PAGE))
    .default(MAX_FILES_PER_PAGE),
  purpose: z.string().optional(),
});
