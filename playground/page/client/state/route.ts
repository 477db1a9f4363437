import { signal } from '@preact/signals';

/** Stands for the direct messages, none of them open. */
export const DIRECTS = '@me';

/** What is open: a channel, and a thread beside it. */
export interface Route {
  channelId?: string;
  threadId?: string;
  /** What an address that was followed points at. */
  messageId?: string;
}

/** The address of a message: it opens its place and jumps to it. */
export function messageLink(message: { id: string; channel_id: string }, parentId?: string | null): string {
  const place = parentId ? `${parentId}/${message.channel_id}` : message.channel_id;
  return `${location.origin}${location.pathname}#/${place}?message=${message.id}`;
}

/**
 * What is open, kept in the address: `#/channel` or `#/channel/thread`, with `?message=` in links to a message. So the
 * browser's own “back” works.
 */
export function createRoute(ending: AbortSignal) {
  const route = signal(read());
  addEventListener('hashchange', () => (route.value = read()), { signal: ending });

  return {
    current: route,
    go(channelId: string, threadId?: string): void {
      const hash = hashOf(channelId, threadId);
      if (location.hash !== hash) location.hash = hash;
      route.value = read(); // the browser tells of it later
    },
    /** The same, without a step for “back”. */
    replace(channelId: string, threadId?: string): void {
      history.replaceState(null, '', hashOf(channelId, threadId));
      route.value = read();
    },
  };
}

/** The end of the address of a channel, or of a thread beside its channel. */
export function hashOf(channelId: string, threadId?: string): string {
  return ['#', channelId, ...(threadId === undefined ? [] : [threadId])].join('/');
}

function read(): Route {
  const [place = '', query] = location.hash.split('?');
  const [, channelId, threadId] = place.split('/');
  const messageId = new URLSearchParams(query).get('message');
  return { ...(channelId && { channelId }), ...(threadId && { threadId }), ...(messageId && { messageId }) };
}
