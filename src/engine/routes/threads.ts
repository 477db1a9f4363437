import { Hono } from 'hono';
import { notFound } from '../api-error.ts';
import { mergeMetadata } from '../changes.ts';
import type { z } from 'zod';
import { createId, isId } from '../ids.ts';
import { newMessage } from '../messages.ts';
import { presented, type MessageEntry, type Thread, type ThreadEntry } from '../objects.ts';
import { followNew } from '../run-events.ts';
import { prepareRun } from '../run-start.ts';
import { threadBody, threadChanges, threadRunBody } from '../schemas.ts';
import type { Services } from '../services.ts';
import { transact } from '../../storage/transact.ts';
import { emptyThread } from '../state.ts';
import { wantsResults } from './steps.ts';

/** `/threads` without what is below a thread */
export function threadRoutes({ state, model, readBody, executor, followed, stream }: Services) {
  const { changeThread, messages, runs, seconds, store, threadKey } = state;

  return new Hono()
    .post('/', async (context) => {
      const { thread, first } = newThread(await readBody(context.req, threadBody));
      const { id } = thread.object;
      await transact(store, async (transaction) => {
        transaction.set(threadKey(id), thread);
        await messages(id).append(transaction, ...first);
      });
      return context.json(thread.object);
    })

    .post('/runs', async (context) => {
      const isWithResults = wantsResults(context.req);
      const { thread: threadFields, ...body } = await readBody(context.req, threadRunBody);
      const { thread, first } = newThread(threadFields ?? {});
      const { id: threadId } = thread.object;
      const run = await prepareRun(state, model, threadId, body);
      const runId = run.object.id;
      const onEnd = body.stream ? followed.add(runId) : () => undefined;
      await transact(store, async (transaction) => {
        await messages(threadId).append(transaction, ...first);
        await state.addRun(transaction, thread, run);
      }).catch((error: unknown) => {
        onEnd();
        throw error;
      });
      executor.attend(threadId, runId);
      if (!body.stream) return context.json(presented(run.object));
      const before = [{ event: 'thread.created', data: thread.object }];
      return stream({ threadId, runId, follower: followNew(), before, isWithResults, onEnd });
    })

    .get('/:thread_id', async (context) => {
      const id = context.req.param('thread_id');
      const found = isId('thread', id) ? await store.get<ThreadEntry>(threadKey(id)) : undefined;
      if (!found || found.isDeleted) throw notFound('thread', id);
      return context.json(found.object);
    })

    .post('/:thread_id', async (context) => {
      const id = context.req.param('thread_id');
      const { metadata, tool_resources } = await readBody(context.req, threadChanges);
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
      await clearSteps(id);
      await runs(id).clear();
      await messages(id).clear();
      await store.delete(threadKey(id)); // last, so that a deletion that failed half-way can be asked for again
      return context.json({ id, object: 'thread.deleted', deleted: true });
    });

  /** From here on nobody sees the thread or writes to it, so that its keys can be deleted bit by bit. */
  async function markDeleted(id: string): Promise<ThreadEntry> {
    const halfDeleted = isId('thread', id) ? await store.get<ThreadEntry>(threadKey(id)) : undefined;
    if (halfDeleted?.isDeleted) return halfDeleted;
    return changeThread(id, async (transaction, thread) => {
      transaction.set(threadKey(id), { ...thread, isDeleted: true } satisfies ThreadEntry);
      if (thread.activeRunId !== undefined) await state.active.remove(transaction, thread.activeRunId);
      return thread;
    });
  }

  function newThread(body: z.output<typeof threadBody>): { thread: ThreadEntry; first: MessageEntry[] } {
    const thread = emptyThread(createId('thread'), seconds());
    const object: Thread = {
      ...thread.object,
      metadata: body.metadata ?? {},
      tool_resources: body.tool_resources ?? {},
    };
    return {
      thread: { object },
      first: (body.messages ?? []).map((message) => newMessage(object.id, message, seconds())),
    };
  }

  async function clearSteps(id: string): Promise<void> {
    const end = (await store.get<number>(runs(id).headKey)) ?? 0;
    for await (const { object } of runs(id).scan({ to: end, newestFirst: false, chunk: 100 })) {
      await state.steps(id, object.id).clear();
    }
  }
}
