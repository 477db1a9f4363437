import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Stack } from './scene.ts';

/** A request that went through. */
export interface Passed {
  readonly method: string;
  readonly path: string;
  /** When it came in. */
  readonly atMs: number;
  /** When its answer went out; NaN until then. */
  answeredMs: number;
}

export interface ProxyOptions {
  /** Whether `Prefer` gets through. Default: no. */
  readonly passesPrefer?: boolean;
  /** What `openai-poll-after-ms` says: the server's own, nothing, or this. Default: nothing. */
  readonly pollAfterMs?: 'as it is' | number;
}

/** Stands before an Assistants server, makes it forget what not every server knows, and notes what is asked. */
export async function startProxy(stack: Stack, target: string, options: ProxyOptions = {}) {
  const { passesPrefer = false, pollAfterMs } = options;
  const passed: Passed[] = [];
  const { origin, pathname } = new URL(target);
  const server = createServer((incoming, outgoing) => {
    const { method = 'GET', url: path = '' } = incoming;
    const request = { method, path: path.slice(pathname.length), atMs: performance.now(), answeredMs: Number.NaN };
    passed.push(request);
    const forward = async () => {
      const body = Buffer.concat(await incoming.toArray());
      const headers = forwarded(incoming.headers, passesPrefer);
      const answer = await fetch(`${origin}${path}`, { method, headers, ...(body.length > 0 && { body }) });
      const answerHeaders = new Headers(answer.headers);
      for (const name of ['content-encoding', 'content-length', 'transfer-encoding']) answerHeaders.delete(name);
      if (pollAfterMs === undefined) answerHeaders.delete('openai-poll-after-ms');
      if (typeof pollAfterMs === 'number' && isPoll({ method, path }))
        answerHeaders.set('openai-poll-after-ms', `${pollAfterMs}`);
      outgoing.writeHead(answer.status, Object.fromEntries(answerHeaders));
      outgoing.end(Buffer.from(await answer.arrayBuffer()));
      request.answeredMs = performance.now();
    };
    forward().catch(() => outgoing.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  stack.defer(() => {
    server.close();
    server.closeAllConnections();
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}${pathname}`,
    passed: passed as readonly Passed[],
  };
}

/** Whether a request looks at one run. */
export function isPoll({ method, path }: Pick<Passed, 'method' | 'path'>): boolean {
  return method === 'GET' && /\/threads\/\w+\/runs\/\w+(?:\?|$)/.test(path);
}

function forwarded(headers: IncomingHttpHeaders, passesPrefer: boolean): Record<string, string> {
  const kept = Object.entries(headers).filter(
    ([name]) =>
      !['host', 'connection', 'content-length', 'transfer-encoding', ...(passesPrefer ? [] : ['prefer'])].includes(
        name,
      ),
  );
  return Object.fromEntries(kept.map(([name, value]) => [name, String(value)]));
}
