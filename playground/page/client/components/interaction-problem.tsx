import { Icon } from '../icons.tsx';
import { useVisit } from '../state/visit.ts';
import type { Message } from '../types.ts';

/** What has failed of what was pressed on a message. */
export function InteractionProblem({ message }: { message: Message }) {
  const { problem } = useVisit().interactions.of(message.id);
  if (problem === undefined) return null;
  return (
    <p class="failed" role="alert">
      <Icon name="warning" /> {problem}
    </p>
  );
}
