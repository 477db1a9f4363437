import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { onTestFinished } from 'vitest';

/** What the stub was asked. */
interface ModelServerRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: Record<string, unknown>;
}

/** How the stub answers one question. */
export type Behaviour = (exchange: Exchange) => void | Promise<void>;

interface Exchange {
  readonly request: ModelServerRequest;
  readonly response: ServerResponse;
  /** How the API that was asked says things. */
  readonly dialect: Dialect;
}

interface Dialect {
  delta(text: string): object;
  end(reason: EndReason): object[];
  /** What comes after the last event. */
  readonly closing: string;
}

type EndReason = 'stop' | 'length' | 'content_filter';

/** A model server for tests: `/v1/responses`, `/v1/chat/completions` and `/v1/models`, written after their documentation. */
export interface ModelServer {
  /** The base URL, with `/v1`. */
  readonly url: string;
  /** Everything it was asked, oldest first. */
  readonly requests: readonly ModelServerRequest[];
  /** What it does with the next questions, one behaviour each; the last one stays. */
  behave(...behaviours: readonly Behaviour[]): void;
  /** What it answers to `METHOD /path` besides questions, from then on; any number of times. */
  serve(route: string, answer: () => Response): void;
  /** What `/models` lists, or the status with which it refuses. */
  list(models: readonly string[] | number): void;
  close(): Promise<void>;
}

/** Starts a stub on a free port of this machine; it is closed when the test ends. */
export async function startModelServer(...behaviours: readonly Behaviour[]): Promise<ModelServer> {
  const server = await runModelServer(...behaviours);
  onTestFinished(server.close);
  return server;
}

