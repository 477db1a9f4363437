/**
 * A model behind `/v1/chat/completions` whose thinking time is in the question: `think=500` waits 500 ms. It answers
 * with the numbers (`#17`) of the posts since its last answer, and with how long it really took, from the request to
 * the answer; to `formula=3` with a formula besides. A process of its own, so that its work disturbs nobody.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

interface Question {
  model: string;
  stream?: boolean;
  messages: { role: string; content: unknown }[];
}

const server = createServer((request, response) => {
  answer(request, response).catch(() => response.destroy());
});
server.keepAliveTimeout = 120_000;
server.listen(0, '127.0.0.1', () => {
  console.log(`The model is at http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`);
});

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const startMs = performance.now();
  const text = (await request.toArray()).join('');
  if (request.url?.endsWith('/models')) {
    return sendJson(response, { object: 'list', data: [{ id: 'stub', object: 'model' }] });
  }
  const question = JSON.parse(text) as Question;
  const asked = newestPosts(question);
  const thinkMs = Math.max(0, ...[...asked.matchAll(/think=(\d+)/g)].map(([, ms]) => Number(ms)));
  if (thinkMs > 0) await delay(thinkMs - (performance.now() - startMs));
  const numbers = [...asked.matchAll(/#\d+/g)].join(' ');
  const [formula = ''] = [...asked.matchAll(/formula=(\d+)/g)].map(
    ([, root]) => `\n\n$$\\sqrt[${root}]{\\frac{x}{y}}$$`,
  );
  const say = () => `Thought for ${(performance.now() - startMs).toFixed(2)} ms about ${numbers}.${formula}`;
  return question.stream ? sendStream(response, question.model, say) : sendWhole(response, question.model, say);
}

/** What was said since the last answer. */
function newestPosts({ messages }: Question): string {
  const posts = messages.slice(messages.findLastIndex(({ role }) => role === 'assistant') + 1);
  return posts
    .filter(({ role }) => role === 'user')
    .map(({ content }) => JSON.stringify(content))
    .join('\n');
}

function sendStream(response: ServerResponse, model: string, say: () => string): void {
  const chunk = { id: 'chatcmpl-1', object: 'chat.completion.chunk', created: 1, model };
  const piece = (delta: object, reason: string | null) => ({
    ...chunk,
    choices: [{ index: 0, delta, finish_reason: reason }],
  });
  response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' });
  const words = say().split(/(?<= )/);
  const events = [
    ...words.map((content) => piece({ content }, null)),
    piece({}, 'stop'),
    { ...chunk, choices: [], usage: { prompt_tokens: 100, completion_tokens: 10, total_tokens: 110 } },
  ];
  response.end(`${events.map((event) => `data: ${JSON.stringify(event)}\n\n`).join('')}data: [DONE]\n\n`);
}

function sendWhole(response: ServerResponse, model: string, say: () => string): void {
  const message = { role: 'assistant', content: say(), refusal: null };
  const choices = [{ index: 0, message, finish_reason: 'stop', logprobs: null }];
  sendJson(response, { id: 'chatcmpl-1', object: 'chat.completion', created: 1, model, choices });
}

function sendJson(response: ServerResponse, body: object): void {
  response.writeHead(200, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}
