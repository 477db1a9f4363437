import { call } from '../api.ts';

/** Who talks with whom: a bot with the local Discord (two ways), a bot with the Assistants API, that with a model. */
export type EntryKind = 'rest' | 'gateway' | 'assistants' | 'model';

export interface RateLimit {
  bucket?: string;
  limit: number;
  remaining: number;
  /** In seconds. */
  resetAfter: number;
}

/** What a list shows of something that was sent. */
export interface Summary {
  /** Grows with time. */
  id: number;
  kind: EntryKind;
  /** Milliseconds since 1970. */
  at: number;
  direction: 'fromBot' | 'toBot';
  /** `POST /channels/1/messages`, `MESSAGE_CREATE`, the name of a model. */
  label: string;
  /** An HTTP status, 0 for a broken connection. Missing while it is under way, and where there is none. */
  status?: number | 'error';
  ms?: number;
  bytes: number;
  channelId?: string;
  /** Of the Assistants API. */
  threadId?: string;
  /** Of the Assistants API. */
  runId?: string;
  isFailed?: boolean;
  rateLimit?: RateLimit;
}

export type HeaderFields = Readonly<Record<string, string>>;

interface HttpParts {
  method: string;
  requestHeaders?: HeaderFields;
  responseHeaders?: HeaderFields;
  body?: unknown;
  response?: unknown;
}

export interface RestEntry extends Summary, HttpParts {
  kind: 'rest';
  path: string;
  query?: string;
  files?: { field: string; name: string; contentType?: string; bytes: number }[];
  /** By whoever broke this Discord on purpose. */
  fault?: 'failed' | 'dropped' | 'slowed';
}

export interface GatewayEntry extends Summary {
  kind: 'gateway';
  connection: number;
  op?: number;
  t?: string | null;
  s?: number | null;
  d?: unknown;
  event?: 'opened' | 'closed';
  code?: number;
}

export interface AssistantsEntry extends Summary, HttpParts {
  kind: 'assistants';
  url: string;
  isStream?: boolean;
  error?: string;
}

export interface ModelEntry extends Summary {
  kind: 'model';
  model: string;
  request?: unknown;
  answer?: unknown;
  usage?: { promptTokens?: number; completionTokens?: number };
  error?: string;
}

export type Entry = RestEntry | GatewayEntry | AssistantsEntry | ModelEntry;

/** What the stream of entries sends. */
export type EntriesEvent = { entries: Summary[] } | { cleared: true };

/** The first message of this stream has everything that is kept. */
export const ENTRIES_URL = '/playground/inspector/events?after=0';

/** All that is known of one entry; rejects with 404 when it is kept no more. */
export const readEntry = (id: number) => call<Entry>('GET', `/inspector/entries/${id}`);

/** Those in which a text stands, in whatever was sent. */
export const findEntries = (text: string) =>
  call<Summary[]>('GET', `/inspector/entries?text=${encodeURIComponent(text)}`);

/** Forgets all of them. */
export const clearEntries = () => call('DELETE', '/inspector/entries');

/** The request of an entry as a line for a terminal; secrets are names of variables in it. */
export async function readCurl(id: number): Promise<string> {
  const response = await fetch(`/playground/inspector/entries/${id}/curl`);
  if (!response.ok) throw new Error('This request is kept no more.');
  return response.text();
}
