/** npm and process groups deliver one signal twice within moments; only a later one means “at once”. */
const SECOND_SIGNAL_AFTER_MS = 1_000;

/** The first SIGTERM or SIGINT calls `stop`, so that everything ends in order; a second one ends the process at once. */
export function listenForSignals(stop: (signal: NodeJS.Signals) => void): void {
  let firstAt: number | undefined;
  const onSignal = (signal: NodeJS.Signals) => {
    if (firstAt === undefined) {
      firstAt = performance.now();
      stop(signal);
    } else if (performance.now() - firstAt >= SECOND_SIGNAL_AFTER_MS) {
      process.exit(1);
    }
  };
  process.on('SIGTERM', onSignal);
  process.on('SIGINT', onSignal);
}

/** Resolves when the signal is aborted. */
export async function aborted(signal: AbortSignal): Promise<void> {
  if (!signal.aborted) await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
}
