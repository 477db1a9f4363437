import type { Hono } from 'hono';
import type { Watcher } from '../discord/watcher.ts';
import { createEntries, type EntriesOptions } from './entries.ts';
import type { AssistantsRecord, ModelRecord } from './entry.ts';
import { createInspectorHttp } from './inspector-http.ts';
import { createMask } from './mask.ts';
import { createKeep } from './keep.ts';
import { round, watchDiscord } from './watch-discord.ts';
import { watchFetch } from './watch-fetch.ts';

/** A question to a model, as whoever runs the bot has seen it. */
export interface ModelCall {
  kind: 'model';
  /** When it was asked, in milliseconds since 1970, and how long that took. */
  atMs: number;
  tookMs: number;
  model: string;
  /** Instructions, input, tools and what else it was told. */
  request: object;
  answer: string;
  usage?: Readonly<Record<string, number>> | undefined;
  /** The Assistants thread that it is for. */
  threadId?: string | undefined;
  error?: string | undefined;
}

export interface InspectorOptions extends EntriesOptions {
  /** What must not be seen, in whatever it stands. What looks like a key or a token is not seen either. */
  secrets?: readonly string[] | undefined;
}

export interface Inspector {
  /** For `createDiscord`. */
  readonly watcher: Watcher;
  /** The same fetch, seen. */
  fetch(kind: AssistantsRecord['kind'], fetch: typeof globalThis.fetch): typeof globalThis.fetch;
  record(call: ModelCall): void;
  /** One more text that must not be seen from now on. */
  hide(secret: string): void;
  /** The text as it may be seen. */
  mask(text: string): string;
  clear(): void;
  /** What pages ask it, below `/inspector`. */
  http(apiUrl: () => string): Hono;
}

/** Keeps the newest of what a bot says and hears: to Discord, to the Assistants API, to models. Without secrets. */
export function createInspector({ secrets, ...bounds }: InspectorOptions = {}): Inspector {
  const entries = createEntries(bounds);
  const { mask, hide } = createMask(secrets);
  const keep = createKeep({ mask });

  return {
    watcher: watchDiscord(entries, keep),
    fetch: (kind, fetch) => watchFetch(kind, fetch, entries, keep),
    record({ kind, atMs, tookMs, model, request, answer, usage, threadId, error }) {
      const text = JSON.stringify(request);
      const record: ModelRecord = {
        kind,
        at: Math.round(atMs),
        ms: round(tookMs),
        model: keep(model),
        request: keep(text),
        answer: keep(answer),
        usage,
        threadId,
        error: error === undefined ? undefined : keep(error),
        bytes: Buffer.byteLength(text) + Buffer.byteLength(answer),
      };
      entries.add(record);
    },
    hide,
    mask,
    clear: entries.clear,
    http: (apiUrl) => createInspectorHttp({ entries, apiUrl }),
  };
}
