import { memo } from 'preact/compat';
import { byteSize, clockTime, duration, statusText } from '../formats.ts';
import type { RateLimit, Summary } from '../inspector.ts';
import { hasFailed } from './event-filter.ts';

const KIND_NAMES = { rest: 'REST', gateway: 'Gateway', assistants: 'Assistants', model: 'Model' } as const;

interface Props {
  entry: Summary;
  id: string;
  label: string;
  isSelected: boolean;
  position: number;
  count: number;
  onPress: (id: number) => void;
}

/** One line of the timeline. */
export const EventRow = memo(function EventRow({ entry, id, label, isSelected, position, count, onPress }: Props) {
  const { kind, at, direction, status, ms, bytes, rateLimit } = entry;
  const isFromBot = direction === 'fromBot';
  return (
    <div
      id={id}
      class={`event kind-${kind}${isSelected ? ' selected' : ''}${hasFailed(entry) ? ' wrong' : ''}`}
      role="option"
      aria-selected={isSelected}
      aria-posinset={position}
      aria-setsize={count}
      onClick={() => onPress(entry.id)}
    >
      <span class="event-time">{clockTime(at)}</span>
      <span class={`event-way ${direction}`} title={isFromBot ? 'From the bot' : 'To the bot'}>
        <span aria-hidden="true">{isFromBot ? '↑' : '↓'}</span>
        <span class="hidden-label">{isFromBot ? ', from the bot, ' : ', to the bot, '}</span>
      </span>
      <span class="event-kind">{KIND_NAMES[kind]}</span>
      <span class="event-label" title={entry.label}>
        {label}
      </span>
      <span class="event-status">{status === undefined ? '' : statusText(status)}</span>
      <span class="event-ms">{ms === undefined ? '' : duration(ms)}</span>
      <span class="event-bytes">{byteSize(bytes)}</span>
      <span class="event-limit">{rateLimit && <Limit limit={rateLimit} />}</span>
    </div>
  );
});

function Limit({ limit: { limit, remaining, resetAfter } }: { limit: RateLimit }) {
  const text = `${remaining} of ${limit} requests left, all again in ${resetAfter} s`;
  return (
    <span class={remaining === 0 ? 'used-up' : undefined} title={text}>
      {remaining}/{limit} · {resetAfter} s<span class="hidden-label"> ({text})</span>
    </span>
  );
}
