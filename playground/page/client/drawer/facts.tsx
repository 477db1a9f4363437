import type { ComponentChildren } from 'preact';

interface Props {
  facts: readonly (readonly [name: string, value: ComponentChildren])[];
  /** As many in a line as fit. */
  isDense?: boolean;
}

/** What is known of something, by name; what has no value is left out. */
export function Facts({ facts, isDense = false }: Props) {
  return (
    <dl class={isDense ? 'facts dense' : 'facts'}>
      {facts
        .filter(([, value]) => value !== undefined && value !== '')
        .map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  );
}
