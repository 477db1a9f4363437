import type { FieldProps } from './field-view.tsx';

const PARAGRAPH = 2;

/** A text of one line, or of several. What is too long can be typed, so that it can be cut by hand. */
export function TextField({
  field,
  id,
  describedBy,
  isInvalid,
  hasFocus,
  text,
  onChange,
}: FieldProps & { text: string }) {
  const { input, isRequired } = field;
  const common = {
    id,
    value: text,
    placeholder: input.placeholder ?? undefined,
    autocomplete: 'off',
    autofocus: hasFocus,
    'aria-required': isRequired,
    'aria-invalid': isInvalid || undefined,
    'aria-describedby': describedBy,
  } as const;
  return input.style === PARAGRAPH ? (
    <textarea rows={4} {...common} onInput={({ currentTarget }) => onChange(currentTarget.value)} />
  ) : (
    <input type="text" {...common} onInput={({ currentTarget }) => onChange(currentTarget.value)} />
  );
}
