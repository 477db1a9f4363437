import { setImmediate as nextMacrotask } from 'node:timers/promises';

/** What the official client takes as its `fetch` option. */
export type Fetch = (input: string | URL | Request, init?: RequestInit) => Promise<Response>;

/**
 * A handler of requests as a `fetch` that the official client can use in process: called unbound with `(url, init)`,
 * it rejects when `init.signal` is aborted (the client's timeouts rest on that) while the handler goes on.
 */
export function createFetch(handle: (request: Request) => Response | Promise<Response>): Fetch {
  return async (input, init) => {
    const { signal: givenSignal, ...rest } = init ?? {};
    const signal = givenSignal ?? (input instanceof Request ? input.signal : undefined);
    signal?.throwIfAborted();
    // Without it a client that polls without a pause would keep timers and sockets from ever having their turn.
    await nextMacrotask();
    signal?.throwIfAborted();
    if (isDataUrl(input)) return new Response(); // the client looks at the class of the answer before an upload
    // A request of our own without the signal: a listener per request would pile up on a signal that lives long.
    const request = input instanceof Request && init === undefined ? input : new Request(input, rest);
    const response = Promise.resolve(handle(request));
    return signal ? raceWith(signal, response) : response;
  };
}

async function raceWith<Result>(signal: AbortSignal, task: Promise<Result>): Promise<Result> {
  const { promise: aborted, reject } = Promise.withResolvers<never>();
  const onAbort = () => reject(signal.reason as Error);
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    return await Promise.race([task, aborted]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}

function isDataUrl(input: string | URL | Request): boolean {
  return (input instanceof Request ? input.url : String(input)).startsWith('data:');
}
