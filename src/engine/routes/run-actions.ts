import { Hono } from 'hono';
import { ApiError, notFound } from '../api-error.ts';
import { isId } from '../ids.ts';
import type { ModelItem } from '../models/model.ts';
import { presented, type Run, type RunEntry, type StepEntry } from '../objects.ts';
import type { Kept } from '../ordered.ts';
import { followOn } from '../run-events.ts';
import { readSteps } from '../run-view.ts';
import { isActive, isOverdue, timelyEnd } from '../runs.ts';
import { outputsBody, type OutputsBody } from '../schemas.ts';
import type { Services } from '../services.ts';
import { endedStep } from '../steps.ts';
import { addUsage } from '../usage.ts';
import { wantsResults } from './steps.ts';

/** What can be done to a run: `/threads/:thread_id/runs/:run_id/cancel` and `…/submit_tool_outputs` */
export function runActionRoutes({ state, readBody, executor, followed, stream, isStrict }: Services) {
  const { changeThread, runs, seconds } = state;

  return new Hono()
    .basePath('/threads/:thread_id/runs/:run_id')
    .post('/cancel', async (context) => {
      const { thread_id: threadId, run_id: id } = context.req.param();
      const { run, refused } = await changeThread(threadId, async (transaction, thread) => {
        const found = await runs(threadId).get(transaction, checked(id));
        if (!found) throw notFound('run', id);
        const { status } = found.object;
        if (isOverdue(found.object, seconds())) {
          const late = await state.endRun(transaction, thread, found, timelyEnd(found.object));
          return { run: late.object, refused: late.object.status };
        }
        if (!isActive(found.object) || status === 'cancelling') return { run: found.object, refused: status };
        const object = { ...found.object, status: 'cancelling' as const, required_action: null };
        await state.putRun(transaction, thread, { ...found, object });
        return { run: object, refused: undefined };
      });
      if (refused) throw new ApiError(400, `Cannot cancel run with status '${refused}'.`);
      executor.stop(id);
      executor.attend(threadId, id, true); // when nobody was executing it
      return context.json(presented(run));
    })

    .post('/submit_tool_outputs', async (context) => {
      const { thread_id: threadId, run_id: id } = context.req.param();
      const isWithResults = wantsResults(context.req);
      const body = await readBody(context.req, outputsBody);
      const follower = followOn(body.stream ? await readSteps(state, threadId, checked(id)) : []);
      const onEnd = body.stream ? followed.add(id) : () => undefined;
      const result = await submit(threadId, id, body).catch((error: unknown) => {
        onEnd();
        throw error;
      });
      if ('refused' in result) {
        onEnd();
        throw new ApiError(400, `Runs in status "${result.refused}" do not accept tool outputs.`);
      }
      executor.attend(threadId, id, true);
      if (!body.stream) return context.json(presented(result.run));
      return stream({ threadId, runId: id, follower, isWithResults, onEnd });
    });

  /** Gives a waiting run its outputs, all at once or not at all. @throws ApiError */
  function submit(
    threadId: string,
    id: string,
    { tool_outputs: given }: OutputsBody,
  ): Promise<{ run: Run } | { refused: string }> {
    return changeThread(threadId, async (transaction, thread) => {
      const found = await runs(threadId).get(transaction, checked(id));
      if (!found) throw notFound('run', id);
      if (isOverdue(found.object, seconds())) {
        const late = await state.endRun(transaction, thread, found, timelyEnd(found.object));
        return { refused: late.object.status };
      }
      const { status, required_action: required } = found.object;
      if (status !== 'requires_action' || !required) return { refused: status };
      const outputs = matched(
        required.submit_tool_outputs.tool_calls.map((call) => call.id),
        given,
      );
      const steps = state.steps(threadId, id);
      const step = await steps.get(transaction, found.open?.stepId ?? '');
      if (step) steps.update(transaction, withOutputs(step, outputs, seconds()));
      const next = answered(found, outputs);
      await state.putRun(transaction, thread, next);
      return { run: next.object };
    });
  }

  /** The outputs by the ids of their calls. @throws ApiError when they are not exactly those that are waited for */
  function matched(expected: readonly string[], given: OutputsBody['tool_outputs']): Map<string, string> {
    const [only] = expected;
    // Old code that knows of one call only leaves its id out.
    const isClear = !isStrict && expected.length === 1 && given.length === 1 && given[0]?.tool_call_id === undefined;
    const ids = isClear ? [only ?? ''] : given.map((each) => each.tool_call_id ?? '');
    const isComplete = new Set(ids).size === expected.length && ids.length === expected.length;
    if (!isComplete || !expected.every((id) => ids.includes(id))) {
      throw new ApiError(400, `Expected tool outputs for call_ids ${quoted(expected)}, got ${quoted(ids)}`);
    }
    return new Map(ids.map((id, index) => [id, given[index]?.output ?? '']));
  }
}

function quoted(ids: readonly string[]): string {
  return `[${ids.map((id) => `'${id}'`).join(', ')}]`;
}

function withOutputs(step: Kept<StepEntry>, outputs: ReadonlyMap<string, string>, seconds: number): Kept<StepEntry> {
  const { step_details: details } = step.object;
  if (details.type !== 'tool_calls') return step;
  const calls = details.tool_calls.map((call) =>
    call.type === 'function' ? { ...call, function: { ...call.function, output: outputs.get(call.id) ?? null } } : call,
  );
  const done = endedStep(step.object, 'completed', seconds, step.spent);
  return { ...step, object: { ...done, step_details: { type: 'tool_calls', tool_calls: calls } } };
}

function answered(run: Kept<RunEntry>, outputs: ReadonlyMap<string, string>): Kept<RunEntry> {
  const { open: _, ...rest } = run;
  const added: ModelItem[] = [...outputs].map(([callId, output]) => ({ type: 'function_output', callId, output }));
  return {
    ...rest,
    items: [...run.items, ...added],
    spent: addUsage(run.spent),
    object: { ...run.object, status: 'queued', required_action: null },
  };
}

function checked(id: string): string {
  if (!isId('run', id)) throw notFound('run', id);
  return id;
}
