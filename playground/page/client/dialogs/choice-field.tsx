import { RADIO_GROUP } from '../components/kinds.ts';
import type { FieldProps } from './field-view.tsx';

/** Radio buttons, or check boxes. */
export function ChoiceField(props: FieldProps & { values: readonly string[] }) {
  const { field, id, labelId, describedBy, isInvalid, hasFocus, values, onChange } = props;
  const { input, isRequired } = field;
  const isRadio = input.type === RADIO_GROUP;
  const about = isRadio ? ({ role: 'radiogroup', 'aria-required': isRequired } as const) : ({ role: 'group' } as const);

  function press(value: string, isOn: boolean) {
    if (isRadio) onChange([value]);
    else onChange(isOn ? [...values, value] : values.filter((one) => one !== value));
  }

  return (
    <div class="choices" {...about} aria-labelledby={labelId} aria-describedby={describedBy}>
      {input.options?.map(({ value, label, description }, index) => (
        <label key={value} class="choice">
          <input
            type={isRadio ? 'radio' : 'checkbox'}
            id={index === 0 ? id : undefined}
            name={id}
            value={value}
            checked={values.includes(value)}
            autofocus={hasFocus && index === 0}
            aria-invalid={isInvalid || undefined}
            onChange={({ currentTarget }) => press(value, currentTarget.checked)}
          />
          <span>
            {label}
            {description && <small>{description}</small>}
          </span>
        </label>
      ))}
    </div>
  );
}

/** One check box. */
export function CheckboxField({ id, describedBy, hasFocus, isOn, onChange }: FieldProps & { isOn: boolean }) {
  return (
    <input
      type="checkbox"
      id={id}
      checked={isOn}
      autofocus={hasFocus}
      aria-describedby={describedBy}
      onChange={({ currentTarget }) => onChange(currentTarget.checked)}
    />
  );
}
