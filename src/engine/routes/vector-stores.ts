import { Hono } from 'hono';
import type { FileStore } from '../files/file-store.ts';
import { notFound } from '../api-error.ts';
import { listBody, listOf, readPage } from '../paging.ts';
import { parse, parseBody } from '../parse.ts';
import { pageQuery, type PageQuery } from '../schemas.ts';
import type { Store } from '../../storage/store.ts';
import type { Kept, Scan } from '../ordered.ts';
import { memberText, type Member } from '../vector-stores/members.ts';
import {
  batchBody,
  searchBody,
  vectorFileBody,
  vectorFileChanges,
  vectorFileQuery,
  vectorStoreBody,
  vectorStoreChanges,
} from '../vector-stores/schemas.ts';
import { searchVectorStore } from '../vector-stores/search.ts';
import type { VectorStores } from '../vector-stores/vector-stores.ts';

/** `/vector_stores`: those of the engine itself */
export function vectorStoreRoutes(store: Store, vectorStores: VectorStores, files: FileStore) {
  const { list, membersOf, presented } = vectorStores;
  const end = async (key: string) => (await store.get<number>(key)) ?? 0;

  return (
    new Hono()
      .basePath('/vector_stores')
      .post('/', async (context) =>
        context.json(await vectorStores.create(await parseBody(context.req, vectorStoreBody))),
      )

      .get('/', async (context) => {
        const query = parse(pageQuery, context.req.query());
        const { entries, hasMore } = await readPage(list, query, await end(list.headKey), (id) =>
          store.get<Kept<Awaited<ReturnType<typeof vectorStores.get>>>>(list.key(id)),
        );
        return context.json(
          listBody(
            entries.map(({ object }) => presented(object)),
            hasMore,
          ),
        );
      })

      .get('/:id', async (context) => context.json((await vectorStores.get(context.req.param('id'))).object))

      .post('/:id', async (context) =>
        context.json(
          await vectorStores.update(context.req.param('id'), await parseBody(context.req, vectorStoreChanges)),
        ),
      )

      .delete('/:id', async (context) => {
        const id = context.req.param('id');
        if (!(await vectorStores.delete(id))) throw notFound('vector store', id);
        return context.json({ id, object: 'vector_store.deleted', deleted: true });
      })

      .post('/:id/search', async (context) => {
        const body = await parseBody(context.req, searchBody);
        const { queries, found } = await searchVectorStore(vectorStores, files, context.req.param('id'), body);
        return context.json({
          object: 'vector_store.search_results.page',
          search_query: queries,
          data: found,
          has_more: false,
          next_page: null,
        });
      })

      .post('/:id/files', async (context) => {
        const body = await parseBody(context.req, vectorFileBody);
        const [added] = await vectorStores.addFiles(context.req.param('id'), [body]);
        return context.json(added?.object);
      })

      .get('/:id/files', async (context) => {
        const id = context.req.param('id');
        await vectorStores.get(id);
        const query = parse(vectorFileQuery, context.req.query());
        return context.json(await filePage(id, query, membersOf(id), query.filter));
      })

      .get('/:id/files/:file_id', async (context) => {
        const { id, file_id: fileId } = context.req.param();
        return context.json((await vectorStores.member(id, fileId)).object);
      })

      .get('/:id/files/:file_id/content', async (context) => {
        const { id, file_id: fileId } = context.req.param();
        await vectorStores.member(id, fileId);
        const text = (await memberText(files, fileId)) ?? '';
        return context.json({
          object: 'vector_store.file_content.page',
          data: [{ type: 'text', text }],
          has_more: false,
          next_page: null,
        });
      })

      .post('/:id/files/:file_id', async (context) => {
        const { id, file_id: fileId } = context.req.param();
        const { attributes } = await parseBody(context.req, vectorFileChanges);
        return context.json((await vectorStores.updateFile(id, fileId, attributes ?? {})).object);
      })

      .delete('/:id/files/:file_id', async (context) => {
        const { id, file_id: fileId } = context.req.param();
        await vectorStores.removeFile(id, fileId);
        return context.json({ id: fileId, object: 'vector_store.file.deleted', deleted: true });
      })

      .post('/:id/file_batches', async (context) => {
        const { files: bodies, file_ids: fileIds, ...shared } = await parseBody(context.req, batchBody);
        const all = bodies ?? [...new Set(fileIds)].map((fileId) => ({ file_id: fileId, ...shared }));
        return context.json((await vectorStores.addBatch(context.req.param('id'), all)).object);
      })

      .get('/:id/file_batches/:batch_id', async (context) => {
        const { id, batch_id: batchId } = context.req.param();
        return context.json((await vectorStores.batch(id, batchId)).object);
      })

      // A batch is done when its creation is answered: there is nothing left to cancel.
      .post('/:id/file_batches/:batch_id/cancel', async (context) => {
        const { id, batch_id: batchId } = context.req.param();
        return context.json((await vectorStores.batch(id, batchId)).object);
      })

      .get('/:id/file_batches/:batch_id/files', async (context) => {
        const { id, batch_id: batchId } = context.req.param();
        const { fileIds } = await vectorStores.batch(id, batchId);
        const query = parse(vectorFileQuery, context.req.query());
        const found = (await store.getMany<Kept<Member>>(fileIds.map(membersOf(id).key))).filter((member) => member);
        return context.json(await filePage(id, query, listOf(found as Kept<Member>[]), query.filter));
      })
  );

  async function filePage(
    id: string,
    query: PageQuery,
    source: Pick<ReturnType<typeof membersOf>, 'scan'>,
    status: Member['object']['status'] | undefined,
  ) {
    const members = membersOf(id);
    const ofStatus = {
      placeOfRemoved: members.placeOfRemoved,
      async *scan(range: Scan) {
        for await (const member of source.scan(range)) {
          if ((status ?? member.object.status) === member.object.status) yield member;
        }
      },
    };
    const find = (fileId: string) => store.get<Kept<Member>>(members.key(fileId));
    const { entries, hasMore } = await readPage(ofStatus, query, await end(members.headKey), find);
    return listBody(
      entries.map(({ object }) => object),
      hasMore,
    );
  }
}
