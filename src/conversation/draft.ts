import type { OpenAI } from 'openai';
import { ONE_TRY, RubbishError } from '../assistants/server-call.ts';
import type { Run } from './run.ts';

type Event = OpenAI.Beta.AssistantStreamEvent;

/** What a request for a stream answers with: `withResponse()` of the official client. */
interface Streamed {
  readonly data: AsyncIterable<Event>;
  readonly response: Response;
}

/** What an assistant has written so far in a run, as the server tells while it writes. It is only for show. */
export type Draft = ReturnType<typeof createDraft>;

/** After one of them a stream has nothing more to tell. */
const LAST: ReadonlySet<string> = new Set(
  ['completed', 'failed', 'cancelled', 'expired', 'incomplete', 'requires_action'].map((end) => `thread.run.${end}`),
);
/** Made once: an abort without a reason makes an error with a stack, for every answer. */
const DONE = new Error('The answer is there.');

export function createDraft() {
  const pieces = new Map<string, string[]>();
  const closing = new AbortController();
  let isWhole = false;
  let hear: () => void = () => undefined;

  function take({ event, data }: Event): void {
    if (event !== 'thread.message.delta') return;
    for (const part of data.delta.content ?? []) {
      const more = part.type === 'text' ? part.text?.value : part.type === 'refusal' ? part.refusal : undefined;
      if (more === undefined || more === '') continue;
      const key = `${data.id}/${part.index}`;
      const written = pieces.get(key);
      if (written) written.push(more);
      else pieces.set(key, [more]);
      hear();
    }
  }

  /** The first thing that is told of the run itself. What breaks off before it leaves unclear what has happened. */
  async function firstRun(events: AsyncIterator<Event>): Promise<Run> {
    try {
      for (;;) {
        const next = await events.next();
        if (next.done) throw new RubbishError('The stream ended before it told of the run.');
        take(next.value);
        const { data } = next.value;
        if ('object' in data && data.object === 'thread.run') {
          if (LAST.has(next.value.event)) void events.return?.();
          else void readOn(events);
          return data;
        }
      }
    } catch (error) {
      throw new RubbishError('The stream broke off before it told of the run.', { cause: error });
    }
  }

  async function readOn(events: AsyncIterator<Event>): Promise<void> {
    try {
      for (let next = await events.next(); !next.done; next = await events.next()) {
        if (closing.signal.aborted) return;
        take(next.value);
        if (LAST.has(next.value.event)) return;
      }
      isWhole = false;
    } catch {
      isWhole = false; // the answer grows no more; whether the run ends well is found out by asking
    }
  }

  return {
    /** Of all messages of the run, as Markdown. */
    get text(): string {
      return Array.from(pieces.values(), (each) => each.join(''))
        .join('\n\n')
        .trimStart();
    },

    /** All that the run has written so far was heard; what it goes on to write can be. */
    get isWhole(): boolean {
      return isWhole && !closing.signal.aborted;
    },

    /** Calls back whenever there is more. */
    onMore(listener: () => void): void {
      hear = listener;
    },

    /**
     * Asks for a stream, answers with the run that it tells of, and goes on listening. A server that does not stream
     * answers with the run itself: then there is nothing to hear.
     * @throws {RubbishError} when the stream broke off before it told of the run; whatever was asked for may have happened.
     */
    async follow(ask: (signal: AbortSignal) => Promise<Streamed>, { isNewRun = false } = {}): Promise<Run> {
      if (isNewRun) pieces.clear();
      const slow = new AbortController();
      const alarm = setTimeout(() => slow.abort(new Error('The stream told of no run.')), ONE_TRY.timeout);
      isWhole = false;
      try {
        const { data, response } = await ask(AbortSignal.any([closing.signal, slow.signal]));
        const type = response.headers.get('content-type') ?? '';
        if (!type.includes('event-stream')) return (await response.json()) as Run;
        isWhole = true;
        return await firstRun(data[Symbol.asyncIterator]());
      } catch (error) {
        isWhole = false;
        throw error;
      } finally {
        clearTimeout(alarm);
      }
    },

    /** Listens no more. */
    close: () => closing.abort(DONE),
  };
}
