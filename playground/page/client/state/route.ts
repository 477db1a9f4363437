import { signal } from '@preact/signals';

/** Stands for the direct messages, none of them open. */
export const DIRECTS = '@me';

/** What is open: a channel, and a thread beside it. */
export interface Route {
  channelId?: string;
  threadId?: string;
}

/** What is open, kept in the address: `#/channel` or `#/channel/thread`. So the browser's own “back” works. */
export function createRoute() {
  const route = signal(read());
  addEventListener('hashchange', () => (route.value = read()));

  return {
    current: route,
    go(channelId: string, threadId?: string): void {
      const hash = hashOf(channelId, threadId);
      if (location.hash !== hash) location.hash = hash;
      route.value = read(); // the browser tells of it later
    },
  };
}

/** The end of the address of a channel, or of a thread beside its channel. */
export function hashOf(channelId: string, threadId?: string): string {
  return ['#', channelId, ...(threadId === undefined ? [] : [threadId])].join('/');
}

function read(): Route {
  const [, channelId, threadId] = location.hash.split('/');
  return { ...(channelId && { channelId }), ...(threadId && { threadId }) };
}
