import { useState } from 'preact/hooks';
import { shortLabel } from '../events/short-label.ts';
import { duration } from '../formats.ts';
import type { ThreadMessage } from './objects.ts';
import { EntryInside } from './entry-button.tsx';
import type { Bar, Timeline } from './run-timeline.ts';
import { StepInside } from './step-inside.tsx';

interface Props {
  timeline: Timeline;
  messages: readonly ThreadMessage[];
}

/** What happened in a run, a bar for each over the same time; each opens. */
export function Waterfall({ timeline, messages }: Props) {
  const [openKey, setOpenKey] = useState<string>();
  const { startMs, endMs, bars } = timeline;
  const length = endMs - startMs;
  const percent = (ms: number) => `${((ms / length) * 100).toFixed(2)}%`;
  return (
    <>
      <p class="muted waterfall-scale">
        <span>0</span>
        <span>{duration(length)}</span>
      </p>
      <ol class="waterfall" aria-label="What happened in this run">
        {bars.map((bar) => {
          const { key, what } = bar;
          const isOpen = key === openKey;
          return (
            <li key={key}>
              <button
                type="button"
                class={`bar-row ${kindOf(bar)}${bar.isFailed ? ' wrong' : ''}`}
                aria-expanded={isOpen}
                onClick={() => setOpenKey(isOpen ? undefined : key)}
              >
                <span class="bar-label" title={labelOf(bar)}>
                  {labelOf(bar)}
                </span>
                <span class="bar-track" aria-hidden="true">
                  <span
                    class={bar.isGoing ? 'bar going' : 'bar'}
                    style={{ left: percent(bar.startMs - startMs), width: percent(bar.endMs - bar.startMs) }}
                  />
                </span>
                <span class="bar-time">
                  <span class="hidden-label">, after {duration(bar.startMs - startMs)}, took </span>
                  {timeOf(bar)}
                </span>
              </button>
              {isOpen && what.kind === 'entry' && <EntryInside entry={what.entry} />}
              {isOpen && what.kind === 'step' && <StepInside step={what.step} messages={messages} />}
              {isOpen && what.kind === 'queued' && (
                <p class="inside muted">
                  From the moment the run was made until somebody began to work on it. The Assistants API tells the
                  times of runs and steps in whole seconds; those of requests are to the millisecond.
                </p>
              )}
            </li>
          );
        })}
      </ol>
    </>
  );
}

function kindOf({ what }: Bar): string {
  return what.kind === 'entry' ? `kind-${what.entry.kind}` : `kind-${what.kind}`;
}

function labelOf({ what }: Bar): string {
  switch (what.kind) {
    case 'queued':
      return 'Queued';
    case 'entry':
      return what.entry.kind === 'model'
        ? `Model: ${what.entry.label}`
        : shortLabel(what.entry.label.replace(/\/threads\/\w+/, ''), () => undefined);
    case 'step': {
      const { step_details: details } = what.step;
      if (details.type === 'message_creation') return 'Step: message';
      return `Step: ${details.tool_calls.map((call) => call.function?.name ?? call.type).join(', ') || 'tools'}`;
    }
  }
}

function timeOf({ what, startMs, endMs, isGoing }: Bar): string {
  if (isGoing) return `${duration(endMs - startMs)} …`;
  // These are rounded to seconds: less than one is not known.
  if (what.kind !== 'entry' && endMs - startMs < 1_000) return '< 1 s';
  return duration(endMs - startMs);
}
