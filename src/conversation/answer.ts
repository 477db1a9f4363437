import { setTimeout as delay } from 'node:timers/promises';
import { APIError, NotFoundError, type OpenAI } from 'openai';
import type { Logger } from 'pino';
import { UserError } from '../errors.ts';
import { createSlots } from '../slots.ts';
import type { TextKey } from '../texts/texts.ts';
import { type AnswerContent, createReadAnswer, textContent, textOf } from './answer-content.ts';
import { type BringFilesOptions, createBringFiles } from './bring-files.ts';
import type { Draft } from './draft.ts';
import { createDropThread } from './drop-thread.ts';
import { explainError, explainFailure } from './explain.ts';
import { LeaseLostError } from './lease.ts';
import type { Ledger } from './ledger.ts';
import { toMessage } from './post-message.ts';
import { createSettle, type Run, RunTimeoutError } from './run.ts';
import { ask, hasId, isRun, ONE_TRY } from '../assistants/server-call.ts';
import type { Toolbox } from '../tools/toolbox.ts';
import { createStartRun, isAboutActiveRun } from './start-run.ts';
import { StoreAwayError } from './store-away.ts';
import type { Moderators } from './surface.ts';
import type { createTerms } from './terms.ts';
import { createToolCalls } from './tool-calls.ts';
import type { TurnUnderWay } from './turn.ts';

export interface AnswerOptions extends BringFilesOptions {
  client: OpenAI;
  ledger: Ledger;
  terms: ReturnType<typeof createTerms>;
  /** Answers the functions that assistants call. */
  toolbox: Pick<Toolbox, 'run'>;
  moderators: Moderators;
  /** How long one run may take. */
  runTimeoutMs: number;
  log: Logger;
  sleep?: typeof delay;
  now?: () => number;
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
  const { client, ledger, terms, toolbox, moderators, runTimeoutMs, log, sleep = delay, now = Date.now } = options;
  const { threads } = client.beta;
  const settle = createSettle(client);
  const startRun = createStartRun(client, settle);
  const settleWithCalls = createToolCalls({ client, settle, toolbox });
  const readAnswer = createReadAnswer(options);
  const starting = createSlots(MAX_STARTING);
  const files = createBringFiles(options);
  const { dropAnswer } = createDropThread(options);

