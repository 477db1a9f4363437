import { useId } from 'preact/hooks';
import * as kinds from '../components/kinds.ts';
import { SelectBox } from '../components/select-box.tsx';
import { choicesOf, placeholderOf } from '../components/select-choices.tsx';
import { useVisit } from '../state/visit.ts';
import { CheckboxField, ChoiceField } from './choice-field.tsx';
import { FileField } from './file-field.tsx';
import { type Entry, type Field, limitsOf, maxLengthOf } from './modal-fields.ts';
import { TextField } from './text-field.tsx';

/** What every kind of field is given. */
export interface FieldProps {
  field: Field;
  /** Of what is focused when the label is pressed. */
  id: string;
  labelId: string;
  /** The ids of its description and of what is wrong with it. */
  describedBy: string | undefined;
  isInvalid: boolean;
  hasFocus: boolean;
  onChange: (entry: Entry) => void;
}

interface Props {
  field: Field;
  id: string;
  entry: Entry;
  problem: string | undefined;
  /** Whether it takes the focus when the modal opens. */
  hasFocus: boolean;
  onChange: (entry: Entry) => void;
}

/** A field of a modal with its label, what the bot says about it, and what is wrong with it. */
export function FieldView({ field, id, entry, problem, hasFocus, onChange }: Props) {
  const labelId = `${id}-label`;
  const aboutId = useId();
  const problemId = useId();
  const { label, description, isRequired, input } = field;
  const describedBy = [description !== undefined && aboutId, problem !== undefined && problemId]
    .filter(Boolean)
    .join(' ');
  const props: FieldProps = {
    field,
    id,
    labelId,
    describedBy: describedBy || undefined,
    isInvalid: problem !== undefined,
    hasFocus,
    onChange,
  };
  const isCheckbox = input.type === kinds.CHECKBOX;
  const control = <Control {...props} entry={entry} />;
  const length = typeof entry === 'string' && input.max_length ? entry.length : undefined;
  const Label = kinds.isGroup(input.type) ? 'span' : 'label';
  return (
    <div class={['field', problem !== undefined && 'wrong', isCheckbox && 'tick-field'].filter(Boolean).join(' ')}>
      {isCheckbox && control}
      <Label class="field-label" id={labelId} {...(Label === 'label' && { for: id })}>
        {label}
        {isRequired && (
          <span class="needed" aria-hidden="true">
            {' *'}
          </span>
        )}
      </Label>
      {description !== undefined && (
        <p class="field-description" id={aboutId}>
          {description}
        </p>
      )}
      {!isCheckbox && control}
      <p class="field-foot">
        <span class="field-problem" id={problemId}>
          {problem}
        </span>
        {length !== undefined && (
          <span class={length > maxLengthOf(field) ? 'room too-long' : 'room'}>
            {length} / {maxLengthOf(field)}
          </span>
        )}
      </p>
    </div>
  );
}

function Control({ entry, ...props }: FieldProps & { entry: Entry }) {
  const { type } = props.field.input;
  if (typeof entry === 'string') return <TextField {...props} text={entry} />;
  if (typeof entry === 'boolean') return <CheckboxField {...props} isOn={entry} />;
  if (type === kinds.FILE_UPLOAD) return <FileField {...props} files={entry as readonly File[]} />;
  const values = entry as readonly string[];
  return kinds.SELECTS.includes(type) ? (
    <SelectField {...props} values={values} />
  ) : (
    <ChoiceField {...props} values={values} />
  );
}

function SelectField(props: FieldProps & { values: readonly string[] }) {
  const visit = useVisit();
  const { field, id, describedBy, isInvalid, values, onChange } = props;
  const { input, label, isRequired } = field;
  return (
    <SelectBox
      id={id}
      label={label}
      placeholder={placeholderOf(input)}
      choices={choicesOf(visit, input)}
      values={values}
      // Fewer than are needed can be chosen: the form says so when it is sent.
      min={0}
      max={limitsOf(field).max}
      isSearched={input.type !== kinds.STRING_SELECT}
      isRequired={isRequired}
      isInvalid={isInvalid}
      describedBy={describedBy}
      onChoose={onChange}
    />
  );
}
