import { computed } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import { clock } from './clock.ts';
import type { TimestampStyle } from './nodes.ts';
import { timestampText } from './timestamp-text.ts';

interface Props {
  seconds: number;
  style: TimestampStyle;
}

/** A moment, with its full date in the title; «5 minutes ago» stays true while it is looked at. */
export function Timestamp({ seconds, style }: Props) {
  const text = useMemo(
    () => (style === 'R' ? computed(() => timestampText(seconds, 'R', clock.value)) : timestampText(seconds, style)),
    [seconds, style],
  );
  return (
    <time class="timestamp" dateTime={new Date(seconds * 1_000).toISOString()} title={timestampText(seconds, 'F')}>
      {text}
    </time>
  );
}
