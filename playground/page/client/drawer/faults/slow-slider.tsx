import { useEffect, useState } from 'preact/hooks';
import type { Fault, Faults } from '../../state/faults.ts';
import { duration } from '../formats.ts';
import { FaultRow } from './fault-row.tsx';

const TITLE = 'Slow down requests';
const MAX_MS = 10_000;
const STEP_MS = 250;

interface Props {
  faults: Faults;
  begin: (fault: Fault, done: string) => void;
}

/** How long every request of the bot has to wait. */
export function SlowSlider({ faults, begin }: Props) {
  const now = faults.delays.find(({ path, method }) => path === undefined && method === undefined)?.ms ?? 0;
  const [ms, setMs] = useState(now);
  useEffect(() => setMs(now), [now]);
  return (
    <FaultRow
      title={TITLE}
      what="Every request of the bot to Discord takes so much longer."
      seen="Answers come late and in order; a command that is not answered within 3 seconds fails."
    >
      {({ text }) => (
        <span class="slow-slider">
          <input
            type="range"
            min={0}
            max={MAX_MS}
            step={STEP_MS}
            value={ms}
            aria-label={TITLE}
            aria-describedby={text}
            aria-valuetext={ms === 0 ? 'not slowed down' : duration(ms)}
            onInput={({ currentTarget }) => setMs(currentTarget.valueAsNumber)}
            onChange={({ currentTarget }) => {
              const wanted = currentTarget.valueAsNumber;
              begin(
                { fault: 'slow', ms: wanted },
                wanted === 0 ? 'Requests are not slowed down.' : `Requests take ${duration(wanted)} longer.`,
              );
            }}
          />
          <output>{ms === 0 ? 'off' : duration(ms)}</output>
        </span>
      )}
    </FaultRow>
  );
}
