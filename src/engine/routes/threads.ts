import { Hono } from 'hono';
import { notFound } from '../api-error.ts';
import { mergeMetadata } from '../changes.ts';
import type { Executor } from '../executor.ts';
import type { ThreadFiles } from '../files/thread-files.ts';
import { createId, isId } from '../ids.ts';
import { newMessage } from '../messages.ts';
import type { Thread, ThreadEntry } from '../objects.ts';
import { parseBody } from '../parse.ts';
import type { Resources } from '../resources.ts';
import { threadBody, threadChanges } from '../schemas.ts';
import type { State } from '../state.ts';
import { transact } from '../../storage/transact.ts';

/** `/threads` without what is below a thread */
export function threadRoutes(state: State, executor: Executor, resources: Resources, threadFiles: ThreadFiles) {
  const { changeThread, messages, runs, seconds, store, threadKey } = state;

  return new Hono()
    .post('/', async (context) => {
      const body = await parseBody(context.req, threadBody);
      const { resources: toolResources, ...own } = await resources.ofNewThread(
        body.tool_resources,
        body.messages ?? [],
      );
      const object: Thread = {
        id: createId('thread'),
        object: 'thread',
        created_at: seconds(),
        metadata: body.metadata ?? {},
        tool_resources: toolResources,
      };
      const first = (body.messages ?? []).map((message) => newMessage(object.id, message, seconds()));
      await transact(store, async (transaction) => {
        transaction.set(threadKey(object.id), { object, ...own } satisfies ThreadEntry);
        await messages(object.id).append(transaction, ...first);
      });
      return context.json(object);
    })

    .get('/:thread_id', async (context) => {
      const id = context.req.param('thread_id');
      const found = isId('thread', id) ? await store.get<ThreadEntry>(threadKey(id)) : undefined;
      if (!found || found.isDeleted) throw notFound('thread', id);
      return context.json(found.object);
    })

    .post('/:thread_id', async (context) => {
      const id = context.req.param('thread_id');
      const { metadata, tool_resources } = await parseBody(context.req, threadChanges);
      const changed = await changeThread(id, async (transaction, thread) => {
        const object: Thread = {
          ...thread.object,
          metadata: mergeMetadata(thread.object.metadata, metadata),
          tool_resources: { ...thread.object.tool_resources, ...tool_resources },
        };
        transaction.set(threadKey(id), { ...thread, object } satisfies ThreadEntry);
        return object;
      });
      return context.json(changed);
    })

    .delete('/:thread_id', async (context) => {
      const id = context.req.param('thread_id');
      const marked = await markDeleted(id);
      if (marked.activeRunId !== undefined) executor.stop(marked.activeRunId);
      await runs(id).clear();
      await messages(id).clear();
      await threadFiles.clear(id);
      await resources.release(marked);
      await store.delete(threadKey(id)); // last, so that a deletion that failed half-way can be asked for again
      return context.json({ id, object: 'thread.deleted', deleted: true });
    });

  /** From here on nobody sees the thread or writes to it, so that its keys can be deleted bit by bit. */
  async function markDeleted(id: string): Promise<ThreadEntry> {
    const halfDeleted = isId('thread', id) ? await store.get<ThreadEntry>(threadKey(id)) : undefined;
    if (halfDeleted?.isDeleted) return halfDeleted;
    return changeThread(id, async (transaction, thread) => {
      transaction.set(threadKey(id), { ...thread, isDeleted: true } satisfies ThreadEntry);
      return thread;
    });
  }
}
