import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';

interface TextProps {
  label: string;
  /** In the form's data. */
  name: string;
  value?: string;
  maxLength: number;
  isLong?: boolean;
  note?: string;
  /** Takes the focus when the dialog opens, and cannot be empty. */
  isFirst?: boolean;
}

/** A text in a dialog of the page's own. */
export function TextField({ label, name, value = '', maxLength, isLong = false, note, isFirst = false }: TextProps) {
  const id = useId();
  const common = {
    id,
    name,
    maxLength,
    autoComplete: 'off',
    defaultValue: value,
    autoFocus: isFirst,
    required: isFirst,
  };
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {note !== undefined && (
        <p class="field-description" id={`${id}-note`}>
          {note}
        </p>
      )}
      {isLong ? (
        <textarea {...common} rows={3} aria-describedby={note && `${id}-note`} />
      ) : (
        <input {...common} type="text" aria-describedby={note && `${id}-note`} />
      )}
    </div>
  );
}

interface ChoiceProps {
  label: string;
  name: string;
  isOn?: boolean;
  note?: string;
}

/** Something to switch on in a dialog. */
export function CheckField({ label, name, isOn = false, note }: ChoiceProps) {
  return (
    <label class="choice field">
      <input type="checkbox" name={name} defaultChecked={isOn} />
      <span>
        {label}
        {note !== undefined && <small>{note}</small>}
      </span>
    </label>
  );
}

interface SelectProps {
  label: string;
  name: string;
  value?: string;
  children: ComponentChildren;
  onChange?: (value: string) => void;
}

/** One of several in a dialog; the children are its options. */
export function SelectField({ label, name, value, children, onChange }: SelectProps) {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <select id={id} name={name} value={value} onChange={({ currentTarget }) => onChange?.(currentTarget.value)}>
        {children}
      </select>
    </div>
  );
}

/** What was typed in a field, without the space around it. */
export function textOf(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === 'string' ? value.trim() : '';
}
