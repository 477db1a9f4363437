import type { Fault } from '../../state/faults.ts';
import { FaultRow } from './fault-row.tsx';

const OUTCOMES = [
  { value: '500', label: '500 Server error' },
  { value: '503', label: '503 Unavailable' },
  { value: '429', label: '429 Rate limited' },
  { value: 'drop', label: 'a broken connection' },
] as const;
const MAX_TIMES = 1_000;

/** Makes the next requests of the bot fail. */
export function FailForm({ begin }: { begin: (fault: Fault, done: string) => Promise<boolean> }) {
  function onSubmit(event: SubmitEvent & { currentTarget: HTMLFormElement }) {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    const times = Number(fields.get('times'));
    const outcome = fields.get('outcome');
    const status = outcome === 'drop' ? outcome : Number(outcome);
    const which = times === 1 ? 'The next request' : `The next ${times} requests`;
    void begin({ fault: 'fail', status, times }, `${which} will fail.`);
  }

  return (
    <FaultRow
      title="Fail the next requests"
      what="The next requests of the bot to Discord are not carried out."
      seen="discord.js tries again after 5xx, 429 and broken connections; in the end everything is there once."
    >
      {({ title, text }) => (
        <form class="fail-form" aria-labelledby={title} aria-describedby={text} onSubmit={onSubmit}>
          <input
            type="number"
            name="times"
            aria-label="How many requests"
            min={1}
            max={MAX_TIMES}
            required
            defaultValue="1"
          />
          <select name="outcome" aria-label="With what">
            {OUTCOMES.map(({ value, label }) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </select>
          <button type="submit" class="small-button">
            Fail
          </button>
        </form>
      )}
    </FaultRow>
  );
}
