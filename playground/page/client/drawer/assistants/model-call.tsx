import type { ModelEntry } from '../inspector.ts';
import { Payload } from '../json/payload.tsx';
import { LongText } from '../long-text.tsx';
import { inputLines } from './model-input.ts';

/** A question to a model, as a person reads it: instructions, what was said before, tools, the answer. */
export function ModelCall({ entry: { request, answer, error } }: { entry: ModelEntry }) {
  const { instructions, input, tools } = (typeof request === 'object' && request !== null ? request : {}) as {
    instructions?: unknown;
    input?: unknown;
    tools?: unknown;
  };
  return (
    <>
      {typeof instructions === 'string' && instructions !== '' && (
        <section class="payload">
          <h4>Instructions</h4>
          <LongText text={instructions} />
        </section>
      )}
      {Array.isArray(input) && (
        <section class="payload">
          <h4>Input</h4>
          <ol>
            {inputLines(input).map(({ who, text }, index) => (
              <li key={index} class={`thread-message from-${who}`}>
                <p class="thread-message-head">
                  <strong>{who}</strong>
                </p>
                <LongText text={text} />
              </li>
            ))}
          </ol>
        </section>
      )}
      <Payload title="Tools" value={tools} />
      {error !== undefined && <p class="run-error">{error}</p>}
      <Payload title="Answer" value={answer} />
      <Payload title="Whole request" value={request} />
    </>
  );
}
