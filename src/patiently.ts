import { setTimeout as delay } from 'node:timers/promises';

export interface PatienceOptions {
  /** Errors that may pass: the work is done again. All others pass through. */
  mayPass: (error: unknown) => boolean;
  /** Ends the waiting, with its reason. */
  signal: AbortSignal;
  firstWaitMs: number;
  /** The wait doubles up to this. */
  maxWaitMs: number;
  /** Told before every wait. */
  onWait?: (error: unknown, waitMs: number) => void;
  sleep?: typeof delay | undefined;
}

/** Does something again until it works, however long that takes, in waits that grow and differ a little. */
export async function patiently<Result>(work: () => Promise<Result>, options: PatienceOptions): Promise<Result> {
  const { mayPass, signal, firstWaitMs, maxWaitMs, onWait, sleep = delay } = options;
  for (let waitMs = firstWaitMs; ; waitMs = Math.min(waitMs * 2, maxWaitMs)) {
    signal.throwIfAborted();
    try {
      return await work();
    } catch (error) {
      if (!mayPass(error)) throw error;
      onWait?.(error, waitMs);
    }
    await sleep(waitMs * (0.75 + Math.random() / 2), undefined, { signal });
  }
}
