import { Hono } from 'hono';
import { ApiError, notFound } from '../api-error.ts';
import { mergeMetadata } from '../changes.ts';
import { isId } from '../ids.ts';
import { newMessage } from '../messages.ts';
import { presented, type RunEntry } from '../objects.ts';
import type { Kept } from '../ordered.ts';
import { listBody, readPage } from '../paging.ts';
import { parse } from '../parse.ts';
import { followNew } from '../run-events.ts';
import { prepareRun } from '../run-start.ts';
import { metadataChanges, pageQuery, runBody } from '../schemas.ts';
import type { Services } from '../services.ts';
import { wantsResults } from './steps.ts';

const MAX_WAIT_S = 60;

/** `/threads/:thread_id/runs` without what is below a run */
export function runRoutes(services: Services) {
  const { state, model, readBody, executor, reader, followed, stream, pollAfterMs, resources } = services;
  const { changeThread, findActive, messages, readInThread, runs, seconds, store } = state;

  return new Hono()
    .basePath('/threads/:thread_id/runs')
    .post('/', async (context) => {
      const threadId = context.req.param('thread_id');
      const isWithResults = wantsResults(context.req);
      const body = await readBody(context.req, runBody);
      const run = await prepareRun(state, model, threadId, body);
      await resources.attach(threadId, body.additional_messages ?? []);
      const added = (body.additional_messages ?? []).map((message) => newMessage(threadId, message, seconds()));
      const runId = run.object.id;
      const onEnd = body.stream ? followed.add(runId) : () => undefined;

      const active = await changeThread(threadId, async (transaction, thread) => {
        const current = await findActive(transaction, thread);
        if (current) return current;
        await messages(threadId).append(transaction, ...added);
        await state.addRun(transaction, thread, run);
        return undefined;
      }).catch((error: unknown) => {
        onEnd();
        throw error;
      });
      executor.attend(threadId, active?.object.id ?? runId);
      if (active) {
        onEnd();
        throw new ApiError(400, `Thread ${threadId} already has an active run ${active.object.id}.`);
      }
      if (!body.stream) return context.json(presented(run.object));
      return stream({ threadId, runId, follower: followNew(), isWithResults, onEnd });
    })

    .get('/', async (context) => {
      const threadId = context.req.param('thread_id');
      const query = parse(pageQuery, context.req.query());
      const list = runs(threadId);
      const end = (await readInThread<number>(threadId, list.headKey)) ?? 0;
      const { entries, hasMore } = await readPage(list, query, end, (id) => store.get<Kept<RunEntry>>(list.key(id)));
      const current = await Promise.all(entries.map(reader.upToDate));
      return context.json(
        listBody(
          current.map(({ object }) => presented(object)),
          hasMore,
        ),
      );
    })

    .get('/:run_id', async (context) => {
      const { thread_id: threadId, run_id: id } = context.req.param();
      const waitMs = Math.min(preferredWaitS(context.req.header('prefer')), MAX_WAIT_S) * 1000;
      const found = await (waitMs > 0
        ? reader.readAtRest(threadId, checked(id), waitMs)
        : reader.read(threadId, checked(id)));
      if (!found) throw notFound('run', id);
      if (waitMs > 0) context.header('preference-applied', `wait=${waitMs / 1000}`);
      context.header('openai-poll-after-ms', `${pollAfterMs ?? reader.pollAfterMs(found)}`);
      return context.json(presented(found.object));
    })

    .post('/:run_id', async (context) => {
      const { thread_id: threadId, run_id: id } = context.req.param();
      const { metadata } = await readBody(context.req, metadataChanges);
      const changed = await changeThread(threadId, async (transaction) => {
        const found = await runs(threadId).get(transaction, checked(id));
        if (!found) throw notFound('run', id);
        const object = { ...found.object, metadata: mergeMetadata(found.object.metadata, metadata) };
        runs(threadId).update(transaction, { ...found, object });
        return object;
      });
      return context.json(presented(changed));
    });
}

/** How long a client likes to wait for the answer, in seconds (RFC 7240); 0 when it does not say. */
function preferredWaitS(header: string | undefined): number {
  return Number(/(?:^|[\s,;])wait\s*=\s*"?(\d{1,4})"?/i.exec(header ?? '')?.[1] ?? 0);
}

function checked(id: string): string {
  if (!isId('run', id)) throw notFound('run', id);
  return id;
}
