import { callDeltas, contentDeltas, type Given } from './deltas.ts';
import { presented, type Message, type Run, type Step } from './objects.ts';
import type { RunView } from './run-view.ts';
import { isActive, LIFETIME_S } from './runs.ts';
import { presentedStep } from './steps.ts';

/** An event as clients get it. */
export interface RunEvent {
  readonly event: string;
  readonly data: object;
}

/** A step that a client has been shown the beginning of. */
interface Begun {
  step: Step;
  readonly calls: Given[];
  readonly content: Given[];
  message: 'unseen' | 'open' | 'closed';
}

/** How far a client that follows a run has come. */
export interface Follower {
  isCreatedGiven: boolean;
  isQueuedGiven: boolean;
  isStartedGiven: boolean;
  readonly finished: Set<string>;
  begun: Begun | undefined;
  /** Nothing more comes. */
  isDone: boolean;
}

/** A client that follows a run from its creation. */
export function followNew(): Follower {
  return {
    isCreatedGiven: false,
    isQueuedGiven: false,
    isStartedGiven: false,
    finished: new Set(),
    begun: undefined,
    isDone: false,
  };
}

/** A client that gives the outputs which the last of the steps waits for: it knows what was there before. */
export function followOn(steps: readonly Step[]): Follower {
  const follower = { ...followNew(), isCreatedGiven: true };
  for (const step of steps) {
    if (step.status !== 'in_progress') follower.finished.add(step.id);
    else {
      follower.begun = { step, calls: [], content: [], message: 'unseen' };
      callDeltas(callsOf(step), follower.begun.calls);
    }
  }
  return follower;
}

/**
 * What a client has to be told to know the run as it is in the view, in the order in which it happened, one step after
 * the other. What was missed in between is told as well, so a client may come as seldom as it likes. Steps that are
 * being written are only begun in a view that is `isLive`: elsewhere they may still be taken back.
 */
export async function* catchUp(
  follower: Follower,
  view: RunView,
  { isLive, isWithResults }: { isLive: boolean; isWithResults: boolean },
): AsyncGenerator<RunEvent> {
  const { run, steps } = view;
  const { begun } = follower;
  const isAtRest = !isActive(run) || run.status === 'requires_action';
  if (begun) {
    const step = steps.find(({ id }) => id === begun.step.id);
    yield* stepEvents(step ?? { ...begun.step, status: 'failed' });
    if (follower.begun && !isAtRest) return;
  }

  if (!follower.isCreatedGiven) yield { event: 'thread.run.created', data: presented(asQueued(run)) };
  if (!follower.isQueuedGiven) yield { event: 'thread.run.queued', data: presented(asQueued(run)) };
  follower.isCreatedGiven = true;
  follower.isQueuedGiven = true;
  const unseen = steps.filter(({ id }) => !follower.finished.has(id) && id !== follower.begun?.step.id);
  if (run.status === 'queued') return;
  const isStarted = run.status === 'in_progress' || run.status === 'requires_action' || unseen.length > 0;
  if (!follower.isStartedGiven && (isStarted || ['completed', 'failed', 'incomplete'].includes(run.status))) {
    follower.isStartedGiven = true;
    yield { event: 'thread.run.in_progress', data: presented(asStarted(run)) };
  }

  for (const step of unseen) {
    if (step.status === 'in_progress' && !isLive && run.status !== 'requires_action') return;
    yield* stepEvents(step);
    if (follower.begun && !isAtRest) return;
  }

  if (!isAtRest) return;
  if (run.status === 'cancelled') yield { event: 'thread.run.cancelling', data: presented(asCancelling(run)) };
  yield { event: `thread.run.${run.status}`, data: presented(run) };
  follower.isDone = true;

  async function* stepEvents(whole: Step): AsyncGenerator<RunEvent> {
    const step = presentedStep(whole, isWithResults);
    if (!follower.begun) {
      follower.begun = { step, calls: [], content: [], message: 'unseen' };
      yield { event: 'thread.run.step.created', data: asBegun(step) };
      yield { event: 'thread.run.step.in_progress', data: asBegun(step) };
    }
    const now = follower.begun;
    now.step = step;
    if (step.step_details.type === 'message_creation') {
      const message = await view.message(step.step_details.message_creation.message_id);
      if (message) yield* messageEvents(message, now);
    }
    for (const call of callDeltas(callsOf(step), now.calls)) {
      const delta = { step_details: { type: 'tool_calls', tool_calls: [call] } };
      yield { event: 'thread.run.step.delta', data: { id: step.id, object: 'thread.run.step.delta', delta } };
    }
    if (step.status === 'in_progress') return;
    follower.finished.add(step.id);
    follower.begun = undefined;
    yield { event: `thread.run.step.${step.status}`, data: step };
  }
}

function* messageEvents(message: Message, begun: Begun): Generator<RunEvent> {
  if (begun.message === 'closed') return;
  if (begun.message === 'unseen') {
    yield { event: 'thread.message.created', data: asEmpty(message) };
    yield { event: 'thread.message.in_progress', data: asEmpty(message) };
    begun.message = 'open';
  }
  for (const part of contentDeltas(message.content, begun.content)) {
    const data = { id: message.id, object: 'thread.message.delta', delta: { content: [part] } };
    yield { event: 'thread.message.delta', data };
  }
  if (message.status === 'in_progress') return;
  begun.message = 'closed';
  yield { event: `thread.message.${message.status}`, data: message };
}

function callsOf({ step_details: details }: Step) {
  return details.type === 'tool_calls' ? details.tool_calls : [];
}

const NOT_ENDED = { cancelled_at: null, completed_at: null, failed_at: null, last_error: null, usage: null };

function asStarted(run: Run): Run {
  const expires_at = run.created_at + LIFETIME_S;
  return { ...run, ...NOT_ENDED, status: 'in_progress', expires_at, incomplete_details: null, required_action: null };
}

function asQueued(run: Run): Run {
  return { ...asStarted(run), status: 'queued', started_at: null };
}

function asCancelling(run: Run): Run {
  return { ...asStarted(run), status: 'cancelling' };
}

function asBegun(step: Step): Step {
  const { step_details: details } = step;
  return {
    ...step,
    ...NOT_ENDED,
    status: 'in_progress',
    expired_at: null,
    step_details: details.type === 'tool_calls' ? { ...details, tool_calls: [] } : details,
  };
}

function asEmpty(message: Message): Message {
  const blank = { incomplete_details: null, completed_at: null, incomplete_at: null };
  return { ...message, ...blank, status: 'in_progress', content: [] };
}
