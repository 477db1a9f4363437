/** A file that was sent; its bytes are not kept. */
export interface SentFile {
  field: string;
  name: string;
  contentType?: string | undefined;
  bytes: number;
}

/** What a limit was at the end of a request. Times are in seconds. */
export interface RateLimit {
  bucket: string;
  limit: number;
  remaining: number;
  reset: number;
  resetAfter: number;
}

/** Headers by name: those that tell something. */
export type HeaderFields = Readonly<Record<string, string>>;

interface Seen {
  /** Milliseconds since 1970. */
  at: number;
  /** What was sent and answered, before anything was cut. */
  bytes: number;
}

/** A request of a bot to Discord. */
export interface RestRecord extends Seen {
  kind: 'rest';
  ms: number;
  method: string;
  path: string;
  /** With its question mark. */
  query: string;
  body: string;
  files: SentFile[];
  /** 0: the connection was broken. */
  status: number;
  response: string;
  rateLimit?: RateLimit | undefined;
  requestHeaders: HeaderFields;
  responseHeaders: HeaderFields;
  fault?: 'failed' | 'dropped' | 'slowed' | undefined;
  /** Named by the path, or by the interaction that it answers. */
  channelId?: string | undefined;
}

/** A text over the gateway. */
export interface FrameRecord extends Seen {
  kind: 'gateway';
  connection: number;
  direction: 'fromBot' | 'toBot';
  text: string;
}

/** A connection to the gateway that came or went. */
export interface ConnectionRecord extends Seen {
  kind: 'gateway';
  connection: number;
  event: 'opened' | 'closed';
  code?: number | undefined;
}

/** A request of the bot to the Assistants API. */
export interface AssistantsRecord extends Seen {
  kind: 'assistants';
  ms: number;
  method: string;
  url: string;
  body: string;
  /** Left out when there was no answer. */
  status?: number | undefined;
  response: string;
  requestHeaders: HeaderFields;
  /** Empty when there was no answer. */
  responseHeaders: HeaderFields;
  isStream: boolean;
  error?: string | undefined;
}

/** A question to a model. */
export interface ModelRecord extends Seen {
  kind: 'model';
  ms: number;
  model: string;
  /** JSON: instructions, input, tools and what else it was told. */
  request: string;
  answer: string;
  usage?: Readonly<Record<string, number>> | undefined;
  /** The Assistants thread. */
  threadId?: string | undefined;
  error?: string | undefined;
}

/** What was seen, as it is kept: texts, without secrets. */
export type EntryRecord = RestRecord | FrameRecord | ConnectionRecord | AssistantsRecord | ModelRecord;

export type Kind = EntryRecord['kind'];

export const KINDS: readonly Kind[] = ['rest', 'gateway', 'assistants', 'model'];

/** An entry as it stands in a list. */
export interface Summary {
  id: number;
  kind: Kind;
  at: number;
  direction: 'fromBot' | 'toBot';
  label: string;
  status?: number | 'error' | undefined;
  ms?: number | undefined;
  bytes: number;
  channelId?: string | undefined;
  threadId?: string | undefined;
  isFailed?: true | undefined;
  rateLimit?: Pick<RateLimit, 'limit' | 'remaining' | 'resetAfter'> | undefined;
}
