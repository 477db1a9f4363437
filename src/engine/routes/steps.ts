import { Hono, type HonoRequest } from 'hono';
import { ApiError, notFound } from '../api-error.ts';
import { isId } from '../ids.ts';
import type { RunEntry, StepEntry } from '../objects.ts';
import type { Kept } from '../ordered.ts';
import { listBody, readPage } from '../paging.ts';
import { parse } from '../parse.ts';
import { pageQuery } from '../schemas.ts';
import type { Services } from '../services.ts';
import { INCLUDE_RESULTS, presentedStep } from '../steps.ts';

/** `/threads/:thread_id/runs/:run_id/steps` */
export function stepRoutes({ state, reader }: Services) {
  const { readInThread, runs, steps, store } = state;

  return new Hono()
    .basePath('/threads/:thread_id/runs/:run_id/steps')
    .get('/', async (context) => {
      const { thread_id: threadId, run_id: runId } = context.req.param();
      const isWithResults = wantsResults(context.req);
      const query = parse(pageQuery, context.req.query());
      await existing(threadId, runId);
      const list = steps(threadId, runId);
      const end = (await store.get<number>(list.headKey)) ?? 0;
      const { entries, hasMore } = await readPage(list, query, end, (id) => store.get<Kept<StepEntry>>(list.key(id)));
      return context.json(
        listBody(
          entries.map(({ object }) => presentedStep(object, isWithResults)),
          hasMore,
        ),
      );
    })

    .get('/:step_id', async (context) => {
      const { thread_id: threadId, run_id: runId, step_id: id } = context.req.param();
      const isWithResults = wantsResults(context.req);
      await existing(threadId, runId);
      const found = isId('step', id) ? await store.get<StepEntry>(steps(threadId, runId).key(id)) : undefined;
      if (!found) throw notFound('run step', id);
      return context.json(presentedStep(found.object, isWithResults));
    });

  /** Makes sure that the run is there, and that one whose time is over has ended. @throws ApiError */
  async function existing(threadId: string, runId: string): Promise<void> {
    const run = isId('run', runId)
      ? await readInThread<RunEntry>(threadId, runs(threadId).key(runId))
      : await readInThread<undefined>(threadId, runs(threadId).headKey).then(() => undefined);
    if (!run) throw notFound('run', runId);
    await reader.upToDate(run);
  }
}

/** Whether a request asks for the text that searches have found. @throws ApiError when it asks for something else */
export function wantsResults(request: Pick<HonoRequest, 'queries'>): boolean {
  const asked = [...(request.queries('include[]') ?? []), ...(request.queries('include') ?? [])];
  const other = asked.find((name) => name !== INCLUDE_RESULTS);
  if (other !== undefined) {
    throw new ApiError(400, `Invalid value: '${other}'. Supported values are: '${INCLUDE_RESULTS}'.`, {
      code: 'invalid_value',
      param: 'include',
    });
  }
  return asked.length > 0;
}