/** The same for all tests of a file, which close it themselves. */
export async function runModelServer(...behaviours: readonly Behaviour[]): Promise<ModelServer> {
  const requests: ModelServerRequest[] = [];
  let next = behaviours.length > 0 ? [...behaviours] : [answering('Hello from the stub.')];
  const others = new Map<string, () => Response>();
  let listed: readonly string[] | number = ['first-model', 'second-model'];

  const server = createServer((incoming, response) => {
    answer(incoming, response).catch(() => response.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');

  async function answer(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const text = (await incoming.toArray()).join('');
    const request = {
      method: incoming.method ?? '',
      path: incoming.url ?? '',
      headers: incoming.headers,
      body: (text === '' ? {} : JSON.parse(text)) as Record<string, unknown>,
    };
    requests.push(request);
    const served = others.get(`${request.method} ${request.path}`)?.();
    if (served) {
      response.writeHead(served.status, Object.fromEntries(served.headers));
      return void response.end(Buffer.from(await served.arrayBuffer()));
    }
    if (request.path === '/v1/models') return sendModels(response, listed);
    const dialect = dialects[request.path];
    if (!dialect) {
      const message = `Unknown request URL: ${request.path}`;
      return sendJson(response, 404, { error: { message, type: 'invalid_request_error', param: null, code: null } });
    }
    const behaviour = next.length > 1 ? next.shift() : next[0];
    await behaviour?.({ request, response, dialect: dialect(request) });
  }

  async function close(): Promise<void> {
    if (!server.listening) return;
    const closed = once(server, 'close');
    server.close();
    server.closeAllConnections();
    await closed;
  }

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    requests,
    behave(...behaviours) {
      next = [...behaviours];
    },
    serve: (route, answer) => void others.set(route, answer),
    list(models) {
      listed = models;
    },
    close,
  };
}

/** A whole answer in a few pieces. */
export function answering(text: string, reason: EndReason = 'stop'): Behaviour {
  return ({ response, dialect }) => {
    openStream(response);
    for (const piece of text.match(/[^]{1,7}/gu) ?? []) send(response, dialect.delta(piece));
    for (const event of dialect.end(reason)) send(response, event);
    response.end(dialect.closing);
  };
}

/** A whole answer that takes its time before each piece. */
export function answeringSlowly(text: string, pauseMs: number): Behaviour {
  return async ({ response, dialect }) => {
    openStream(response);
    for (const piece of text.match(/[^]{1,7}/gu) ?? []) {
      await delay(pauseMs);
      send(response, dialect.delta(piece));
    }
    for (const event of dialect.end('stop')) send(response, event);
    response.end(dialect.closing);
  };
}

/** Exactly these events, and nothing that ends the stream but its end. */
export function sending(...events: readonly object[]): Behaviour {
  return ({ response }) => {
    openStream(response);
    for (const event of events) send(response, event);
    response.end();
  };
}

/** The first ones of these events, and the others when it is time for them. */
export function sendingInTwo(events: readonly object[], first: number, time: Promise<unknown>): Behaviour {
  return async ({ response }) => {
    openStream(response);
    for (const event of events.slice(0, first)) send(response, event);
    await time;
    for (const event of events.slice(first)) send(response, event);
    response.end();
  };
}

/** These events; then the stream stays open. */
export function sendingForEver(...events: readonly object[]): Behaviour {
  return ({ response }) => {
    openStream(response);
    for (const event of events) send(response, event);
  };
}

/** A call of a function, as chat servers stream it. */
export function callingFunction(name: string, given: object): Behaviour {
  const call = { index: 0, id: 'call_1', type: 'function', function: { name, arguments: JSON.stringify(given) } };
  return sending(
    { choices: [{ index: 0, delta: { tool_calls: [call] }, finish_reason: null }] },
    { choices: [{ index: 0, delta: {}, finish_reason: 'tool_calls' }] },
  );
}

/** A refusal. */
export function refusing(status: number, error: object, headers: Record<string, string> = {}): Behaviour {
  return ({ response }) => {
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    sendJson(response, status, { error });
  };
}

/** No answer at all, for as long as the client waits. */
export function hanging(): Behaviour {
  return () => undefined;
}

/** The beginning of an answer and then silence. */
export function fallingSilent(text: string): Behaviour {
  return ({ response, dialect }) => {
    openStream(response);
    send(response, dialect.delta(text));
  };
}

/** The beginning of an answer, ended as if that were all. */
export function stoppingHalfWay(text: string): Behaviour {
  return ({ response, dialect }) => {
    openStream(response);
    send(response, dialect.delta(text));
    response.end();
  };
}

/** The beginning of an answer, then a connection that is gone. */
export function resettingHalfWay(text: string): Behaviour {
  return async ({ response, dialect }) => {
    openStream(response);
    send(response, dialect.delta(text));
    await delay(20); // the piece has to arrive
    response.socket?.resetAndDestroy();
  };
}

/** A connection that is gone before anything was said. */
export function resetting(): Behaviour {
  return ({ response }) => void response.socket?.resetAndDestroy();
}

/** An event stream with something in it that is not JSON. */
export function sendingRubbish(): Behaviour {
  return ({ response }) => {
    openStream(response);
    response.end('data: {"this is": not json\n\n');
  };
}

const dialects: Readonly<Record<string, (request: ModelServerRequest) => Dialect>> = {
  '/v1/responses': ({ body }) => {
    const item = { id: 'msg_1', type: 'message', role: 'assistant', status: 'completed', content: [] };
    const response = { id: 'resp_1', object: 'response', model: body['model'], output: [item], error: null };
    const place = { item_id: 'msg_1', output_index: 0, content_index: 0 };
    const usage = {
      input_tokens: 11,
      input_tokens_details: { cached_tokens: 3 },
      output_tokens: 7,
      output_tokens_details: { reasoning_tokens: 2 },
      total_tokens: 18,
    };
    return {
      delta: (text) => ({ type: 'response.output_text.delta', ...place, delta: text, logprobs: [] }),
      end(reason) {
        if (reason === 'stop') {
          return [
            {
              type: 'response.completed',
              response: { ...response, status: 'completed', usage, incomplete_details: null },
            },
          ];
        }
        const details = { reason: reason === 'length' ? 'max_output_tokens' : reason };
        return [
          {
            type: 'response.incomplete',
            response: { ...response, status: 'incomplete', usage, incomplete_details: details },
          },
        ];
      },
      closing: '',
    };
  },
  '/v1/chat/completions': ({ body }) => {
    const chunk = { id: 'chatcmpl-1', object: 'chat.completion.chunk', created: 1, model: body['model'] };
    const usage = { prompt_tokens: 11, completion_tokens: 7, total_tokens: 18 };
    return {
      delta: (text) => ({ ...chunk, choices: [{ index: 0, delta: { content: text }, finish_reason: null }] }),
      end: (reason) => [
        { ...chunk, choices: [{ index: 0, delta: {}, finish_reason: reason }] },
        ...(body['stream_options'] ? [{ ...chunk, choices: [], usage }] : []),
      ],
      closing: 'data: [DONE]\n\n',
    };
  },
};

function openStream(response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' });
}

function send(response: ServerResponse, event: object): void {
  const name = 'type' in event ? `event: ${String(event.type)}\n` : '';
  response.write(`${name}data: ${JSON.stringify(event)}\n\n`);
}

function sendModels(response: ServerResponse, listed: readonly string[] | number): void {
  if (typeof listed === 'number') return sendJson(response, listed, { error: { message: 'No models today.' } });
  return sendJson(response, 200, { object: 'list', data: listed.map((id) => ({ id, object: 'model' })) });
}

function sendJson(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}
