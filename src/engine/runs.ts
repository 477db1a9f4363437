import type OpenAI from 'openai';
import { createId } from './ids.ts';
import type { Assistant, IncompleteReason, Run, RunEntry } from './objects.ts';
import type { RunBody } from './schemas.ts';
import type { StepEnd } from './steps.ts';

/** How long a run may take, from its creation, in seconds. */
export const LIFETIME_S = 600;

type Status = OpenAI.Beta.Threads.RunStatus;
/** How a run can end. */
export type EndStatus = Exclude<Status, 'queued' | 'in_progress' | 'requires_action' | 'cancelling'>;

/** What a run says at its end. */
export type EndDetails = Partial<Pick<Run, 'last_error' | 'incomplete_details' | 'usage'>>;

/** A queued run as a client asks for it. */
export function newRun(threadId: string, assistant: Assistant, body: RunBody, nowMs: number): RunEntry {
  const createdAt = Math.floor(nowMs / 1000);
  const object: Run = {
    id: createId('run'),
    object: 'thread.run',
    created_at: createdAt,
    assistant_id: assistant.id,
    thread_id: threadId,
    status: 'queued',
    started_at: null,
    expires_at: createdAt + LIFETIME_S,
    cancelled_at: null,
    failed_at: null,
    completed_at: null,
    required_action: null,
    last_error: null,
    model: body.model ?? assistant.model,
    instructions: body.instructions ?? assistant.instructions ?? '',
    tools: body.tools ?? assistant.tools,
    tool_resources: body.tool_resources ?? assistant.tool_resources ?? {},
    metadata: body.metadata ?? {},
    temperature: body.temperature ?? assistant.temperature ?? null,
    top_p: body.top_p ?? assistant.top_p ?? null,
    reasoning_effort: body.reasoning_effort ?? assistant.reasoning_effort,
    max_completion_tokens: body.max_completion_tokens ?? null,
    max_prompt_tokens: body.max_prompt_tokens ?? null,
    truncation_strategy: {
      type: body.truncation_strategy?.type ?? 'auto',
      last_messages: body.truncation_strategy?.last_messages ?? null,
    },
    incomplete_details: null,
    usage: null,
    response_format: body.response_format ?? assistant.response_format ?? 'auto',
    tool_choice: body.tool_choice ?? 'auto',
    parallel_tool_calls: body.parallel_tool_calls ?? true,
  };
  return {
    object,
    createdAtMs: nowMs,
    messageIds: [],
    items: [],
    ...(body.additional_instructions && { additionalInstructions: body.additional_instructions }),
  };
}

const ACTIVE = {
  queued: true,
  in_progress: true,
  requires_action: true,
  cancelling: true,
  cancelled: false,
  failed: false,
  completed: false,
  incomplete: false,
  expired: false,
} satisfies Record<Status, boolean>;

/** Whether the run still locks its thread. */
export function isActive({ status }: Run): boolean {
  return ACTIVE[status];
}

/** Whether an active run has outlived its time: whoever reads it then ends it. No timer has to survive a restart. */
export function isOverdue(run: Run, seconds: number): boolean {
  return isActive(run) && run.expires_at !== null && run.expires_at <= seconds;
}

/** How a run ends whose time is over: a cancel that was accepted before is kept. */
export function timelyEnd({ status }: Run): 'cancelled' | 'expired' {
  return status === 'cancelling' ? 'cancelled' : 'expired';
}

/** What the end of a run makes of a step and a message that stand unfinished. */
export const LEFT_OPEN = {
  completed: { step: 'completed', message: 'run_failed' },
  incomplete: { step: 'completed', message: 'max_tokens' },
  failed: { step: 'failed', message: 'run_failed' },
  cancelled: { step: 'cancelled', message: 'run_cancelled' },
  expired: { step: 'expired', message: 'run_expired' },
} as const satisfies Record<EndStatus, { step: StepEnd; message: IncompleteReason }>;

/** The run at its end. */
export function ended<Entry extends RunEntry>(
  entry: Entry,
  status: EndStatus,
  seconds: number,
  details: EndDetails = {},
): Entry {
  const object: Run = { ...entry.object, ...details, status, expires_at: null, required_action: null };
  if (status === 'completed') object.completed_at = seconds;
  if (status === 'failed') object.failed_at = seconds;
  if (status === 'cancelled') object.cancelled_at = seconds;
  return { ...entry, object };
}