  /**
   * The answer, or what to say in its place. Goes on where a process that died has left the turn. Rejects
   * with the signal's reason, a `StoreAwayError` or a `LeaseLostError`: then the turn is to be taken up again. A draft
   * hears what is written meanwhile.
   */
  async function answer(work: TurnUnderWay, signal: AbortSignal, draft?: Draft): Promise<Answer> {
    try {
      await files.bring(work, signal);
      const started = await starting.run(() => start(work, draft, signal));
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

  /** The run of the turn: the one that it has, or one with the posts in it. */
  async function start(work: TurnUnderWay, draft: Draft | undefined, signal: AbortSignal): Promise<Run> {
    const { conversationId, turn } = work;
    const known = turn.runId === undefined ? undefined : await findRun(turn.threadId, turn.runId, signal);
    if (known) return known;

    let mayExist = !work.isNew;
    let isReplaced = false;
    let hasLookedAgain = false;
    for (;;) {
      const threadId = work.turn.threadId ?? (await makeThread(work, signal));
      const here = await ask(() => terms.of(work.turn), Boolean, { signal, sleep });
      try {
        const messages = await messagesFor(work, signal);
        const { replaces } = work.turn;
        // What the assistant answered must not be there when it answers once more.
        const { runId: oldRunId } = replaces ?? {};
        if (oldRunId !== undefined) {
          await ask(
            () => dropAnswer(threadId, oldRunId, signal),
            () => true,
            { signal, sleep },
          );
        }
        const { assistantId, instructions } = here;
        const run = await begin(work, { threadId, assistantId, instructions, messages, mayExist, draft }, signal);
        if (here.insteadOfChosen !== undefined) await unchoose(work, here.insteadOfChosen);
        return run;
      } catch (error) {
        if (isRefusal(error) && (await files.giveUpUploads(work))) continue;
        if (!(error instanceof NotFoundError)) throw error;
        const hasThread = await exists(() =>
          ask(() => threads.retrieve(threadId, { signal, ...ONE_TRY }), hasId, { signal, sleep }),
        );
        if (!hasThread && !isReplaced) {
          log.warn({ conversationId, threadId }, 'assistants thread is gone, starting over');
          await forgetThread(work, threadId);
          isReplaced = true;
          mayExist = false;
        } else if (hasThread && !hasLookedAgain) {
          terms.lookAgain(here);
          hasLookedAgain = true;
        } else if (!(hasThread && (await files.giveUpUploads(work)))) {
          throw hasThread ? new UserError('answers.assistantGone', {}, { cause: error }) : error;
        }
      }
    }
  }

  /** The posts with their files; nothing when the thread has them already, as after a run that failed. */
  async function messagesFor(work: TurnUnderWay, signal: AbortSignal) {
    const { failedRuns, isHeard, posts } = work.turn;
    if (failedRuns || isHeard) return [];
    await files.bring(work, signal);
    return posts.map((post) => toMessage(post, work.turn.files));
  }

  interface Beginning {
    threadId: string;
    assistantId: string;
    instructions: string;
    messages: OpenAI.Beta.Threads.RunCreateParams.AdditionalMessage[];
    mayExist: boolean;
    draft: Draft | undefined;
  }

  /** A run that is there exactly once, and known to be. */
  async function begin(
    work: TurnUnderWay,
    { mayExist, draft, instructions, ...request }: Beginning,
    signal: AbortSignal,
  ): Promise<Run> {
    const { key, failedRuns = 0 } = work.turn;
    const run = await startRun(
      {
        ...request,
        key: failedRuns === 0 ? key : `${key}.${failedRuns}`,
        additionalInstructions: instructions,
      },
      { mayExist, draft, timeoutMs: runTimeoutMs, signal, sleep, now },
    );
    await work.save({ runId: run.id });
    return run;
  }

  /** Waits for the run; a failure that may pass gets a new run without adding the posts again. */
  async function finish(work: TurnUnderWay, first: Run, draft: Draft | undefined, signal: AbortSignal): Promise<Run> {
    let run = await watch(work.conversationId, first, draft, signal);
    for (let failed = (work.turn.failedRuns ?? 0) + 1; failed <= MAX_NEW_RUNS && mayPass(run); failed += 1) {
      await work.save({ failedRuns: failed, runId: undefined });
      await sleep(1_000 * 2 ** failed * (0.5 + Math.random()), undefined, { signal });
      const { thread_id: threadId, assistant_id: assistantId } = run;
      const { instructions } = await ask(() => terms.of(work.turn), Boolean, { signal, sleep });
      const beginning = { threadId, assistantId, instructions, messages: [], mayExist: false, draft };
      run = await watch(work.conversationId, await begin(work, beginning, signal), draft, signal);
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

  /** A run that was written down; `undefined` when it is gone with its thread. */
  async function findRun(threadId: string | undefined, runId: string, signal: AbortSignal): Promise<Run | undefined> {
    if (threadId === undefined) return undefined;
    try {
      const retrieve = () => threads.runs.retrieve(runId, { thread_id: threadId }, { signal, ...ONE_TRY });
      return await ask(retrieve, isRun, { signal, sleep });
    } catch (error) {
      if (error instanceof NotFoundError) return undefined;
      throw error;
    }
  }

  /** Frees the thread. The answer to the person does not depend on it, so a failure is only logged. */
  async function cancel(threadId: string, runId: string): Promise<void> {
    try {
      await threads.runs.cancel(runId, { thread_id: threadId });
    } catch (error) {
      log.warn({ threadId, runId, err: error }, 'run could not be cancelled');
    }
  }

  /** A new Assistants thread, written down before its first run. */
  async function makeThread(work: TurnUnderWay, signal: AbortSignal): Promise<string> {
    // A retry may leave an empty thread behind that nobody uses: harmless.
    const metadata = { discord_channel_id: work.conversationId };
    const create = () => threads.create({ metadata }, { signal, ...ONE_TRY });
    const { id } = await ask(create, hasId, { signal, sleep });
    await work.saveThread(id);
    return id;
  }

  /** The assistant that was chosen here is gone: the conversation goes on as if nobody had chosen, and says so. */
  async function unchoose(work: TurnUnderWay, insteadOfChosen: string): Promise<void> {
    const { assistantId: gone } = work.turn;
    await ledger.update(work.conversationId, (current) => {
      if (current === undefined || current.assistantId !== gone) return undefined;
      const { assistantId: _gone, ...rest } = current;
      return rest;
    });
    work.note({ assistantId: undefined, insteadOfChosen });
  }

  async function forgetThread(work: TurnUnderWay, threadId: string): Promise<void> {
    await ledger.update(work.conversationId, (current) => {
      if (current?.threadId !== threadId) return undefined;
      const { threadId: _gone, ...rest } = current;
      return { ...rest, isForgotten: true };
    });
    await work.save({ threadId: undefined, runId: undefined, failedRuns: 0, isHeard: false });
  }

  return { answer, cancel };
}

/** The server does not take what it was asked, which may be for the files in it. */
function isRefusal(error: unknown): boolean {
  if (!(error instanceof APIError) || isAboutActiveRun(error)) return false;
  return error.status !== undefined && [400, 413, 415, 422].includes(error.status);
}

function mayPass(run: Run): boolean {
  return run.status === 'expired' || (run.status === 'failed' && MAY_PASS.has(run.last_error?.code ?? ''));
}

async function exists(retrieve: () => Promise<unknown>): Promise<boolean> {
  try {
    await retrieve();
    return true;
  } catch (error) {
    if (error instanceof NotFoundError) return false;
    throw error;
  }
}
