import type { Fault, Faults } from '../../state/faults.ts';
import { FaultRow } from './fault-row.tsx';
import type { Blow, LastingFault } from './simple-faults.ts';
import { useWanted } from './use-wanted.ts';

interface RowProps {
  /** Answers whether it went well. */
  begin: (fault: Fault, done: string) => Promise<boolean>;
}

/** A button for what happens at once. */
export function BlowRow({ blow, begin }: { blow: Blow } & RowProps) {
  return (
    <FaultRow {...blow}>
      {({ title, text }) => (
        <button
          type="button"
          class="small-button"
          aria-labelledby={title}
          aria-describedby={text}
          onClick={() => void begin(blow.fault, blow.done)}
        >
          {blow.label}
        </button>
      )}
    </FaultRow>
  );
}

/** A switch for what lasts. */
export function SwitchRow({ lasting, faults, begin }: { lasting: LastingFault; faults: Faults } & RowProps) {
  const { shown: isOn, setWanted } = useWanted(lasting.isOn(faults), faults);

  async function toggle() {
    setWanted(!isOn);
    if (!(await begin(lasting.fault(!isOn), `${lasting.title}: ${isOn ? 'off' : 'on'}.`))) setWanted(undefined);
  }

  return (
    <FaultRow {...lasting}>
      {({ text }) => (
        <input
          type="checkbox"
          role="switch"
          class="switch"
          aria-label={lasting.title}
          aria-describedby={text}
          checked={isOn}
          onChange={() => void toggle()}
        />
      )}
    </FaultRow>
  );
}
