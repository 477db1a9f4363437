import { createServer as createHttpServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { getRequestListener, type HttpBindings } from '@hono/node-server';
import { DiscordError } from './discord-error.ts';
import { isFromHere, LOOPBACK_HOST } from './loopback.ts';

/** What answers for the pages: a Hono app, or a function. */
export type Pages =
  | { fetch: (request: Request) => Response | Promise<Response> }
  | ((request: Request) => Response | Promise<Response>);

interface ServerOptions {
  port: number;
  /** `drop` breaks the connection, here and below. */
  rest: (request: Request, drop: () => void) => Promise<Response>;
  cdn: (request: Request, drop: () => void) => Response;
  peopleHttp: (request: Request) => Response | Promise<Response>;
  pages?: Pages | undefined;
  /** Takes over the sockets of bots. */
  upgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => void;
  refusesConnections: () => boolean;
}

/** The one HTTP server: REST, gateway, attachments, the page and its API. On 127.0.0.1 only. */
export async function createServer(options: ServerOptions) {
  const { rest, cdn, peopleHttp, pages, upgrade, refusesConnections } = options;
  let port = options.port;

  async function fetch(request: Request, env: HttpBindings): Promise<Response> {
    if (!isFromHere(env.incoming.headers, port)) return new Response('Only from this machine.\n', { status: 403 });
    const url = new URL(request.url);
    const { pathname } = url;
    const drop = () => void env.incoming.destroy();
    if (isUnder('/api', pathname)) return rest(request, drop);
    if (isUnder('/cdn', pathname)) return cdn(request, drop);
    if (isUnder('/playground', pathname)) return peopleHttp(request);
    if (pages) return typeof pages === 'function' ? pages(request) : pages.fetch(request);
    return new Response('This is a local Discord. It has no page.\n', { status: 404 });
  }

  const listener = getRequestListener((request, env) => fetch(request, env as HttpBindings), {
    errorHandler(error) {
      if (error instanceof DiscordError) return Response.json(error, { status: error.status });
      return Response.json({ message: `500: ${String(error)}`, code: 0 }, { status: 500 });
    },
  });
  const server = createHttpServer((request, response) => void listener(request, response));

  server.on('upgrade', (request, socket, head) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', `http://${LOOPBACK_HOST}`);
    if (!isFromHere(request.headers, port)) return refuse(socket, '403 Forbidden');
    if (pathname !== '/gateway' && pathname !== '/gateway/') return refuse(socket, '404 Not Found');
    if (refusesConnections()) return refuse(socket, '503 Service Unavailable');
    // discord.js asks for compression only when told to.
    if (searchParams.has('compress') || (searchParams.get('encoding') ?? 'json') !== 'json')
      return refuse(socket, '400 Bad Request', 'This gateway speaks JSON without compression only.');
    if ((searchParams.get('v') ?? '10') !== '10') return refuse(socket, '400 Bad Request', 'Only version 10.');
    return upgrade(request, socket, head);
  });

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, LOOPBACK_HOST, resolve);
  });
  port = (server.address() as AddressInfo).port;

  return {
    url: `http://${LOOPBACK_HOST}:${port}`,
    async close(): Promise<void> {
      const closed = new Promise<void>((resolve) => void server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
  };
}

function isUnder(prefix: string, path: string): boolean {
  return path === prefix || path.startsWith(`${prefix}/`);
}

function refuse(socket: Duplex, status: string, body = ''): void {
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
}
