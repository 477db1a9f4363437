import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from 'pino';
import { UserError } from '../errors.ts';
import { createSlots } from '../slots.ts';
import type { TextKey } from '../texts/texts.ts';
import type { Toolbox } from '../tools/toolbox.ts';
import { type AnswerContent, createReadAnswer, textContent, textOf } from './answer-content.ts';
import { createBringFiles } from './bring-files.ts';
import type { Draft } from './draft.ts';
import { explainError, explainFailure } from './explain.ts';
import { LeaseLostError } from './lease.ts';
import { createSettle, type Run, RunTimeoutError } from './run.ts';
import { StoreAwayError } from './store-away.ts';
import type { Moderators } from './surface.ts';
import { createToolCalls } from './tool-calls.ts';
import type { TurnUnderWay } from './turn.ts';
import { createTurnRun, type TurnRunOptions } from './turn-run.ts';

export interface AnswerOptions extends TurnRunOptions {
  /** Answers the functions that assistants call. */
  toolbox: Pick<Toolbox, 'run'>;
  moderators: Moderators;
  log: Logger;
}

/** After a failure that may pass, this many new runs are tried on the same thread. */
const MAX_NEW_RUNS = 2;
const MAY_PASS: ReadonlySet<string> = new Set(['server_error', 'rate_limit_exceeded']);

/** When very many post at once, the first answers must not wait until the last run was started. */
const MAX_STARTING = 16;

/** What is posted in answer to a turn. */
export interface Answer {
  readonly content: AnswerContent;
  /** What is said below it. */
  readonly note?: string;
  /** It is in the place of an answer that there is not. */
  readonly isApology: boolean;
}

/** Turns the posts of a turn into one answer, through one run (or, after a failure, a few). */
export function createAnswerer(options: AnswerOptions) {
  const { client, toolbox, moderators, runTimeoutMs, log, sleep = delay, now = Date.now } = options;
  const settle = createSettle(client);
  const files = createBringFiles(options);
  const turnRun = createTurnRun(options, { settle, files });
  const settleWithCalls = createToolCalls({ client, settle, toolbox });
  const readAnswer = createReadAnswer(options);
  const starting = createSlots(MAX_STARTING);

  /**
   * The answer, or what to say in its place. Goes on where a process that died has left the turn. Rejects
   * with the signal's reason, a `StoreAwayError` or a `LeaseLostError`: then the turn is to be taken up again. A draft
   * hears what is written meanwhile.
   */
  async function answer(work: TurnUnderWay, signal: AbortSignal, draft?: Draft): Promise<Answer> {
    try {
      await files.bring(work, signal);
      const started = await starting.run(() => turnRun.start(work, draft, signal));
      const run = await finish(work, started, draft, signal);
      const found = await outcome(work, run, signal);
      if (found.isApology && run.status !== 'cancelled') tellModerators(work, textOf(found.content));
      // What was stopped has been paid for all the same, or stopping would get around every budget.
      if (!found.isApology || run.status === 'cancelled') {
        work.note({ usage: { tokens: run.usage?.total_tokens ?? 0, assistantId: run.assistant_id } });
      }
      return found;
    } catch (error) {
      signal.throwIfAborted();
      if (error instanceof StoreAwayError || error instanceof LeaseLostError) throw error;
      const { conversationId } = work;
      if (!(error instanceof UserError)) log.error({ conversationId, err: error }, 'turn failed');
      const { runId, failedRuns, isHeard } = work.turn;
      if (runId === undefined && !failedRuns && !isHeard) work.note({ isUnheard: true });
      const { key, values } = explainError(error);
      const text = work.say(key, values);
      tellModerators(work, text);
      return { content: textContent(text), isApology: true };
    }
  }

  function tellModerators({ conversationId, turn }: TurnUnderWay, reason: string): void {
    const [{ serverId }] = turn.posts;
    if (serverId !== undefined) moderators.tell(serverId, 'log.failed', { channel: conversationId, reason });
  }

  /** Waits for the run; a failure that may pass gets a new run without adding the posts again. */
  async function finish(work: TurnUnderWay, first: Run, draft: Draft | undefined, signal: AbortSignal): Promise<Run> {
    let run = await watch(work.conversationId, first, draft, signal);
    for (let failed = (work.turn.failedRuns ?? 0) + 1; failed <= MAX_NEW_RUNS && mayPass(run); failed += 1) {
      // Before the run is forgotten: a process that takes over here does it again.
      await turnRun.dropWritten(run, signal);
      await work.save({ failedRuns: failed, runId: undefined });
      await sleep(1_000 * 2 ** failed * (0.5 + Math.random()), undefined, { signal });
      run = await watch(work.conversationId, await turnRun.again(work, run, draft, signal), draft, signal);
    }
    return run;
  }

  async function watch(conversationId: string, run: Run, draft: Draft | undefined, signal: AbortSignal): Promise<Run> {
    try {
      const timing = { timeoutMs: runTimeoutMs, signal, sleep, now };
      const settled = await settleWithCalls(run, { conversationId, draft, ...timing });
      const { id, thread_id: threadId, status, last_error: lastError } = settled;
      const details = { conversationId, threadId, runId: id, status };
      if (status === 'completed') log.info(details, 'run settled');
      else log.warn({ ...details, code: lastError?.code, message: lastError?.message }, 'run settled');
      return settled;
    } catch (error) {
      if (error instanceof RunTimeoutError) await cancel(run.thread_id, run.id);
      throw error;
    }
  }

  async function outcome({ say }: TurnUnderWay, run: Run, signal: AbortSignal): Promise<Answer> {
    const apology = (key: TextKey): Answer => ({ content: textContent(say(key)), isApology: true });
    switch (run.status) {
      case 'completed':
        return { content: await readAnswer(run, signal), isApology: false };
      case 'incomplete':
        return { content: await readAnswer(run, signal), note: say('answers.cutShort'), isApology: false };
      case 'failed':
        return apology(explainFailure(run.last_error?.code));
      case 'expired':
        return apology('answers.tookTooLong');
      case 'cancelled':
        return apology('answers.stopped');
      case 'requires_action':
        await cancel(run.thread_id, run.id);
        return apology('answers.needsTools');
      case 'queued':
      case 'in_progress':
      case 'cancelling':
      default:
        log.error({ threadId: run.thread_id, runId: run.id, status: run.status }, 'run status is not known');
        return apology('answers.unknownEnd');
    }
  }

  /** Frees the thread. The answer to the person does not depend on it, so a failure is only logged. */
  async function cancel(threadId: string, runId: string): Promise<void> {
    try {
      await client.beta.threads.runs.cancel(runId, { thread_id: threadId });
    } catch (error) {
      log.warn({ threadId, runId, err: error }, 'run could not be cancelled');
    }
  }

  return { answer, cancel };
}

function mayPass(run: Run): boolean {
  return run.status === 'expired' || (run.status === 'failed' && MAY_PASS.has(run.last_error?.code ?? ''));
}
