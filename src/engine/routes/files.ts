import { Hono } from 'hono';
import { notFound } from '../api-error.ts';
import type { FileStore } from '../files/file-store.ts';
import { fileForm, fileListQuery } from '../files/schemas.ts';
import { readUpload } from '../files/upload.ts';
import { listBody, readPage } from '../paging.ts';
import { parse } from '../parse.ts';

/** `/files`: those of the engine itself */
export function fileRoutes(files: FileStore) {
  return new Hono()
    .basePath('/files')
    .post('/', async (context) => {
      const { fields, file } = await readUpload(context.req.raw, files.keepBytes);
      try {
        const form = parse(fileForm, { ...nested(fields), file });
        const { purpose, expires_after: expiry } = form;
        const filename = form.file.name;
        return context.json(await files.add(form.file.kept, { filename, purpose, lifetimeS: expiry?.seconds }));
      } catch (error) {
        if (file) await files.dropBytes(file.kept.id);
        throw error;
      }
    })

    .get('/', async (context) => {
      const query = parse(fileListQuery, context.req.query());
      const { entries, hasMore } = await readPage(files.ofPurpose(query.purpose), query, await files.end(), files.find);
      return context.json(
        listBody(
          entries.map(({ object }) => object),
          hasMore,
        ),
      );
    })

    .get('/:file_id', async (context) => {
      const id = context.req.param('file_id');
      const found = await files.find(id);
      if (!found) throw notFound('file', id);
      return context.json(found.object);
    })

    .get('/:file_id/content', async (context) => {
      const id = context.req.param('file_id');
      const found = await files.open(id);
      if (!found) throw notFound('file', id);
      return context.body(found.content.stream(), 200, {
        'content-type': 'application/octet-stream',
        'content-length': `${found.content.size}`,
        'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(found.object.filename.toWellFormed())}`,
        'x-content-type-options': 'nosniff', // what somebody uploaded must not become a page of this server's
      });
    })

    .delete('/:file_id', async (context) => {
      const id = context.req.param('file_id');
      if (!(await files.delete(id))) throw notFound('file', id);
      return context.json({ id, object: 'file', deleted: true });
    });
}

/** Form fields such as `expires_after[seconds]` as the objects that they stand for. */
function nested(fields: Readonly<Record<string, string>>): Record<string, unknown> {
  const { 'expires_after[anchor]': anchor, 'expires_after[seconds]': seconds, ...rest } = fields;
  if (anchor === undefined && seconds === undefined) return rest;
  return { ...rest, expires_after: { anchor, seconds: seconds === undefined ? undefined : Number(seconds) } };
}
