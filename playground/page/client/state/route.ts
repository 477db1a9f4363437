import { signal } from '@preact/signals';

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
      const hash = ['#', channelId, ...(threadId === undefined ? [] : [threadId])].join('/');
      if (location.hash !== hash) location.hash = hash;
      route.value = read(); // the browser tells of it later
    },
  };
}

function read(): Route {
  const [, channelId, threadId] = location.hash.split('/');
  return { ...(channelId && { channelId }), ...(threadId && { threadId }) };
}
