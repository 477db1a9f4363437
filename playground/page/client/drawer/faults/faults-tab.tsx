import { useState } from 'preact/hooks';
import { Icon } from '../../icons.tsx';
import type { Fault } from '../../state/faults.ts';
import { useVisit } from '../../state/visit.ts';
import { activeFaults } from './active-faults.ts';
import { FailForm } from './fail-form.tsx';
import { FaultRow } from './fault-row.tsx';
import { BlowRow, SwitchRow } from './fault-rows.tsx';
import { ANSWER_SWITCHES, CONNECTION_BLOWS, CONNECTION_SWITCHES, FILE_BLOWS } from './simple-faults.ts';
import { SlowSlider } from './slow-slider.tsx';

/** Breaks the local Discord as the real one breaks, to see what the bot does then. */
export function FaultsTab() {
  const { faults, host } = useVisit();
  const [outcome, setOutcome] = useState('');
  const now = faults.now.value;
  if (!now) return <p class="drawer-empty">Asking what can be broken here …</p>;

  /** Answers whether it went well. */
  async function tell(work: Promise<unknown>, done: string): Promise<boolean> {
    setOutcome('');
    const problem = await work.then(
      () => undefined,
      (error: Error) => error.message,
    );
    setOutcome(problem ?? done);
    return problem === undefined;
  }
  const begin = (fault: Fault, done: string) => tell(faults.begin(fault), done);
  const active = activeFaults(now);

  return (
    <div class="faults">
      <div class="faults-now">
        {active.length > 0 ? (
          <>
            <Icon name="warning" />
            <ul aria-label="Broken at the moment">
              {active.map((text) => (
                <li key={text}>{text}</li>
              ))}
            </ul>
            <button
              type="button"
              class="small-button"
              onClick={() => void tell(faults.clear(), 'Nothing is broken any more.')}
            >
              Clear all
            </button>
          </>
        ) : (
          <p class="muted">Nothing is broken. Break something here, and see in Events what the bot does.</p>
        )}
        <p class="faults-outcome" role="status">
          {outcome}
        </p>
      </div>
      <Group title="Connection to the gateway">
        {CONNECTION_BLOWS.map((blow) => (
          <BlowRow key={blow.title} blow={blow} begin={begin} />
        ))}
        {CONNECTION_SWITCHES.map((lasting) => (
          <SwitchRow key={lasting.title} lasting={lasting} faults={now} begin={begin} />
        ))}
      </Group>
      <Group title="Answers to the bot">
        {ANSWER_SWITCHES.map((lasting) => (
          <SwitchRow key={lasting.title} lasting={lasting} faults={now} begin={begin} />
        ))}
        <FailForm begin={begin} />
        <SlowSlider faults={now} begin={begin} />
      </Group>
      <Group title="Files and the bot">
        {FILE_BLOWS.map((blow) => (
          <BlowRow key={blow.title} blow={blow} begin={begin} />
        ))}
        {host.now.value?.canRestart === true && (
          <FaultRow
            title="Restart the bot"
            what="Stops the bot and starts it again, as an update does."
            seen="What was being answered is answered in the end, once; nothing posted meanwhile is lost."
          >
            {({ title, text }) => (
              <button
                type="button"
                class="small-button"
                aria-labelledby={title}
                aria-describedby={text}
                onClick={() => void tell(host.restart(), 'The bot was restarted.')}
              >
                Restart
              </button>
            )}
          </FaultRow>
        )}
      </Group>
    </div>
  );
}

function Group({ title, children }: { title: string; children: preact.ComponentChildren }) {
  return (
    <section>
      <h3>{title}</h3>
      <ul>{children}</ul>
    </section>
  );
}
