import type { World } from './world.ts';

export interface UntilOptions {
  /** Default: 5 s. */
  timeoutMs?: number | undefined;
  /** What is waited for, for the message of the failure. */
  what?: string | undefined;
}

/** What is asked about may lie outside of the world: in a bot of the same process, for example. */
const ASK_AGAIN_MS = 20;

/**
 * Waits for something to be true: asks again after every change and every now and then, and resolves with the first
 * value that is not empty.
 */
export function createUntil(world: World) {
  return <Value>(
    check: () => Value | undefined | false | null,
    { timeoutMs = 5000, what = 'what was waited for' }: UntilOptions = {},
  ): Promise<Value> =>
    new Promise((resolve, reject) => {
      let isAsked = false;
      const stop = world.listen(() => {
        if (isAsked) return;
        isAsked = true;
        // Afterwards, when the change is complete.
        queueMicrotask(ask);
      });
      const again = setInterval(ask, ASK_AGAIN_MS);
      const timer = setTimeout(() => {
        stop();
        clearInterval(again);
        reject(new Error(`Did not happen within ${timeoutMs} ms: ${what}.\n${describe(world)}`));
      }, timeoutMs);

      function ask(): void {
        isAsked = false;
        try {
          const value = check();
          if (value === undefined || value === false || value === null) return;
          resolve(value);
        } catch (error) {
          reject(error instanceof Error ? error : new Error(String(error)));
        }
        stop();
        clearInterval(again);
        clearTimeout(timer);
      }

      ask();
    });
}

function describe(world: World): string {
  const messages = [...world.channels.values()]
    .flatMap((one) => world.messagesOf(one.id).slice(-10))
    .toSorted((left, right) => left.createdAt.localeCompare(right.createdAt))
    .slice(-10)
    .map(({ channelId, authorId, content, type }) => {
      const place = world.channels.get(channelId)?.name ?? 'direct';
      const author = world.user(authorId);
      return `  [${place}] ${author.displayName ?? author.username}: ${content || `(type ${type})`}`;
    })
    .join('\n');
  return `The last messages were:\n${messages || '(none)'}`;
}
