import { setTimeout as delay } from 'node:timers/promises';
import type { OpenAI } from 'openai';
import type { Logger } from 'pino';
import { ONE_TRY } from '../assistants/server-call.ts';
import { oneLine } from '../markdown/plain-name.ts';
import type { TextKey } from '../texts/texts.ts';
import type { MessageButton, Surface } from './surface.ts';
import { newestPost, type TurnUnderWay } from './turn.ts';

export interface ProgressOptions {
  client: OpenAI;
  surface: Pick<Surface, 'send' | 'edit' | 'remove' | 'postedSince'>;
  log: Logger;
  sleep?: typeof delay;
}

/** After the first second. Whoever waits longer than both is told what is going on, and may stop it. */
const FIRST_WAIT_MS = 7_000;
const LOOK_AGAIN_MS = 10_000;
/** Longer than functions may be named: https://platform.openai.com/docs/api-reference/assistants/object */
const MAX_NAME = 64;
/** Made once: an abort without a reason makes an error with a stack, for every answer. */
const DONE = new Error('The answer is there.');

const DOING: Readonly<Record<string, TextKey>> = {
  message_creation: 'progress.writing',
  file_search: 'progress.searchingFiles',
  // Of the API's first version; some servers still say so.
  retrieval: 'progress.searchingFiles',
  code_interpreter: 'progress.runningCode',
  function: 'progress.usingFunction',
};

/** The message of one turn that says what is going on. */
export type Progress = ReturnType<ReturnType<typeof createProgress>>;

/** Shows one silent message with a Stop button while an answer takes long. */
export function createProgress({ client, surface, log, sleep = delay }: ProgressOptions) {
  async function keepShowing(work: TurnUnderWay, place: () => string | undefined, signal: AbortSignal): Promise<void> {
    await sleep(FIRST_WAIT_MS, undefined, { signal, ref: false });
    for (let shown: string | undefined; ;) {
      const placeId = place();
      const text = await whatIsGoingOn(work, signal);
      signal.throwIfAborted();
      const { noticeId } = work.turn;
      if (placeId !== undefined && noticeId === undefined) await show(work, placeId, text);
      else if (placeId !== undefined && noticeId !== undefined && text !== shown) {
        await surface.edit(placeId, noticeId, { content: text, button: stopButton(work) });
      }
      shown = text;
      await sleep(LOOK_AGAIN_MS, undefined, { signal, ref: false });
    }
  }

  async function show(work: TurnUnderWay, placeId: string, content: string): Promise<void> {
    const { turn } = work;
    const { notice } = turn;
    const earlierId = notice === undefined ? undefined : await find(placeId, newestPost(turn).id, notice);
    if (earlierId !== undefined) {
      await work.save({ noticeId: earlierId });
      return surface.edit(placeId, earlierId, { content, button: stopButton(work) });
    }
    // Written down before: a process that dies now must not leave it there for ever.
    await work.save({ notice: content });
    const nonce = `p-${turn.key}`.slice(0, 25);
    const noticeId = await surface.send({ placeId, content, nonce, isSilent: true, button: stopButton(work) });
    await work.save({ noticeId });
  }

  /** From the newest step of the run. */
  async function whatIsGoingOn({ turn, say }: TurnUnderWay, signal: AbortSignal): Promise<string> {
    const { threadId, runId } = turn;
    if (threadId === undefined || runId === undefined) return say('progress.thinking');
    const details = await newestStep(threadId, runId, signal);
    const call = details?.type === 'tool_calls' ? details.tool_calls.at(-1) : undefined;
    const key = DOING[call?.type ?? details?.type ?? ''] ?? 'progress.thinking';
    return say(key, call?.type === 'function' ? { name: inCode(call.function.name) } : {});
  }

  /** A server that does not tell is no reason to show nothing. */
  async function newestStep(threadId: string, runId: string, signal: AbortSignal) {
    const { steps } = client.beta.threads.runs;
    try {
      const page = await steps.list(runId, { thread_id: threadId, limit: 1 }, { signal, ...ONE_TRY });
      return page.data[0]?.step_details;
    } catch (error) {
      signal.throwIfAborted();
      log.debug({ threadId, runId, err: error }, 'steps could not be listed');
      return undefined;
    }
  }

  async function find(placeId: string, since: string, content: string): Promise<string | undefined> {
    const posted = await surface.postedSince(placeId, since);
    return posted.find((one) => one.content === content)?.id;
  }

  /** Of one turn. */
  return function progressOf(work: TurnUnderWay) {
    const stop = new AbortController();
    let showing: Promise<void> | undefined;
    let removing: Promise<void> | undefined;

    async function takeAway(): Promise<void> {
      stop.abort(DONE);
      await showing;
      const { turn, conversationId } = work;
      if (turn.notice === undefined) return;
      const placeId = turn.placeId ?? conversationId;
      try {
        const id = turn.noticeId ?? (await find(placeId, newestPost(turn).id, turn.notice));
        if (id !== undefined) await surface.remove(placeId, id);
      } catch (error) {
        log.warn({ conversationId, err: error }, 'progress not removed');
      }
    }

    return {
      /**
       * For an answer that takes longer than a second: shows it, if need be, in the place where the answer will be, as
       * soon as that is known.
       */
      start(place: () => string | undefined): void {
        showing = keepShowing(work, place, stop.signal).catch((error: unknown) => {
          // The person waits without it, as they would have.
          if (!stop.signal.aborted) log.warn({ conversationId: work.conversationId, err: error }, 'progress not shown');
        });
      },

      stop: () => stop.abort(DONE),

      /** Takes the message away again, also one that a process which died has left. Writes nothing after that. */
      remove: async (): Promise<void> => (removing ??= takeAway()),
    };
  };
}

/** Between backticks, a name cannot be anything else. */
function inCode(name: unknown): string {
  return oneLine(typeof name === 'string' ? name.replaceAll('`', "'") : '', MAX_NAME) || '?';
}

/** Ends the run that writes the answer. */
export function stopButton({ conversationId, turn, say }: TurnUnderWay): MessageButton {
  return { kind: 'stop', conversationId, turnKey: turn.key, label: say('progress.stop') };
}
