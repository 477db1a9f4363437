import type { Entry } from './entries.ts';
import type { AssistantsRecord, RestRecord, Summary } from './entry.ts';
import { channelOfFrame, nameOfFrame, readFrame } from './frame.ts';
import { toJson } from './keep.ts';

/** Closed in order. https://docs.discord.com/developers/topics/opcodes-and-status-codes#gateway-close-event-codes */
const GOOD_CLOSE = [1000, 1001];

const known = new WeakMap<Entry, Summary>();

/** An entry as it stands in a list. Made when somebody looks, and once. */
export function summaryOf(entry: Entry): Summary {
  const made = known.get(entry) ?? summarize(entry);
  known.set(entry, made);
  return made;
}

function summarize(entry: Entry): Summary {
  const { id, kind, at, bytes } = entry;
  const common = { id, kind, at, bytes, direction: 'fromBot' } as const;
  switch (entry.kind) {
    case 'rest': {
      const { method, path, status, ms } = entry;
      const isFailed = status === 0 || status >= 400;
      const summary = { ...common, label: `${method} ${path}`, status, ms, channelId: channelOf(entry) };
      return withFailure({ ...summary, rateLimit: shortLimit(entry) }, isFailed);
    }
    case 'gateway': {
      if ('event' in entry) {
        const { event, code } = entry;
        const label = code === undefined ? event : `${event} ${code}`;
        return withFailure({ ...common, label }, code !== undefined && !GOOD_CLOSE.includes(code));
      }
      const frame = readFrame(entry.text);
      const { direction } = entry;
      return withFailure({ ...common, direction, label: nameOfFrame(frame), channelId: channelOfFrame(frame) }, !frame);
    }
    case 'assistants': {
      const { method, status = 'error', ms, error } = entry;
      const label = `${method} ${pathOf(entry)}`;
      const threadId = /\/threads\/([^/?]+)/.exec(label)?.[1];
      return withFailure(
        { ...common, label, status, ms, threadId },
        error !== undefined || status === 'error' || status >= 400,
      );
    }
    case 'model': {
      const { model, ms, threadId, error } = entry;
      const status = error === undefined ? undefined : 'error';
      return withFailure({ ...common, label: model, status, ms, threadId }, error !== undefined);
    }
  }
}

function withFailure(summary: Summary, isFailed: boolean): Summary {
  return isFailed ? { ...summary, isFailed } : summary;
}

function shortLimit({ rateLimit }: RestRecord): Summary['rateLimit'] {
  if (!rateLimit) return undefined;
  const { limit, remaining, resetAfter } = rateLimit;
  return { limit, remaining, resetAfter };
}

/** Of a webhook, the answer names it. */
function channelOf({ channelId, response }: RestRecord): string | undefined {
  if (channelId !== undefined || !response.includes('"channel_id"')) return channelId;
  const { channel_id: named } = (toJson(response) ?? {}) as { channel_id?: unknown };
  return typeof named === 'string' ? named : undefined;
}

function pathOf({ url }: AssistantsRecord): string {
  return URL.parse(url)?.pathname.replace(/^\/v1(?=\/)/, '') ?? url;
}
