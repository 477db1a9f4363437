import { Hono } from 'hono';
import { ApiError, notFound } from '../api-error.ts';
import { mergeMetadata } from '../changes.ts';
import { isId } from '../ids.ts';
import { newMessage } from '../messages.ts';
import type { MessageEntry, RunEntry } from '../objects.ts';
import type { Kept } from '../ordered.ts';
import { listBody, listOf, readPage } from '../paging.ts';
import { parse } from '../parse.ts';
import { messageBody, metadataChanges, pageQuery } from '../schemas.ts';
import type { Services } from '../services.ts';

/** `/threads/:thread_id/messages` */
export function messageRoutes({ state, readBody, executor, resources }: Services) {
  const { changeThread, findActive, messages, readInThread, runs, seconds, store } = state;

  return new Hono()
    .basePath('/threads/:thread_id/messages')
    .post('/', async (context) => {
      const threadId = context.req.param('thread_id');
      const body = await readBody(context.req, messageBody);
      await resources.attach(threadId, [body]);
      const entry = newMessage(threadId, body, seconds());
      const active = await changeThread(threadId, async (transaction, thread) => {
        const run = await findActive(transaction, thread);
        if (!run) await messages(threadId).append(transaction, entry);
        return run;
      });
      if (!active) return context.json(entry.object);
      const runId = active.object.id;
      executor.attend(threadId, runId);
      throw new ApiError(400, `Can't add messages to ${threadId} while a run ${runId} is active.`);
    })

    .get('/', async (context) => {
      const threadId = context.req.param('thread_id');
      const query = parse(pageQuery, context.req.query());
      const runId = context.req.query('run_id');
      const list = messages(threadId);
      const end = (await readInThread<number>(threadId, list.headKey)) ?? 0;
      const { placeOfRemoved } = list;
      const source = runId ? { ...listOf(await writtenBy(threadId, runId)), placeOfRemoved } : list;
      const find = (id: string) => store.get<Kept<MessageEntry>>(list.key(id));
      const { entries, hasMore } = await readPage(source, query, end, find);
      return context.json(
        listBody(
          entries.map(({ object }) => object),
          hasMore,
        ),
      );
    })

    .get('/:message_id', async (context) => {
      const { thread_id: threadId, message_id: id } = context.req.param();
      const found = await readInThread<MessageEntry>(threadId, messages(threadId).key(checked(id)));
      if (!found) throw notFound('message', id);
      return context.json(found.object);
    })

    .post('/:message_id', async (context) => {
      const { thread_id: threadId, message_id: id } = context.req.param();
      const { metadata } = await readBody(context.req, metadataChanges);
      const changed = await changeThread(threadId, async (transaction) => {
        const found = await messages(threadId).get(transaction, checked(id));
        if (!found) throw notFound('message', id);
        const object = { ...found.object, metadata: mergeMetadata(found.object.metadata, metadata) };
        messages(threadId).update(transaction, { ...found, object });
        return object;
      });
      return context.json(changed);
    })

    .delete('/:message_id', async (context) => {
      const { thread_id: threadId, message_id: id } = context.req.param();
      await changeThread(threadId, async (transaction) => {
        const found = await messages(threadId).get(transaction, checked(id));
        if (!found) throw notFound('message', id);
        messages(threadId).remove(transaction, found);
      });
      return context.json({ id, object: 'thread.message.deleted', deleted: true });
    });

  async function writtenBy(threadId: string, runId: string): Promise<Kept<MessageEntry>[]> {
    const run = isId('run', runId) ? await store.get<RunEntry>(runs(threadId).key(runId)) : undefined;
    const found = await store.getMany<Kept<MessageEntry>>((run?.messageIds ?? []).map(messages(threadId).key));
    return found.filter((entry) => entry !== undefined);
  }
}

function checked(id: string): string {
  if (!isId('msg', id)) throw notFound('message', id);
  return id;
}
