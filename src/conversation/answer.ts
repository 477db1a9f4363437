import { setTimeout as delay } from 'node:timers/promises';
import { NotFoundError, type OpenAI } from 'openai';
import type { Logger } from 'pino';
import type { DefaultAssistant } from '../assistants/default-assistant.ts';
import { UserError } from '../errors.ts';
import { texts } from '../texts.ts';
import { explainError, explainFailure } from './explain.ts';
import { type Post, spokenText } from './post.ts';
import type { ConversationRecord, ConversationRecords } from './records.ts';
import { READ_RETRIES, type Run, RunTimeoutError, settle } from './run.ts';
import { startRun } from './start-run.ts';

export interface AnswerOptions {
  client: OpenAI;
  records: ConversationRecords;
  defaultAssistant: DefaultAssistant;
  log: Logger;
  sleep?: typeof delay;
  now?: () => number;
}

/** After a failure that may pass, this many new runs are tried on the same thread. */
const MAX_NEW_RUNS = 2;
const MAY_PASS: ReadonlySet<string> = new Set(['server_error', 'rate_limit_exceeded']);

const ADDITIONAL_INSTRUCTIONS =
  'You are talking with people in a Discord conversation. Each of their messages begins with the display name of its ' +
  'author and a colon; several people may write. Answer all messages since your last answer together, in Discord ' +
  'Markdown, and do not put a name in front of your answer.';

