import { useState } from 'preact/hooks';
import { nameOf } from '../../names.ts';
import type { BotStatus } from '../../state/host.ts';
import { useVisit } from '../../state/visit.ts';
import { ConnectionLines } from './connection-lines.tsx';
import { ModelChooser } from './model-chooser.tsx';
import { StartOver } from './start-over.tsx';

const STATUSES: Readonly<Record<BotStatus, string>> = {
  running: 'is running',
  starting: 'is starting …',
  stopped: 'is not connected',
  failed: 'has failed to start',
};

/** The bot behind the page: whether it runs, which model it has, starting it anew, starting everything over. */
export function BotTab() {
  const { host, state } = useVisit();
  const [problem, setProblem] = useState('');
  const now = host.now.value;
  if (!now) return <p class="drawer-empty">Asking how the bot is …</p>;
  const { bot, canRestart, models, connection } = now;

  return (
    <div class="bot-tab">
      <section>
        <h3>Status</h3>
        <p class={`bot-status ${bot}`} role="status">
          <span class="bot-light" aria-hidden="true" />
          {nameOf(state.value.bot)} {STATUSES[bot]}
        </p>
        {now.problem !== undefined && <p class="run-error">{now.problem}</p>}
        {canRestart && (
          <p>
            <button
              type="button"
              class="button secondary"
              aria-busy={bot === 'starting' || undefined}
              onClick={() => {
                setProblem('');
                host.restart().catch((error: Error) => setProblem(error.message));
              }}
            >
              <span>Restart the bot</span>
            </button>
          </p>
        )}
        <p class="problem" role="alert">
          {problem}
        </p>
      </section>
      {connection && <ConnectionLines {...connection} />}
      {models && (
        <section>
          <h3>Model</h3>
          <ModelChooser />
        </section>
      )}
      <StartOver />
    </div>
  );
}
