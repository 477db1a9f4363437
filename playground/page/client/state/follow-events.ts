import type { ServerEvent } from '../types.ts';

const FIRST_RETRY_MS = 300;
const LAST_RETRY_MS = 3_000;

interface FollowOptions<Event> {
  url: string;
  onEvent: (event: Event) => void;
  onLost: () => void;
}

/**
 * Follows what happens, over restarts of the server, until the returned function is called. After every connection the
 * server says first what there is (of a person's events: HELLO): whatever happened before it has to be read anew.
 */
export function followEvents<Event = ServerEvent>({ url, onEvent, onLost }: FollowOptions<Event>): () => void {
  let retryMs = FIRST_RETRY_MS;
  let source: EventSource | undefined;
  let timer: number | undefined;

  function connect() {
    // EventSource would reconnect by itself, but gives up for good after some failures.
    const opened = new EventSource(url);
    source = opened;
    opened.addEventListener('message', ({ data }) => {
      retryMs = FIRST_RETRY_MS;
      onEvent(JSON.parse(String(data)) as Event);
    });
    opened.addEventListener('error', () => {
      opened.close();
      onLost();
      timer = setTimeout(connect, retryMs);
      retryMs = Math.min(retryMs * 1.5, LAST_RETRY_MS);
    });
  }

  connect();
  return () => {
    clearTimeout(timer);
    source?.close();
  };
}
