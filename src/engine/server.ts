import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import { isLoopback } from '../loopback.ts';
import { createGate, type GateOptions } from './http/gate.ts';

/** How long the head of a request may take to arrive. */
const HEAD_TIMEOUT_MS = 20_000;
/** How long a whole request may take to arrive: a file of 512 MB over a household's line. */
const REQUEST_TIMEOUT_MS = 600_000;
/** Longer than the minute for which proxies keep a connection: who closes second loses no request. */
const KEEP_ALIVE_MS = 75_000;
const MAX_CONNECTIONS = 4_096;
const HEALTH_TIMEOUT_MS = 2_000;
const MEGABYTE = 1024 ** 2;

const DEFAULT_BODIES = { jsonBytes: 10 * MEGABYTE, uploadBytes: 513 * MEGABYTE, jsonMs: 60_000 };
const DEFAULT_SLOTS = { atOnce: 256, waiting: 1_024, waitMs: 10_000 };

export interface EngineServerOptions extends Pick<GateOptions, 'engines' | 'keys' | 'checkHealth' | 'log'> {
  host: string;
  /** 0 takes any that is free. */
  port: number;
  bodies?: GateOptions['bodies'];
  slots?: GateOptions['slots'];
}

/** Engines on the network. */
export interface EngineServer {
  /** Where it is, without a path: clients add `/v1`. */
  readonly url: string;
  /** Accepts nothing more and waits for the answers under way; those that outlast the bound are cut. */
  close(boundMs: number): Promise<void>;
}

/** Serves engines over HTTP. Rejects with the error of `listen`, such as `EADDRINUSE`. */
export async function startEngineServer(options: EngineServerOptions): Promise<EngineServer> {
  const { host, port, bodies = DEFAULT_BODIES, slots = DEFAULT_SLOTS } = options;
  const gate = createGate({
    ...options,
    isLocal: isLoopback(host),
    checkHealth: () => within(HEALTH_TIMEOUT_MS, options.checkHealth()),
    bodies,
    slots,
  });
  const server = createAdaptorServer({
    fetch: gate,
    createServer,
    overrideGlobalObjects: false, // the globals belong to the whole process
    serverOptions: {
      headersTimeout: HEAD_TIMEOUT_MS,
      requestTimeout: REQUEST_TIMEOUT_MS,
      keepAliveTimeout: KEEP_ALIVE_MS,
    },
  }) as Server;
  server.maxConnections = MAX_CONNECTIONS;
  let isClosing = false;
  server.prependListener('request', (_, response) => {
    // A connection that is kept alive would keep a closing server open.
    response.once('close', () => isClosing && setImmediate(() => server.closeIdleConnections()));
  });

  server.listen(port, host);
  await once(server, 'listening');
  const { address, family, port: opened } = server.address() as AddressInfo;

  return {
    url: `http://${family === 'IPv6' ? `[${address}]` : address}:${opened}`,

    async close(boundMs) {
      isClosing = true;
      const closed = once(server, 'close');
      server.close();
      const timer = setTimeout(() => server.closeAllConnections(), boundMs);
      await closed;
      clearTimeout(timer);
    },
  };
}

async function within<Result>(ms: number, task: Promise<Result>): Promise<Result> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error(`No answer within ${ms} milliseconds.`)), ms);
  try {
    return await Promise.race([task, late]);
  } finally {
    clearTimeout(timer);
  }
}
