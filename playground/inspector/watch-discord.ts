import type { Watcher } from '../discord/watcher.ts';
import type { RateLimit, SentFile } from './entry.ts';
import type { Entries } from './entries.ts';
import { headerFields } from './header-fields.ts';
import type { Keep } from './keep.ts';

/** How many interactions are remembered with their channels. */
const MAX_INTERACTIONS = 500;
const INTERACTION = '{"op":0,"t":"INTERACTION_CREATE"';

/** Keeps what goes between a local Discord and its bots. */
export function watchDiscord(entries: Entries, keep: Keep): Watcher {
  const channelOfInteraction = new Map<string, string>();

  /** A bot answers an interaction by its id, which says nothing of where that is. */
  function rememberInteraction(text: string): void {
    const { d } = JSON.parse(text) as { d: { id: string; channel_id: string } };
    channelOfInteraction.set(d.id, d.channel_id);
    if (channelOfInteraction.size <= MAX_INTERACTIONS) return;
    const [oldest = ''] = channelOfInteraction.keys();
    channelOfInteraction.delete(oldest);
  }

  return {
    request(request) {
      const { atMs, tookMs, method, path, query, body, files, status, response, fault } = request;
      const { requestHeaders, responseHeaders } = request;
      const [, place, id = ''] = /^\/(channels|interactions)\/(\d+)/.exec(path) ?? [];
      const sent = files.map(({ field, filename, contentType, data }): SentFile => ({
        field,
        name: keep(filename),
        contentType,
        bytes: data.length,
      }));
      entries.add({
        kind: 'rest',
        at: Math.round(atMs),
        ms: round(tookMs),
        method,
        path: keep(path),
        query: keep(query),
        body: keep(body),
        files: sent,
        status,
        response: keep(response),
        requestHeaders: headerFields(requestHeaders, keep),
        responseHeaders: headerFields(responseHeaders, keep),
        rateLimit: rateLimitOf(responseHeaders),
        fault,
        channelId: place === 'channels' ? id : channelOfInteraction.get(id),
        bytes: sent.reduce((sum, file) => sum + file.bytes, Buffer.byteLength(body) + Buffer.byteLength(response)),
      });
    },
    frame({ atMs, connection, direction, text }) {
      if (text.startsWith(INTERACTION)) rememberInteraction(text);
      entries.add({
        kind: 'gateway',
        at: atMs,
        connection,
        direction,
        text: keep(text),
        bytes: Buffer.byteLength(text),
      });
    },
    connection({ atMs, connection, event, code }) {
      entries.add({ kind: 'gateway', at: atMs, connection, event, code, bytes: 0 });
    },
  };
}

function rateLimitOf(headers: Headers): RateLimit | undefined {
  const bucket = headers.get('x-ratelimit-bucket');
  if (bucket === null) return undefined;
  const number = (name: string) => Number(headers.get(`x-ratelimit-${name}`));
  return {
    bucket,
    limit: number('limit'),
    remaining: number('remaining'),
    reset: number('reset'),
    resetAfter: number('reset-after'),
  };
}

/** Milliseconds to a hundredth. */
export function round(ms: number): number {
  return Math.round(ms * 100) / 100;
}
