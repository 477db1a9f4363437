import { Hono } from 'hono';
import { ApiError, notFound } from '../api-error.ts';
import { mergeMetadata } from '../changes.ts';
import type { Executor } from '../executor.ts';
import { isId } from '../ids.ts';
import { newMessage } from '../messages.ts';
import { presented, type AssistantEntry, type RunEntry, type ThreadEntry } from '../objects.ts';
import type { Kept } from '../ordered.ts';
import { listBody, readPage } from '../paging.ts';
import { parse, parseBody } from '../parse.ts';
import type { Resources } from '../resources.ts';
import { endedByTime, isActive, isOverdue, newRun } from '../runs.ts';
import { metadataChanges, pageQuery, runBody, type RunBody } from '../schemas.ts';
import type { State } from '../state.ts';

/** `/threads/:thread_id/runs` */
export function runRoutes(state: State, executor: Executor, resources: Resources, pollAfterMs: number) {
  const { assistants, changeThread, findActive, messages, readInThread, runs, seconds, store, threadKey, updateRun } =
    state;

  return new Hono()
    .basePath('/threads/:thread_id/runs')
    .post('/', async (context) => {
      const threadId = context.req.param('thread_id');
      const body = await parseBody(context.req, runBody);
      refuseUnsupported(body);
      const assistant = await store.get<AssistantEntry>(assistants.key(body.assistant_id));
      if (!assistant) throw notFound('assistant', body.assistant_id);
      await resources.attach(threadId, body.additional_messages ?? []);
      const added = (body.additional_messages ?? []).map((message) => newMessage(threadId, message, seconds()));
      const run = newRun(threadId, assistant.object, body, seconds());

      const active = await changeThread(threadId, async (transaction, thread) => {
        const current = await findActive(transaction, thread);
        if (current) return current;
        await messages(threadId).append(transaction, ...added);
        await runs(threadId).append(transaction, run);
        transaction.set(threadKey(threadId), { ...thread, activeRunId: run.object.id } satisfies ThreadEntry);
        return undefined;
      });
      executor.attend(threadId, active?.object.id ?? run.object.id);
      if (active) throw new ApiError(400, `Thread ${threadId} already has an active run ${active.object.id}.`);
      return context.json(presented(run.object));
    })

    .get('/', async (context) => {
      const threadId = context.req.param('thread_id');
      const query = parse(pageQuery, context.req.query());
      const list = runs(threadId);
      const end = (await readInThread<number>(threadId, list.headKey)) ?? 0;
      const { entries, hasMore } = await readPage(list, query, end, (id) => store.get<Kept<RunEntry>>(list.key(id)));
      const current = await Promise.all(entries.map(upToDate));
      return context.json(
        listBody(
          current.map(({ object }) => presented(object)),
          hasMore,
        ),
      );
    })

    .get('/:run_id', async (context) => {
      const { thread_id: threadId, run_id: id } = context.req.param();
      const found = await readInThread<RunEntry>(threadId, runs(threadId).key(checked(id)));
      if (!found) throw notFound('run', id);
      context.header('openai-poll-after-ms', `${pollAfterMs}`);
      return context.json(presented((await upToDate(found)).object));
    })

    .post('/:run_id', async (context) => {
      const { thread_id: threadId, run_id: id } = context.req.param();
      const { metadata } = await parseBody(context.req, metadataChanges);
      const changed = await changeThread(threadId, async (transaction, thread) => {
        const found = await runs(threadId).get(transaction, checked(id));
        if (!found) throw notFound('run', id);
        const object = { ...found.object, metadata: mergeMetadata(found.object.metadata, metadata) };
        updateRun(transaction, thread, { ...found, object });
        return object;
      });
      return context.json(presented(changed));
    })

    .post('/:run_id/cancel', async (context) => {
      const { thread_id: threadId, run_id: id } = context.req.param();
      const cancelled = await changeThread(threadId, async (transaction, thread) => {
        const found = await runs(threadId).get(transaction, checked(id));
        if (!found) throw notFound('run', id);
        const { status } = found.object;
        if (isOverdue(found.object, seconds())) {
          updateRun(transaction, thread, endedByTime(found, seconds()));
          return undefined;
        }
        if (!isActive(found.object) || status === 'cancelling') throw cannotCancel(status);
        const object = { ...found.object, status: 'cancelling' as const, required_action: null };
        updateRun(transaction, thread, { ...found, object });
        return object;
      });
      if (!cancelled) throw cannotCancel('expired');
      executor.stop(id);
      executor.attend(threadId, id); // when nobody was executing it
      return context.json(presented(cancelled));
    });

  /** The run as it is now: ended when its time is over, seen to when nobody executes it any more. */
  async function upToDate(entry: RunEntry): Promise<RunEntry> {
    const { id, thread_id: threadId } = entry.object;
    if (!isActive(entry.object)) return entry;
    if (!isOverdue(entry.object, seconds())) {
      executor.attend(threadId, id);
      return entry;
    }
    executor.stop(id);
    return changeThread(threadId, async (transaction, thread) => {
      const run = await runs(threadId).get(transaction, id);
      if (!run || !isOverdue(run.object, seconds())) return run ?? entry;
      const late = endedByTime(run, seconds());
      updateRun(transaction, thread, late);
      return late;
    });
  }
}

/** What comes later is refused, not passed over in silence. */
function refuseUnsupported(body: RunBody): void {
  if (body.stream) throw unsupported('stream', 'Streaming is not supported by this server yet: poll the run instead.');
  if (body.tool_choice === 'required' || typeof body.tool_choice === 'object') {
    throw unsupported('tool_choice', 'Tools are not run by this server yet: they cannot be required.');
  }
}

function unsupported(param: string, message: string): ApiError {
  return new ApiError(400, message, { code: 'unsupported_parameter', param });
}

function cannotCancel(status: string): ApiError {
  return new ApiError(400, `Cannot cancel run with status '${status}'.`);
}

function checked(id: string): string {
  if (!isId('run', id)) throw notFound('run', id);
  return id;
}
