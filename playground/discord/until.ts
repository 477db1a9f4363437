export interface UntilOptions {
  /** Default: 5 s. */
  timeoutMs?: number | undefined;
  /** What is waited for, for the message of the failure. */
  what?: string | undefined;
}

interface UntilSource {
  /** Calls back after every change. */
  onChange: (listener: () => void) => () => void;
  /** What to tell when nothing came of it. */
  describe: () => string;
}

/** What is asked about may lie outside of the world: in a bot of the same process, for example. */
const ASK_AGAIN_MS = 20;

/**
 * Waits for something to be true: asks again after every change and every now and then, and resolves with the first
 * value that is not empty.
 */
export function createUntil({ onChange, describe }: UntilSource) {
  return <Value>(
    check: () => Value | undefined | false | null,
    { timeoutMs = 5000, what = 'what was waited for' }: UntilOptions = {},
  ): Promise<Value> =>
    new Promise((resolve, reject) => {
      let isAsked = false;
      const stop = onChange(() => {
        if (isAsked) return;
        isAsked = true;
        // Afterwards, when the change is complete.
        queueMicrotask(ask);
      });
      const again = setInterval(ask, ASK_AGAIN_MS);
      const timer = setTimeout(() => {
        stop();
        clearInterval(again);
        reject(new Error(`Did not happen within ${timeoutMs} ms: ${what}.\n${describe()}`));
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
