import { useEffect, useRef } from 'preact/hooks';
import { clockTime } from '../formats.ts';
import type { ThreadMessage } from './objects.ts';
import { MessageContent } from './message-content.tsx';

interface Props {
  /** The newest first. */
  messages: readonly ThreadMessage[];
  hasMore: boolean;
}

/** What the thread of the Assistants API contains, oldest first, as the next run will see it. */
export function ThreadMessages({ messages, hasMore }: Props) {
  const root = useRef<HTMLElement>(null);
  const newest = messages[0]?.id;
  useEffect(() => root.current?.scrollTo({ top: root.current.scrollHeight }), [newest]);
  return (
    <section ref={root} class="thread-messages" tabIndex={0} aria-label="Messages of the Assistants thread">
      <h4>Messages</h4>
      {hasMore && <p class="muted">There are older ones; the newest {messages.length} are shown.</p>}
      <ol>
        {messages.toReversed().map((message) => (
          <li key={message.id} class={`thread-message from-${message.role}`}>
            <p class="thread-message-head">
              <strong>{message.role}</strong>{' '}
              <span class="muted">
                {clockTime(message.created_at * 1_000).slice(0, -4)} · <code>{message.id}</code>
                {message.status !== undefined &&
                  message.status !== 'completed' &&
                  ` · ${message.status.replace('_', ' ')}`}
              </span>
            </p>
            <MessageContent message={message} />
          </li>
        ))}
      </ol>
    </section>
  );
}
