import { once } from 'node:events';
import { createServer, request as ask, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import type { Random } from './random.ts';

/** What can go wrong between the bot and an Assistants server. */
export type ProxyFault = (typeof PROXY_FAULTS)[number];
export const PROXY_FAULTS = ['busy', 'error', 'refused', 'lost', 'slow', 'rubbish', 'mangled'] as const;

const SLOW_MS = [1_000, 4_000] as const;

/** Hands requests on to the server at `target`, unless it is told to do so badly. */
export async function startBrokenProxy(target: string, random: Random) {
  let faults: { readonly kinds: readonly [ProxyFault, ...ProxyFault[]]; readonly share: number } | undefined;
  let broken = 0;

  const server = createServer((incoming, outgoing) => {
    handle(incoming, outgoing).catch(() => outgoing.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');

  async function handle(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const body = Buffer.concat(await incoming.toArray());
    if (!faults || !random.chance(faults.share)) return pass(await handOn(incoming, body), outgoing);
    broken += 1;
    const kind = random.pick(faults.kinds);
    switch (kind) {
      case 'busy':
        outgoing.setHeader('retry-after', '1');
        return sendJson(outgoing, 429, { error: { message: 'Rate limit reached', code: 'rate_limit_exceeded' } });
      case 'error':
        return sendJson(outgoing, random.pick([500, 502, 503]), { error: { message: 'The server had an error' } });
      case 'refused':
        return void outgoing.socket?.resetAndDestroy();
      case 'lost': // it is carried out, and nobody hears of it
        await (await handOn(incoming, body)).toArray();
        return void outgoing.socket?.resetAndDestroy();
      case 'slow':
        await delay(random.between(...SLOW_MS));
        return pass(await handOn(incoming, body), outgoing);
      case 'rubbish':
        outgoing.writeHead(200, { 'content-type': 'text/html' });
        return void outgoing.end('<html><body>Our site is being maintained.</body></html>');
      case 'mangled': {
        const answer = Buffer.concat(await (await handOn(incoming, body)).toArray());
        outgoing.writeHead(200, { 'content-type': 'application/json' });
        return void outgoing.end(answer.subarray(0, answer.length / 2));
      }
      default:
        return kind satisfies never;
    }
  }

  async function handOn({ method, url, headers }: IncomingMessage, body: Buffer): Promise<IncomingMessage> {
    const { host: _ours, connection: _hop, ...rest } = headers;
    const forwarded = ask(new URL(url ?? '/', target), { ...(method && { method }), headers: rest });
    forwarded.end(body);
    const [answer] = (await once(forwarded, 'response')) as [IncomingMessage];
    return answer;
  }

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    /** How many requests went wrong. */
    get broken() {
      return broken;
    },
    /** From now on so many of the requests, of 1, go wrong in one of these ways. */
    misbehave(share: number, ...kinds: readonly [ProxyFault, ...ProxyFault[]]): void {
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

function pass(answer: IncomingMessage, outgoing: ServerResponse): void {
  outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
  answer.pipe(outgoing);
  answer.once('error', () => outgoing.destroy());
  outgoing.once('close', () => answer.destroy());
}

function sendJson(outgoing: ServerResponse, status: number, body: object): void {
  outgoing.writeHead(status, { 'content-type': 'application/json' });
  outgoing.end(JSON.stringify(body));
}
