import { Hono } from 'hono';
import { z } from 'zod';
import { curlOf, NotRepeatable } from './curl.ts';
import type { Entries, Entry } from './entries.ts';
import { type Kind, KINDS } from './entry.ts';
import { createEntryStream } from './entry-stream.ts';
import { summaryOf } from './summary.ts';
import { wholeOf } from './whole.ts';

const query = z.object({
  after: z.coerce.number().int().min(0).optional(),
  kinds: z
    .string()
    .transform((names) => names.split(','))
    .pipe(z.array(z.enum(KINDS)))
    .optional(),
  text: z.string().optional(),
});

interface InspectorHttpOptions {
  entries: Entries;
  /** Where the REST API is. */
  apiUrl: () => string;
}

/** What was seen, for a page: below `/inspector`. */
export function createInspectorHttp({ entries, apiUrl }: InspectorHttpOptions): Hono {
  const app = new Hono().basePath('/inspector');

  function refuse(status: number, message: string): Response {
    return Response.json({ message, code: 0 }, { status });
  }

  function read(given: Record<string, string>) {
    const parsed = query.safeParse(given);
    if (!parsed.success) return undefined;
    const { after, kinds, text } = parsed.data;
    return { after, text, isWanted: (kind: Kind) => kinds?.includes(kind) ?? true };
  }

  const refuseQuery = () =>
    refuse(400, `after is the id of an entry, kinds are some of ${KINDS.join(', ')} with commas between them.`);

  function find(id: string): Entry | undefined {
    return entries.get(Number(id));
  }

  app.get('/entries', (context) => {
    const wanted = read(context.req.query());
    if (!wanted) return refuseQuery();
    const found = entries
      .after(wanted.after ?? 0)
      .filter((entry) => wanted.isWanted(entry.kind) && has(entry, wanted.text));
    return context.json(found.map(summaryOf));
  });
  app.delete('/entries', (context) => {
    entries.clear();
    return context.body(null, 204);
  });
  app.get('/entries/:id', (context) => {
    const entry = find(context.req.param('id'));
    return entry ? context.json(wholeOf(entry)) : refuse(404, 'This entry is not kept any more.');
  });
  app.get('/entries/:id/curl', (context) => {
    const entry = find(context.req.param('id'));
    if (!entry) return refuse(404, 'This entry is not kept any more.');
    try {
      return context.text(`${curlOf(entry, apiUrl())}\n`);
    } catch (error) {
      if (error instanceof NotRepeatable) return refuse(404, error.message);
      throw error;
    }
  });
  app.get('/events', (context) => {
    const wanted = read(context.req.query());
    if (!wanted) return refuseQuery();
    const seen = Number(context.req.header('last-event-id') ?? Number.NaN);
    const after = Number.isInteger(seen) ? seen : (wanted.after ?? entries.lastId());
    return createEntryStream({ entries, after, isWanted: wanted.isWanted });
  });
  return app;
}

/** Whether a text stands anywhere in what is kept of an entry, in capitals or not. */
function has(entry: Entry, text = ''): boolean {
  const wanted = text.toLowerCase();
  return Object.values(entry).some((value) => typeof value === 'string' && value.toLowerCase().includes(wanted));
}
