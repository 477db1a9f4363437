import type { RefObject } from 'preact';
import type { Field } from './modal-fields.ts';

interface Props {
  /** Focused when something was not sent. */
  reference: RefObject<HTMLDivElement | null>;
  /** What the local Discord said. */
  refusal: string;
  /** The fields that have to be looked at again. */
  wrong: readonly Field[];
  idOf: (field: Field) => string;
}

/** Why a form was not sent: what was refused, or which fields to go to. */
export function ProblemSummary({ reference, refusal, wrong, idOf }: Props) {
  const isTold = refusal !== '' || wrong.length > 1;
  return (
    <div ref={reference} class="problem-summary" role="alert" tabIndex={-1} hidden={!isTold}>
      {refusal !== '' && <p>{refusal}</p>}
      {wrong.length > 1 && (
        <p>
          Look at {wrong.length} fields again:{' '}
          {wrong.map((field, index) => (
            <>
              {index > 0 && ', '}
              <button type="button" class="link" onClick={() => document.getElementById(idOf(field))?.focus()}>
                {field.label}
              </button>
            </>
          ))}
        </p>
      )}
    </div>
  );
}
