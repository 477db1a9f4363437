import type { JudgedMessage } from './evidence.ts';
import { beginningsIn, marksIn } from './marks.ts';

/** An answer as people see it: put together again from its messages. */
export interface PlacedAnswer {
  readonly id: string;
  /** The posts that it says it is for; none when its first line is missing. */
  readonly tokens: readonly string[];
  /** The files of theirs that it says it has seen. */
  readonly files: readonly string[];
  readonly total: number;
  readonly missing: readonly number[];
  readonly repeated: readonly number[];
  readonly isInOrder: boolean;
  /** Lines of another answer stand between its own. */
  readonly isInterrupted: boolean;
  /** In their order. */
  readonly messageIds: readonly string[];
}

/** Sorts the messages of one place, oldest first, into answers and what is no part of any. */
export function assemble(messages: readonly JudgedMessage[]): {
  answers: PlacedAnswer[];
  apologies: JudgedMessage[];
} {
  const beginnings = new Map<string, { tokens: string[]; files: string[] }>();
  const lines = messages.flatMap(({ id: messageId, content }) => {
    for (const beginning of beginningsIn(content)) beginnings.set(beginning.answerId, beginning);
    return marksIn(content).map((mark) => ({ ...mark, messageId }));
  });
  const ids = [...new Set(lines.map(({ answerId }) => answerId))];

  const answers = ids.map((id) => {
    const own = lines.filter(({ answerId }) => answerId === id);
    const numbers = own.map(({ line }) => line);
    const total = own[0]?.total ?? 0;
    const first = lines.findIndex(({ answerId }) => answerId === id);
    const last = lines.findLastIndex(({ answerId }) => answerId === id);
    return {
      id,
      tokens: beginnings.get(id)?.tokens ?? [],
      files: beginnings.get(id)?.files ?? [],
      total,
      missing: Array.from({ length: total }, (_, index) => index + 1).filter((line) => !numbers.includes(line)),
      repeated: [...new Set(numbers.filter((line, place) => numbers.indexOf(line) !== place))],
      isInOrder: [...new Set(numbers)].every((line, place, all) => place === 0 || line > (all[place - 1] ?? 0)),
      isInterrupted: last - first + 1 !== own.length,
      messageIds: [...new Set(own.map(({ messageId }) => messageId))],
    };
  });
  return { answers, apologies: messages.filter(({ content }) => marksIn(content).length === 0) };
}
