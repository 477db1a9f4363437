import { MAX_LENGTH, type Submit } from './submit.ts';
import type { ComposerModel } from './use-composer.ts';

/** Why something could not be sent, and what one can do about it. */
export function ProblemLine({ model: { draft }, submit }: { model: ComposerModel; submit: Submit }) {
  const { problem, unsent } = draft;
  const isTooLong = problem !== undefined && !draft.command && submit.contentOf(draft).length > MAX_LENGTH;
  return (
    <div class="problem" hidden={!problem}>
      <p role="alert">{problem}</p>
      {isTooLong && (
        <button type="button" class="link" onClick={submit.submitAsFile}>
          Send as message.txt
        </button>
      )}
      {unsent && !isTooLong && (
        <button type="button" class="link" onClick={submit.submit}>
          Try again
        </button>
      )}
    </div>
  );
}
