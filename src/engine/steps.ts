import { createId } from './ids.ts';
import type { Run, RunUsage, Step } from './objects.ts';
import { NO_USAGE } from './usage.ts';

/** What clients ask for in `include[]` to see what a search has found. */
export const INCLUDE_RESULTS = 'step_details.tool_calls[*].file_search.results[*].content';

/** How a step can end. */
export type StepEnd = Exclude<Step['status'], 'in_progress'>;

/** A step of a run that begins now. */
export function newStep(run: Run, details: Step['step_details'], createdAt: number): Step {
  return {
    id: createId('step'),
    object: 'thread.run.step',
    created_at: createdAt,
    run_id: run.id,
    assistant_id: run.assistant_id,
    thread_id: run.thread_id,
    type: details.type,
    status: 'in_progress',
    cancelled_at: null,
    completed_at: null,
    expired_at: null,
    failed_at: null,
    expires_at: run.expires_at,
    last_error: null,
    step_details: details,
    metadata: {},
    usage: null,
  };
}

/** The step at its end. */
export function endedStep(step: Step, status: StepEnd, seconds: number, usage: RunUsage = NO_USAGE): Step {
  const ended: Step = { ...step, status, usage };
  if (status === 'completed') ended.completed_at = seconds;
  if (status === 'cancelled') ended.cancelled_at = seconds;
  if (status === 'expired') ended.expired_at = seconds;
  if (status === 'failed') {
    ended.failed_at = seconds;
    ended.last_error = { code: 'server_error', message: 'The run failed in this step.' };
  }
  return ended;
}

/** The step as clients see it: the text that a search has found only for those who ask for it. */
export function presentedStep(step: Step, isWithResults: boolean): Step {
  const { step_details: details } = step;
  if (isWithResults || details.type !== 'tool_calls') return step;
  const calls = details.tool_calls.map((call) => {
    if (call.type !== 'file_search' || !call.file_search.results) return call;
    const results = call.file_search.results.map(({ file_id, file_name, score }) => ({ file_id, file_name, score }));
    return { ...call, file_search: { ...call.file_search, results } };
  });
  return { ...step, step_details: { ...details, tool_calls: calls } };
}
