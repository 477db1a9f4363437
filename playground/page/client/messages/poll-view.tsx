import { Icon } from '../icons.tsx';
import { useVisit } from '../state/visit.ts';
import { longTime, shortTime } from '../time.ts';
import type { Message, Poll } from '../types.ts';
import { vote } from './message-actions.ts';

interface Props {
  message: Message;
  poll: Poll;
}

/** A question to everybody, its answers, and what people think. Pressing an answer votes for it, or takes that back. */
export function PollView({ message, poll }: Props) {
  const visit = useVisit();
  const { question, answers, expiry, allow_multiselect: isMultiple, results } = poll;
  const counts = results?.answer_counts ?? [];
  const total = counts.reduce((sum, { count }) => sum + count, 0);
  const own = counts.filter(({ me_voted: isOwn }) => isOwn).map(({ id }) => id);
  const isOver = results?.is_finalized || (expiry !== null && Date.parse(expiry) < Date.now());

  function choose(answer: number) {
    const others = isMultiple ? own.filter((id) => id !== answer) : [];
    vote(visit, message, own.includes(answer) ? others : [...others, answer]);
  }

  return (
    <section class="poll" aria-label={`Poll: ${question.text ?? ''}`}>
      <h4>{question.text}</h4>
      <p class="poll-how">{isMultiple ? 'Choose one answer or more.' : 'Choose one answer.'}</p>
      <div role="group" aria-label="Answers">
        {answers.map(({ answer_id: id, poll_media: { text = '', emoji } }) => {
          const count = counts.find((one) => one.id === id)?.count ?? 0;
          const share = total === 0 ? 0 : Math.round((count / total) * 100);
          const isOwn = own.includes(id);
          return (
            <button
              key={id}
              type="button"
              class="poll-answer"
              aria-pressed={isOwn}
              disabled={isOver}
              onClick={() => choose(id)}
            >
              <span class="poll-share" style={{ width: `${share}%` }} />
              <span class="poll-text">
                {emoji?.name} {text}
              </span>
              {isOwn && <Icon name="check" />}
              <span class="poll-count">
                {count} {count === 1 ? 'vote' : 'votes'} · {share} %
              </span>
            </button>
          );
        })}
      </div>
      <p class="poll-about">
        {total} {total === 1 ? 'vote' : 'votes'}
        {expiry !== null && (
          <>
            {' · '}
            <time dateTime={expiry} title={longTime(expiry)}>
              {isOver ? 'ended' : `until ${shortTime(expiry)}`}
            </time>
          </>
        )}
      </p>
    </section>
  );
}
