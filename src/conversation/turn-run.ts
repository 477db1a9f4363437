import { setTimeout as delay } from 'node:timers/promises';
import { APIError, NotFoundError, type OpenAI } from 'openai';
import { ask, hasId, isRun, ONE_TRY } from '../assistants/server-call.ts';
import { UserError } from '../errors.ts';
import type { BringFilesOptions, createBringFiles } from './bring-files.ts';
import type { Draft } from './draft.ts';
import { createDropThread } from './drop-thread.ts';
import { toMessage } from './post-message.ts';
import type { createSettle, Run } from './run.ts';
import { createStartRun, isAboutActiveRun } from './start-run.ts';
import type { TurnUnderWay } from './turn.ts';

export interface TurnRunOptions extends BringFilesOptions {
  /** How long one run may take. */
  runTimeoutMs: number;
  now?: () => number;
}

interface Helpers {
  settle: ReturnType<typeof createSettle>;
  files: ReturnType<typeof createBringFiles>;
}

interface Beginning {
  threadId: string;
  assistantId: string;
  instructions: string;
  messages: OpenAI.Beta.Threads.RunCreateParams.AdditionalMessage[];
  mayExist: boolean;
  draft: Draft | undefined;
}

/** Starts the runs of turns, with the posts and their files in them. */
export function createTurnRun(options: TurnRunOptions, { settle, files }: Helpers) {
  const { client, ledger, terms, runTimeoutMs, log, sleep = delay, now = Date.now } = options;
  const { threads } = client.beta;
  const startRun = createStartRun(client, settle);
  const { dropAnswer } = createDropThread(options);

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
        if (oldRunId !== undefined) await dropWrittenIn(threadId, oldRunId, signal);
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

  async function dropWrittenIn(threadId: string, runId: string, signal: AbortSignal): Promise<void> {
    const drop = () => dropAnswer(threadId, runId, signal);
    await ask(drop, () => true, { signal, sleep });
  }

  /** Takes what a run wrote before it failed out of the thread: the next one would take the question for answered. */
  async function dropWritten({ id: runId, thread_id: threadId }: Run, signal: AbortSignal): Promise<void> {
    try {
      await dropWrittenIn(threadId, runId, signal);
    } catch (error) {
      signal.throwIfAborted();
      log.warn({ threadId, runId, err: error }, 'what a failed run wrote stays in its thread');
    }
  }

  /** A new run after one that failed, without adding the posts again. */
  async function again(work: TurnUnderWay, failed: Run, draft: Draft | undefined, signal: AbortSignal): Promise<Run> {
    const { thread_id: threadId, assistant_id: assistantId } = failed;
    const { instructions } = await ask(() => terms.of(work.turn), Boolean, { signal, sleep });
    return begin(work, { threadId, assistantId, instructions, messages: [], mayExist: false, draft }, signal);
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

  return { start, dropWritten, again };
}

/** The server does not take what it was asked, which may be for the files in it. */
function isRefusal(error: unknown): boolean {
  if (!(error instanceof APIError) || isAboutActiveRun(error)) return false;
  return error.status !== undefined && [400, 413, 415, 422].includes(error.status);
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
