import { ApiError } from '../api-error.ts';

/** Where files and vector stores live when they are not the engine's own. */
export interface PassThroughOptions {
  /** With `/v1`, without a slash at its end. */
  baseUrl: string;
  /** The provider's key: what a client sends as its own never leaves this server. */
  apiKey: string;
  fetch?: typeof globalThis.fetch;
}

/** The only paths that are ever handed on, so that the provider's key opens nothing else. */
const PATH =
  /^\/(?:files(?:\/[\w-]+(?:\/content)?)?|uploads(?:\/[\w-]+(?:\/(?:parts|complete|cancel))?)?|vector_stores(?:\/[\w-]+)*)$/;
const METHODS = new Set(['GET', 'POST', 'DELETE']);
const REQUEST_HEADERS = ['accept', 'content-type', 'openai-beta'];
/** What belongs to the connection, to a body that is already unpacked here, or to the provider's own website. */
const KEPT_BACK =
  /^(?:connection|keep-alive|te|trailer|transfer-encoding|upgrade|content-(?:encoding|length)|set-cookie|server|date|alt-svc|via|x-request-id|strict-transport-security|(?:proxy|access-control|cf)-.*)$/;

/** Hands requests for files and vector stores on to the provider, which has all of them. */
export type PassThrough = ReturnType<typeof createPassThrough>;

/** Bodies go through as streams, in both directions. */
export function createPassThrough({ baseUrl, apiKey, fetch = globalThis.fetch }: PassThroughOptions) {
  return {
    /** Whether such a request may be handed on. */
    takes: (method: string, path: string) => METHODS.has(method) && PATH.test(path),

    /**
     * The provider's answer to a request that `takes` allows; the path comes without what the client puts before it.
     *
     * @throws ApiError when the provider cannot be reached or refuses its key
     */
    async forward(request: Request, path: string): Promise<Response> {
      const headers = new Headers({ authorization: `Bearer ${apiKey}` });
      for (const name of REQUEST_HEADERS) {
        const value = request.headers.get(name);
        if (value !== null) headers.set(name, value);
      }
      const response = await fetch(`${baseUrl}${path}${new URL(request.url).search}`, {
        method: request.method,
        headers,
        body: request.body,
        duplex: 'half',
        redirect: 'error',
        signal: request.signal,
      }).catch((error: unknown) => {
        if (request.signal.aborted) throw error;
        throw new ApiError(502, 'The model provider could not be reached.');
      });
      // Without the provider's own text, which quotes the key; and a client's own key is not what is wrong.
      if (response.status === 401 || response.status === 403) {
        await response.body?.cancel();
        throw new ApiError(502, `The model provider refused the API key of this server (HTTP ${response.status}).`);
      }
      const kept = [...response.headers].filter(([name]) => !KEPT_BACK.test(name));
      // Through a stream that reads at once: Node empties a body that nobody has begun to read when its response is
      // garbage (https://github.com/nodejs/undici/pull/3199), and nothing but the body is kept of this one.
      const body = response.body?.pipeThrough(new TransformStream()) ?? null;
      return new Response(body, { status: response.status, headers: kept });
    },
  };
}
