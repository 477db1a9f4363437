import type { ServerEvent } from '../types.ts';

const FIRST_RETRY_MS = 300;
const LAST_RETRY_MS = 3_000;

interface FollowOptions {
  url: string;
  onEvent: (event: ServerEvent) => void;
  onLost: () => void;
}

/**
 * Follows what happens, over restarts of the server. After every connection HELLO comes first: whatever happened
 * before it has to be read anew. Answers how to stop.
 */
export function followEvents({ url, onEvent, onLost }: FollowOptions): () => void {
  let retryMs = FIRST_RETRY_MS;
  let source: EventSource;
  let timer: number | undefined;

  function connect() {
    // EventSource would reconnect by itself, but gives up for good after some failures.
    source = new EventSource(url);
    source.addEventListener('message', ({ data }) => {
      retryMs = FIRST_RETRY_MS;
      onEvent(JSON.parse(String(data)) as ServerEvent);
    });
    source.addEventListener('error', () => {
      source.close();
      onLost();
      timer = setTimeout(connect, retryMs);
      retryMs = Math.min(retryMs * 1.5, LAST_RETRY_MS);
    });
  }

  connect();
  return () => {
    source.close();
    clearTimeout(timer);
  };
}
