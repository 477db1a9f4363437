import type { Hono } from 'hono';
import type { BlankSchema } from 'hono/types';
import { z } from 'zod';
import { refusal } from '../discord-error.ts';
import { parseForm } from '../form.ts';
import type { Person } from './person.ts';
import type { PersonAttachment } from './uploads.ts';

/** The API of the page; every route below `/people/:person` knows who asks. */
export type PeopleApp = Hono<{ Variables: { person: Person } }, BlankSchema, '/playground'>;

/** The path of a channel, a thread or a direct message. */
export const CHANNEL = '/people/:person/channels/:channel';

/** How long a page waits for a bot that is «thinking»: as long as Discord lets it. */
export const THINKING_MS = 15 * 60 * 1000;

/** A file in JSON: `data` is base64. */
export const upload = z.object({
  name: z.string().min(1).max(260),
  contentType: z.string().optional(),
  description: z.string().max(1024).optional(),
  data: z.base64(),
});

export function fileOf({ data, ...file }: z.output<typeof upload>): PersonAttachment {
  return { ...file, data: Buffer.from(data, 'base64') };
}

/** @throws 50109 for what is no JSON, 50035 for what does not fit */
export async function readBody<Schema extends z.ZodType>(
  request: { json(): Promise<unknown> },
  schema: Schema,
): Promise<z.output<Schema>> {
  let value: unknown;
  try {
    value = await request.json();
  } catch {
    throw refusal('invalidJson');
  }
  return parseForm(schema, value);
}
