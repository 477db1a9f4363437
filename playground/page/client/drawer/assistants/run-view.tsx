import { useState } from 'preact/hooks';
import { CopyButton } from '../copy-button.tsx';
import { Facts } from '../facts.tsx';
import { clockTime, duration } from '../formats.ts';
import type { Summary } from '../inspector.ts';
import { LongText } from '../long-text.tsx';
import { useLoaded } from '../use-loaded.ts';
import { readSteps } from './assistants-api.ts';
import { endOf, isGoing, type Run, type ThreadMessage, type Usage } from './objects.ts';
import { timelineOf } from './run-timeline.ts';
import { Waterfall } from './waterfall.tsx';

const SECOND_MS = 1_000;

/** What the status of a run is called, and what it means. */
const STATUSES: Readonly<Record<string, string>> = {
  queued: 'waits for its turn',
  in_progress: 'is being answered',
  requires_action: 'waits for the output of functions',
  cancelling: 'is being cancelled',
  cancelled: 'was cancelled',
  failed: 'failed',
  completed: 'completed',
  incomplete: 'ended too early',
  expired: 'took too long',
};

interface Props {
  run: Run;
  entries: readonly Summary[];
  messages: readonly ThreadMessage[];
  /** Grows when its steps are to be read anew. */
  turn: number;
  /** The newest one is open at first. */
  isFirst: boolean;
}

/** The life of a run: folded, a line; open, its facts and everything that happened as bars over time. */
export function RunView({ run, entries, messages, turn, isFirst }: Props) {
  const [isOpen, setOpen] = useState(isFirst);
  const { id, status, model, usage, created_at: createdAt } = run;
  const end = endOf(run);
  return (
    <article class={`run status-${status}`}>
      <h5>
        <button type="button" class="fold-button" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          <span class={`run-status ${status}`}>{status.replace('_', ' ')}</span>
          <span class="run-model">{model}</span>
          <span class="muted">
            {clockTime(createdAt * SECOND_MS).slice(0, -4)}
            {end !== undefined && ` · ${seconds(end - createdAt)}`}
            {usage && ` · ${usage.total_tokens} tokens`}
          </span>
          <span class="hidden-label">, {STATUSES[status]}</span>
        </button>
      </h5>
      {isOpen && <RunInside key={id} run={run} entries={entries} messages={messages} turn={turn} />}
    </article>
  );
}

function RunInside({ run, entries, messages, turn }: Omit<Props, 'isFirst'>) {
  const going = isGoing(run);
  // The steps of a run that has ended are read once more, then they stay.
  const { value, problem } = useLoaded(run.id, going ? turn : -1, () => readSteps(run.thread_id, run.id));
  const steps = value?.data ?? [];
  const { last_error: error, incomplete_details: incomplete, started_at: startedAt, created_at: createdAt } = run;
  const end = endOf(run);
  return (
    <div class="inside">
      <Facts
        isDense
        facts={[
          ['Run', <Id key="run" id={run.id} />],
          ['Assistant', run.assistant_id],
          ['Waited', startedAt === null ? undefined : seconds(startedAt - createdAt)],
          ['Worked', startedAt === null || end === undefined ? undefined : seconds(end - startedAt)],
          ['Tokens', run.usage ? tokens(run.usage) : undefined],
          ['Ended early', incomplete?.reason],
        ]}
      />
      {error && (
        <p class="run-error">
          <strong>{error.code}</strong>: {error.message}
        </p>
      )}
      {problem !== undefined && <p class="problem">{problem}</p>}
      <Waterfall timeline={timelineOf({ run, steps, entries, nowMs: Date.now() })} messages={messages} />
      <details class="plain-fold">
        <summary>Instructions and tools of this run</summary>
        <LongText text={run.instructions || 'No instructions.'} />
        <p class="muted">Tools: {run.tools.map((tool) => tool.function?.name ?? tool.type).join(', ') || 'none'}</p>
      </details>
    </div>
  );
}

function Id({ id }: { id: string }) {
  return (
    <>
      <code>{id}</code> <CopyButton label="Copy" read={() => id} />
    </>
  );
}

function seconds(count: number): string {
  return count < 1 ? 'under 1 s' : duration(count * SECOND_MS);
}

function tokens({ prompt_tokens: prompt, completion_tokens: completion, total_tokens: total }: Usage): string {
  return `${prompt} prompt + ${completion} completion = ${total}`;
}
