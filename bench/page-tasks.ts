import type { Browser } from 'playwright-core';

interface TraceEvent {
  name: string;
  pid: number;
  tid: number;
  /** How long its thread had the processor, in microseconds. */
  tdur?: number;
  args?: { name?: string };
}

/**
 * How long the tasks of a page had the processor while something was done, in milliseconds. Unlike the gaps between
 * frames that says what the page takes, whatever else runs on the machine.
 */
export async function measureTasks(browser: Browser, work: () => Promise<unknown>): Promise<number[]> {
  const session = await browser.newBrowserCDPSession();
  const events: TraceEvent[] = [];
  session.on('Tracing.dataCollected', ({ value }) => events.push(...(value as unknown as TraceEvent[])));
  await session.send('Tracing.start', { traceConfig: { includedCategories: ['toplevel', '__metadata'] } });
  await work();
  const complete = new Promise((resolve) => void session.once('Tracing.tracingComplete', resolve));
  await session.send('Tracing.end');
  await complete;
  await session.detach();

  const threadOf = ({ pid, tid }: TraceEvent) => `${pid}:${tid}`;
  const isMain = ({ name, args }: TraceEvent) => name === 'thread_name' && args?.name === 'CrRendererMain';
  const mains = new Set(events.filter(isMain).map(threadOf));
  return events
    .filter((event) => event.name.endsWith('RunTask') && mains.has(threadOf(event)))
    .map(({ tdur = 0 }) => tdur / 1_000);
}
