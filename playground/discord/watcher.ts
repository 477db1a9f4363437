import type { Call } from './rest/route.ts';

/** A request that a bot has made, with its answer. */
export interface WatchedRequest {
  /** When it came in, in milliseconds since 1970, and how long it took. */
  atMs: number;
  tookMs: number;
  method: string;
  /** Without `/api/v10` and without the query. */
  path: string;
  /** With its question mark; empty when there is none. */
  query: string;
  /** What was sent, of a form its JSON. */
  body: string;
  files: Call['files'];
  /** 0 when the connection was broken. */
  status: number;
  response: string;
  requestHeaders: Headers;
  responseHeaders: Headers;
  /** It was broken or slowed down on purpose. */
  fault?: 'failed' | 'dropped' | 'slowed' | undefined;
}

/** A text that has gone over a connection of a bot. */
export interface WatchedFrame {
  atMs: number;
  /** Connections are counted. */
  connection: number;
  direction: 'fromBot' | 'toBot';
  text: string;
}

/** A connection of a bot has come or gone. */
export interface WatchedConnection {
  atMs: number;
  connection: number;
  event: 'opened' | 'closed';
  /** The code it was closed with; 1006 when it broke. */
  code?: number | undefined;
}

/** Is told of everything that goes between this Discord and its bots, secrets included. Nothing may throw. */
export interface Watcher {
  request(request: WatchedRequest): void;
  frame(frame: WatchedFrame): void;
  connection(connection: WatchedConnection): void;
}
