import { Facts } from '../facts.tsx';
import { byteSize, clockTime, duration, statusText } from '../formats.ts';
import type { Entry, RateLimit, Summary } from '../inspector.ts';

const FAULTS = {
  failed: 'It was made to fail by “Break things”.',
  dropped: 'Its connection was broken by “Break things”.',
  slowed: 'It was slowed down by “Break things”.',
} as const;

/** The lines above what was sent: when, how long, how it ended. */
export function EntryFacts({ summary, entry }: { summary: Summary; entry: Entry | undefined }) {
  const { at, direction, status, ms, bytes } = summary;
  return (
    <Facts
      isDense
      facts={[
        ['Time', clockTime(at)],
        ['Direction', direction === 'fromBot' ? 'From the bot' : 'To the bot'],
        ['Status', status === undefined ? undefined : statusText(status)],
        ['Took', ms === undefined ? undefined : duration(ms)],
        ['Size', byteSize(bytes)],
        ...(entry ? factsOf(entry) : []),
      ]}
    />
  );
}

function factsOf(entry: Entry): (readonly [string, string | undefined])[] {
  switch (entry.kind) {
    case 'rest':
      return [
        ['Query', entry.query === undefined || entry.query === '' ? undefined : decodeURIComponent(entry.query)],
        ['Rate limit', entry.rateLimit && limitText(entry.rateLimit)],
        ['On purpose', entry.fault && FAULTS[entry.fault]],
      ];
    case 'gateway':
      return [
        ['Connection', String(entry.connection)],
        ['Op', entry.op === undefined ? undefined : String(entry.op)],
        ['Sequence', entry.s === undefined || entry.s === null ? undefined : String(entry.s)],
        ['Close code', entry.code === undefined ? undefined : String(entry.code)],
      ];
    case 'assistants':
      return [
        ['Address', entry.url],
        ['Answered as', entry.isStream === true ? 'a stream' : undefined],
        ['Error', entry.error],
      ];
    case 'model':
      return [
        ['Model', entry.model],
        ['Tokens', entry.usage && `${entry.usage.promptTokens ?? '?'} in, ${entry.usage.completionTokens ?? '?'} out`],
        ['Error', entry.error],
      ];
  }
}

function limitText({ bucket, limit, remaining, resetAfter }: RateLimit): string {
  const name = bucket === undefined ? '' : ` (bucket ${bucket})`;
  return `${remaining} of ${limit} requests left, all again in ${resetAfter} s${name}`;
}
