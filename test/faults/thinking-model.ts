import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { isWhole, tokensIn, writeAnswer } from './marks.ts';
import type { Random } from './random.ts';

/** What a provider does when it does not answer. */
export type ModelFault = (typeof MODEL_FAULTS)[number] | 'endless';
export const MODEL_FAULTS = ['busy', 'error', 'reset', 'hang', 'html', 'rubbish', 'half', 'cut'] as const;

interface ChatRequest {
  readonly messages: readonly { readonly role: string; readonly content: unknown }[];
}

const THINKS_MS = [50, 800] as const;
const HANGS_MS = 6_000;
/** One who never comes to an end says something this often. */
const DRIP_MS = 300;
const PIECES = /[^]{1,200}/gu;
const LONG_SHARE = 0.2;
const LONG_LINES = [50, 160] as const;

/** A chat-completions server that answers with the tokens of what it is asked, after a while of thinking; then it may write slowly. */
export async function startThinkingModel(random: Random, { pauseMs = 0 } = {}) {
  let asked = 0;
  let faults: { readonly kinds: readonly [ModelFault, ...ModelFault[]]; readonly share: number } | undefined;

  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const text = (await request.toArray()).join('');
    if (request.url === '/v1/models') return sendJson(response, 200, { object: 'list', data: [{ id: 'thinker' }] });
    if (request.url !== '/v1/chat/completions') return sendJson(response, 404, { error: { message: 'Unknown URL' } });
    const { messages } = JSON.parse(text) as ChatRequest;
    const lines = random.chance(LONG_SHARE) ? random.between(...LONG_LINES) : 2;
    asked += 1;
    const whole = writeAnswer(`a${asked}`, tokensToAnswer(messages), lines);
    await delay(random.between(...THINKS_MS));
    if (faults && random.chance(faults.share)) return misbehave(random.pick(faults.kinds), whole, response);
    openStream(response);
    for (const piece of pauseMs > 0 ? (whole.match(PIECES) ?? []) : [whole]) {
      sendPieces(response, piece);
      await delay(pauseMs);
    }
    sendEvent(response, { choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] });
    sendEvent(response, { choices: [], usage: { prompt_tokens: 11, completion_tokens: 7, total_tokens: 18 } });
    return void response.end('data: [DONE]\n\n');
  }

  return {
    /** The base URL, with `/v1`. */
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    get asked() {
      return asked;
    },
    /** From now on so many of its answers, of 1, go wrong in one of these ways. */
    misbehave(share: number, ...kinds: readonly [ModelFault, ...ModelFault[]]): void {
      faults = { share, kinds };
    },
    behave(): void {
      faults = undefined;
    },
    async close(): Promise<void> {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

/** What this turn is about: the tokens of what people said since the last answer that came to its end. */
function tokensToAnswer(messages: ChatRequest['messages']): string[] {
  const last = messages.findLastIndex(({ role, content }) => role === 'assistant' && isWhole(textOf(content)));
  return messages.slice(last + 1).flatMap(({ role, content }) => (role === 'user' ? tokensIn(readable(content)) : []));
}

/** A text, or texts and pictures, in which the models of others would see something, too. */
function readable(content: unknown): string {
  if (!Array.isArray(content)) return textOf(content);
  const parts = content as { text?: string; image_url?: { url: string } }[];
  const seen = parts.map(({ text, image_url: picture }) => text ?? atob(picture?.url.split(',')[1] ?? ''));
  return seen.join('\n');
}

function textOf(content: unknown): string {
  return typeof content === 'string' ? content : JSON.stringify(content ?? '');
}

async function misbehave(kind: ModelFault, whole: string, response: ServerResponse): Promise<void> {
  const begun = whole.slice(0, whole.length / 2);
  switch (kind) {
    case 'busy':
      response.setHeader('retry-after', '1');
      return sendJson(response, 429, { error: { message: 'Rate limit reached', code: 'rate_limit_exceeded' } });
    case 'error':
      return sendJson(response, 500, { error: { message: 'The server had an error' } });
    case 'reset':
      return void response.socket?.resetAndDestroy();
    case 'hang':
      await delay(HANGS_MS);
      return void response.socket?.resetAndDestroy();
    case 'html':
      response.writeHead(200, { 'content-type': 'text/html' });
      return void response.end('<html><body>Our site is being maintained.</body></html>');
    case 'rubbish':
      openStream(response);
      return void response.end('data: {"this is": not json\n\n');
    case 'half':
      openStream(response);
      sendPieces(response, begun);
      await delay(20); // the pieces have to arrive
      return void response.socket?.resetAndDestroy();
    case 'cut':
      openStream(response);
      sendPieces(response, begun);
      return void response.end();
    case 'endless':
      openStream(response);
      for (; !response.destroyed; await delay(DRIP_MS)) sendPieces(response, 'and so on, ');
      return undefined;
    default:
      return kind satisfies never;
  }
}

function openStream(response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' });
}

function sendPieces(response: ServerResponse, text: string): void {
  for (const content of text.match(/[^]{1,400}/gu) ?? []) {
    sendEvent(response, { choices: [{ index: 0, delta: { content }, finish_reason: null }] });
  }
}

function sendEvent(response: ServerResponse, event: object): void {
  const chunk = { id: 'chatcmpl-1', object: 'chat.completion.chunk', created: 1, model: 'thinker', ...event };
  response.write(`data: ${JSON.stringify(chunk)}\n\n`);
}

function sendJson(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}
