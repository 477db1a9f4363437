import { useEffect } from 'preact/hooks';
import type { Fault, Faults } from '../../state/faults.ts';
import { duration } from '../formats.ts';
import { FaultRow } from './fault-row.tsx';
import { useWanted } from './use-wanted.ts';

const TITLE = 'Slow down requests';
const MAX_MS = 10_000;
const STEP_MS = 250;
/** Whoever moves it does not want every step of the way. */
const SETTLE_MS = 200;

interface Props {
  faults: Faults;
  begin: (fault: Fault, done: string) => Promise<boolean>;
}

/** How long every request of the bot has to wait. */
export function SlowSlider({ faults, begin }: Props) {
  const now = faults.delays.find(({ path, method }) => path === undefined && method === undefined)?.ms ?? 0;
  const { wanted, shown: ms, setWanted } = useWanted(now, faults);

  useEffect(() => {
    if (wanted === undefined) return undefined;
    const timer = setTimeout(() => void slow(wanted), SETTLE_MS);
    return () => clearTimeout(timer);
  }, [wanted]);

  async function slow(chosen: number) {
    const done = chosen === 0 ? 'Requests are not slowed down.' : `Requests take ${duration(chosen)} longer.`;
    if (!(await begin({ fault: 'slow', ms: chosen }, done))) setWanted(undefined);
  }

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
            onInput={({ currentTarget }) => setWanted(currentTarget.valueAsNumber)}
          />
          <output>{ms === 0 ? 'off' : duration(ms)}</output>
        </span>
      )}
    </FaultRow>
  );
}
