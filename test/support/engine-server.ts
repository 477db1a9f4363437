import { once } from 'node:events';
import { type IncomingMessage, request as httpRequest } from 'node:http';
import OpenAI from 'openai';
import { pino } from 'pino';
import { onTestFinished } from 'vitest';
import { createEngine, type Engine, type EngineOptions } from '../../src/engine/engine.ts';
import { type EngineServer, type EngineServerOptions, startEngineServer } from '../../src/engine/server.ts';
import { openSqliteStore } from '../../src/storage/sqlite-store.ts';
import type { Store } from '../../src/storage/store.ts';
import { echo } from './engine-client.ts';
import { specified } from './specification.ts';

const log = pino({ level: 'silent' });

/** An engine in memory, or over a store, whose every answer is checked; closed when the test ends. */
export function engineOn(
  store: Store = openSqliteStore({ file: ':memory:' }),
  options: Partial<EngineOptions> = {},
): Engine {
  const engine = createEngine({ store, model: echo, log, ...options });
  onTestFinished(() => engine.close(AbortSignal.abort()));
  const fetch = specified(engine.fetch);
  return {
    ...engine,
    fetch: (input, init) =>
      fetch(input, init).catch((error: unknown) => {
        process.stderr.write(`\n${String(error)}\n\n`); // the server makes a 500 of it
        throw error;
      }),
  };
}

/** A server of engines on a free port of this machine, without keys unless some are given; closed when the test ends. */
export async function startServer(options: Partial<EngineServerOptions> = {}): Promise<EngineServer> {
  const server = await startEngineServer({
    host: '127.0.0.1',
    port: 0,
    engines: options.engines ?? new Map([['default', engineOn()]]),
    keys: [],
    checkHealth: async () => undefined,
    log,
    ...options,
  });
  onTestFinished(() => server.close(0));
  return server;
}

/** A server whose one engine is this function. */
export function startServerOf(
  fetch: (request: Request) => Promise<Response>,
  options: Partial<EngineServerOptions> = {},
) {
  const answer = async (input: unknown) => fetch(input as Request);
  return startServer({ ...options, engines: new Map([['default', { fetch: answer }]]) });
}

/** The official client over HTTP. It does not try again: a test wants to see the first answer. */
export function clientAt(url: string, apiKey = 'unused'): OpenAI {
  return new OpenAI({ baseURL: `${url}/v1`, apiKey, maxRetries: 0, fetch: specified(fetch) });
}

/** A request with headers that `fetch` does not let one set, and a body that comes in pieces. */
export async function requestRaw(
  url: string,
  options: { method?: string; headers?: Record<string, string>; body?: readonly string[] } = {},
) {
  const { method = 'GET', headers = {}, body = [] } = options;
  const request = httpRequest(url, { method, headers, agent: false });
  for (const piece of body) request.write(piece);
  request.end();
  const [response] = (await once(request, 'response')) as [IncomingMessage];
  const text = (await response.toArray()).join('');
  return {
    status: response.statusCode,
    headers: response.headers,
    body: text === '' ? undefined : (JSON.parse(text) as unknown),
  };
}
