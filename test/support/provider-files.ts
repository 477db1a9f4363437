import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

interface ProviderRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

type Answer = Response | ((request: ProviderRequest) => Response | Promise<Response>);

/** OpenAI's files, vector stores and containers as far as a test scripts them; anything else is a 404. */
export interface ProviderFiles {
  /** With `/v1`. */
  readonly url: string;
  /** Everything it was asked, oldest first. */
  readonly requests: readonly ProviderRequest[];
  /** How it answers `METHOD /path`, from then on. */
  on(route: string, answer: Answer): void;
}

/** Starts a stub on a free port of this machine; it is closed when the test ends. */
export async function startProviderFiles(): Promise<ProviderFiles> {
  const requests: ProviderRequest[] = [];
  const answers = new Map<string, Answer>();

  const server = createServer((incoming, outgoing) => {
    reply(incoming, outgoing).catch(() => outgoing.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });

  async function reply(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const { method = '', url = '', headers } = incoming;
    const path = url.replace(/^\/v1/, '');
    const request = { method, path, headers, body: Buffer.concat(await incoming.toArray()).toString() };
    requests.push(request);
    const answer = answers.get(`${method} ${path.split('?')[0]}`);
    const response = await (typeof answer === 'function' ? answer(request) : (answer?.clone() ?? unknownUrl(request)));
    outgoing.writeHead(response.status, Object.fromEntries(response.headers));
    outgoing.end(Buffer.from(await response.arrayBuffer()));
  }

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    requests,
    on: (route, answer) => void answers.set(route, answer),
  };
}

function unknownUrl({ method, path }: ProviderRequest): Response {
  const message = `Invalid URL (${method} ${path})`;
  return Response.json({ error: { message, type: 'invalid_request_error', param: null, code: null } }, { status: 404 });
}
