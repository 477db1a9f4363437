import type { AssistantsRecord } from './entry.ts';
import type { Entries } from './entries.ts';
import { createStreamText } from './stream-text.ts';
import { headerFields } from './header-fields.ts';
import type { Keep } from './keep.ts';
import { round } from './watch-discord.ts';

type Fetch = typeof globalThis.fetch;

const TEXT = /^(?:text\/|application\/(?:json|x-ndjson)|[\w.]+\/[\w.-]+\+json)/;

/**
 * The same fetch, and what goes through it is kept: when the answer has been read, or the stream has ended.
 *
 * Whoever uses it sees no difference: the answer, its errors, when its pieces come, and what ends it.
 */
export function watchFetch(kind: AssistantsRecord['kind'], fetch: Fetch, entries: Entries, keep: Keep): Fetch {
  return async (input, init) => {
    const startedMs = performance.now();
    const at = Date.now();
    const request = input instanceof Request ? input : undefined;
    const url = input instanceof Request ? input.url : String(input);
    const body = describeBody(init?.body ?? request?.body);
    const requestHeaders = headerFields(new Headers(init?.headers ?? request?.headers), keep);
    let responseHeaders: AssistantsRecord['responseHeaders'] = {};

    function add(outcome: Pick<AssistantsRecord, 'status' | 'response' | 'isStream' | 'error'>, bytes: number): void {
      entries.add({
        kind,
        at,
        ms: round(performance.now() - startedMs),
        method: (init?.method ?? request?.method ?? 'GET').toUpperCase(),
        url: keep(url),
        body: keep(body),
        requestHeaders,
        responseHeaders,
        ...outcome,
        response: keep(outcome.response),
        error: outcome.error === undefined ? undefined : keep(outcome.error),
        bytes: Buffer.byteLength(body) + bytes,
      });
    }

    let response: Response;
    try {
      response = await fetch(input, init);
    } catch (error) {
      add({ response: '', isStream: false, error: messageOf(error) }, 0);
      throw error;
    }
    const { status, headers } = response;
    responseHeaders = headerFields(headers, keep);
    const type = headers.get('content-type') ?? '';
    if (response.body && type.startsWith('text/event-stream')) {
      const text = createStreamText();
      return follow(response, text.push, (error) =>
        add(
          { status, response: text.end(), isStream: true, ...(error !== undefined && { error: messageOf(error) }) },
          text.bytes(),
        ),
      );
    }
    if (!TEXT.test(type)) {
      add({ status, response: response.body ? `(${type || 'bytes'})` : '', isStream: false }, 0);
      return response;
    }
    const copy = response.clone();
    void copy.text().then(
      (text) => add({ status, response: text, isStream: false }, Buffer.byteLength(text)),
      (error: unknown) => add({ status, response: '', isStream: false, error: messageOf(error) }, 0),
    );
    return response;
  };
}

/** The same response; its body is read when whoever has it reads, and cancelled when they cancel. */
function follow(response: Response, onChunk: (chunk: Uint8Array) => void, onEnd: (error?: unknown) => void): Response {
  const reader = (response.body as ReadableStream<Uint8Array<ArrayBuffer>>).getReader();
  const body = new ReadableStream<Uint8Array<ArrayBuffer>>(
    {
      async pull(controller) {
        try {
          const { done, value } = await reader.read();
          if (done) {
            onEnd();
            controller.close();
          } else {
            onChunk(value);
            controller.enqueue(value);
          }
        } catch (error) {
          onEnd(error);
          throw error;
        }
      },
      async cancel(reason) {
        onEnd(new Error('The reader has left.'));
        await reader.cancel(reason);
      },
    },
    { highWaterMark: 0 },
  );
  const { status, statusText, headers, url } = response;
  const followed = new Response(body, { status, statusText, headers });
  return Object.defineProperty(followed, 'url', { value: url });
}

function describeBody(body: RequestInit['body'] | Request['body']): string {
  if (body === null || body === undefined) return '';
  if (typeof body === 'string') return body;
  if (!(body instanceof FormData)) return '(bytes)';
  const fields = [...body].map(([name, value]) => [
    name,
    typeof value === 'string' ? value : `(file ${value.name}, ${value.size} bytes)`,
  ]);
  return JSON.stringify(Object.fromEntries(fields));
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
