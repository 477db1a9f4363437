import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from 'pino';
import { ApiError } from './api-error.ts';
import { createJournal, type Journal } from './journal.ts';
import { ModelError, type Model, type ModelRequest } from './models/model.ts';
import type { RunEntry } from './objects.ts';
import type { Kept } from './ordered.ts';
import type { createRequests } from './request.ts';
import { LostRun, type Rest } from './rest.ts';
import { readSteps } from './run-view.ts';
import type { State } from './state.ts';
import { writeTurn, type TurnEnd } from './turn.ts';
import { estimateUsage, toRunUsage } from './usage.ts';
import { untilAborted } from './until-aborted.ts';

/** How often a question is asked whose answers break off before anybody has seen anything of them. */
const MAX_TRIES = 3;
const FIRST_PAUSE_MS = 200;

interface ExecutionOptions {
  state: State;
  model: Model;
  log: Logger;
  toRequest: ReturnType<typeof createRequests>;
  isStreamed: (runId: string) => boolean;
}

/** Has a model answer a run that was begun, and brings the run to rest. */
export function createExecution({ state, model, log, toRequest, isStreamed }: ExecutionOptions) {
  return {
    /** The journal of a run that was begun under this lease. */
    async open(entry: Kept<RunEntry>, lease: string): Promise<Journal> {
      const { id, thread_id: threadId } = entry.object;
      const steps = await readSteps(state, threadId, id);
      return createJournal({ state, entry, lease, steps, isStreamed: () => isStreamed(id) });
    },

    /** Answers the status in which the run rests; `undefined` when it was taken away meanwhile. */
    async run(journal: Journal, entry: RunEntry, signal: AbortSignal) {
      return journal.settle(await restOf(journal, entry, signal));
    },
  };

  async function restOf(journal: Journal, entry: RunEntry, signal: AbortSignal): Promise<Rest> {
    const ids = { threadId: entry.object.thread_id, runId: entry.object.id };
    try {
      await journal.publishLate(entry.late ?? []);
      return await answer(journal, entry, signal);
    } catch (error) {
      if (error instanceof ApiError) throw error; // the thread was deleted
      if (signal.aborted || error instanceof LostRun) return { type: 'interrupted' };
      if (error instanceof ModelError) {
        log.warn({ ...ids, err: error }, 'model could not answer');
        return failed(error.code, error.message);
      }
      log.error({ ...ids, err: error }, 'run failed unexpectedly');
      return failed('server_error', 'Sorry, something went wrong.');
    }
  }

  async function answer(journal: Journal, entry: RunEntry, signal: AbortSignal): Promise<Rest> {
    let [share, tries] = [1, 1];
    while (true) {
      const request = await toRequest(entry, journal.items, share);
      if (typeof request === 'string') {
        return { type: 'ended', status: 'incomplete', details: { incomplete_details: { reason: request } } };
      }
      journal.beginTurn();
      try {
        const end = await writeTurn(journal, untilAborted(model.answer(request, signal), signal));
        return toRest(journal, request, end);
      } catch (error) {
        if (!(error instanceof ModelError) || signal.aborted) throw error;
        const isShorter = error.isTooLong && share === 1;
        const isAgain = error.isTransient && tries < MAX_TRIES;
        if ((!isShorter && !isAgain) || !journal.undoTurn()) throw error;
        if (isShorter) share = 1 / 2;
        else {
          log.warn({ threadId: entry.object.thread_id, runId: entry.object.id, err: error }, 'model is asked again');
          await delay(FIRST_PAUSE_MS * 2 ** (tries - 1) * (0.5 + Math.random()), undefined, { signal });
          tries += 1;
        }
      }
    }
  }

  function toRest(journal: Journal, request: ModelRequest, { reason, usage: given, hasCalls, text }: TurnEnd): Rest {
    const usage = toRunUsage(given ?? estimateUsage(request, text));
    switch (reason) {
      case 'stop':
        if (hasCalls) return { type: 'requires_action', usage };
        if (journal.hasDone()) return { type: 'ended', status: 'completed', usage };
        throw new ModelError('server_error', 'The model gave an empty answer.');
      case 'length': {
        const details = { incomplete_details: { reason: 'max_completion_tokens' as const } };
        return { type: 'ended', status: 'incomplete', usage, details, reason: 'max_tokens' };
      }
      case 'content_filter': {
        // A run has no reason of this name, so it fails; its message can say it.
        const last_error = { code: 'invalid_prompt' as const, message: 'The answer was stopped by a content filter.' };
        return { type: 'ended', status: 'failed', usage, details: { last_error }, reason: 'content_filter' };
      }
      default:
        return reason satisfies never;
    }
  }
}

function failed(code: ModelError['code'], message: string): Rest {
  return { type: 'ended', status: 'failed', details: { last_error: { code, message } } };
}