/** Turns the posts that wait in one conversation into one answer, through one run (or, after a failure, a few). */
export function createAnswerer(options: AnswerOptions) {
  const { client, records, defaultAssistant, log, sleep = delay, now = Date.now } = options;
  const { threads } = client.beta;

  /** The answer as Markdown, or what to say in its place. Rejects only with the signal's reason. */
  async function answer(posts: readonly [Post, ...Post[]], signal: AbortSignal): Promise<string> {
    const { conversationId } = posts[0];
    try {
      return await runTurn(conversationId, posts, signal);
    } catch (error) {
      signal.throwIfAborted();
      if (!(error instanceof UserError)) log.error({ conversationId, err: error }, 'turn failed');
      return explainError(error);
    }
  }

  async function runTurn(conversationId: string, posts: readonly [Post, ...Post[]], signal: AbortSignal) {
    const run = await finish(conversationId, await start(conversationId, posts, signal), signal);
    const answer = await outcome(run, signal);
    await dropIfUnused(conversationId, run.thread_id);
    return (await wasForgotten(conversationId)) ? `${texts.forgotten}\n${answer}` : answer;
  }

  /** The first run of the turn, with the posts in it. */
  async function start(conversationId: string, posts: readonly [Post, ...Post[]], signal: AbortSignal) {
    let isReplaced = false;
    let hasLookedAgain = false;
    for (;;) {
      const record = await records.get(conversationId);
      const threadId = record?.threadId ?? (await makeThread(conversationId, record, signal));
      const assistantId = record?.assistantId ?? (await defaultAssistant.id());
      try {
        const messages = posts.map(toMessage);
        return await startRun(
          client,
          { threadId, assistantId, key: newestOf(posts).id, additionalInstructions: ADDITIONAL_INSTRUCTIONS, messages },
          { signal, sleep, now },
        );
      } catch (error) {
        if (!(error instanceof NotFoundError)) throw error;
        const hasThread = await exists(() => threads.retrieve(threadId, { signal, maxRetries: READ_RETRIES }));
        if (!hasThread && !isReplaced) {
          log.warn({ conversationId, threadId }, 'assistants thread is gone, starting over');
          await forgetThread(conversationId, threadId);
          isReplaced = true;
        } else if (hasThread && record?.assistantId === undefined && !hasLookedAgain) {
          defaultAssistant.lookAgain();
          hasLookedAgain = true;
        } else {
          throw hasThread ? new UserError(texts.assistantGone, { cause: error }) : error;
        }
      }
    }
  }

  /** Waits for the run; a failure that may pass gets a new run without adding the posts again. */
  async function finish(conversationId: string, first: Run, signal: AbortSignal): Promise<Run> {
    let run = await watch(conversationId, first, signal);
    for (let newRuns = 1; newRuns <= MAX_NEW_RUNS && mayPass(run); newRuns += 1) {
      await sleep(1_000 * 2 ** newRuns * (0.5 + Math.random()), undefined, { signal });
      const next = await startRun(
        client,
        {
          threadId: run.thread_id,
          assistantId: run.assistant_id,
          key: `${first.id}.${newRuns}`,
          additionalInstructions: ADDITIONAL_INSTRUCTIONS,
          messages: [],
        },
        { signal, sleep, now },
      );
      run = await watch(conversationId, next, signal);
    }
    return run;
  }

  async function watch(conversationId: string, run: Run, signal: AbortSignal): Promise<Run> {
    try {
      const settled = await settle(client, run, { signal, sleep, now });
      const { id, thread_id: threadId, status, last_error: lastError } = settled;
      const details = { conversationId, threadId, runId: id, status };
      if (status === 'completed') log.info(details, 'run settled');
      else log.warn({ ...details, code: lastError?.code, message: lastError?.message }, 'run settled');
      return settled;
    } catch (error) {
      if (error instanceof RunTimeoutError) await cancel(run);
      throw error;
    }
  }

  async function outcome(run: Run, signal: AbortSignal): Promise<string> {
    switch (run.status) {
      case 'completed':
        return whatIsVisible(await textOf(run, signal)) || texts.emptyAnswer;
      case 'incomplete':
        return `${await textOf(run, signal)}\n\n${texts.cutShort}`.trim();
      case 'failed':
        return explainFailure(run.last_error?.code);
      case 'expired':
        return texts.tookTooLong;
      case 'cancelled':
        return texts.stopped;
      case 'requires_action':
        await cancel(run);
        return texts.needsTools;
      case 'queued':
      case 'in_progress':
      case 'cancelling':
      default:
        log.error({ threadId: run.thread_id, runId: run.id, status: run.status }, 'run status is not known');
        return texts.unknownEnd;
    }
  }

  /** What the assistant wrote in this run. */
  async function textOf(run: Run, signal: AbortSignal): Promise<string> {
    const pieces: string[] = [];
    const messages = threads.messages.list(
      run.thread_id,
      { run_id: run.id, order: 'asc', limit: 100 },
      { signal, maxRetries: READ_RETRIES },
    );
    for await (const message of messages) {
      if (message.role !== 'assistant') continue;
      for (const part of message.content) {
        if (part.type === 'text') pieces.push(part.text.value);
        if (part.type === 'refusal') pieces.push(part.refusal);
      }
    }
    return pieces.join('\n\n').trim();
  }

  /** Frees the thread. The answer to the person does not depend on it, so a failure is only logged. */
  async function cancel(run: Run): Promise<void> {
    try {
      await threads.runs.cancel(run.id, { thread_id: run.thread_id });
    } catch (error) {
      log.warn({ threadId: run.thread_id, runId: run.id, err: error }, 'run could not be cancelled');
    }
  }

  /** A new Assistants thread, written down before its first run unless the conversation was reset meanwhile. */
  async function makeThread(conversationId: string, seen: ConversationRecord | undefined, signal: AbortSignal) {
    // A retry may leave an empty thread behind that nobody uses: harmless, so the client may try again by itself.
    const { id } = await threads.create({ metadata: { discord_channel_id: conversationId } }, { signal });
    await records.update(conversationId, (current) => {
      const isSame = current !== undefined && current.threadId === undefined && current.resets === seen?.resets;
      return isSame ? { ...current, threadId: id } : undefined;
    });
    return id;
  }

  /** A thread that a reset left without a conversation holds what people were told is forgotten. */
  async function dropIfUnused(conversationId: string, threadId: string): Promise<void> {
    const record = await records.get(conversationId);
    if (record?.threadId === threadId) return;
    try {
      await threads.delete(threadId);
    } catch (error) {
      if (!(error instanceof NotFoundError))
        log.warn({ threadId, err: error }, 'assistants thread could not be deleted');
    }
  }

  async function forgetThread(conversationId: string, threadId: string): Promise<void> {
    await records.update(conversationId, (current) => {
      if (current?.threadId !== threadId) return undefined;
      const { threadId: _gone, ...rest } = current;
      return { ...rest, isForgotten: true };
    });
  }

  /** Whether the person has to be told that the conversation lost its memory; asked once, with the answer in hand. */
  async function wasForgotten(conversationId: string): Promise<boolean> {
    let isForgotten = false;
    await records.update(conversationId, (current) => {
      isForgotten = current?.isForgotten === true;
      if (current === undefined || !isForgotten) return undefined;
      const { isForgotten: _told, ...rest } = current;
      return rest;
    });
    return isForgotten;
  }

  return { answer };
}

function toMessage(post: Post): OpenAI.Beta.Threads.RunCreateParams.AdditionalMessage {
  return {
    role: 'user',
    content: spokenText(post),
    metadata: {
      discord_message_id: post.id,
      discord_channel_id: post.conversationId,
      discord_author_id: post.author.id,
    },
  };
}

/** Nothing for a text of which a person would see nothing: Discord refuses blank messages. */
function whatIsVisible(text: string): string {
  return /[^\p{Cc}\p{Cf}\p{Z}]/u.test(text) ? text : '';
}

function newestOf(posts: readonly [Post, ...Post[]]): Post {
  return posts.at(-1) ?? posts[0];
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
