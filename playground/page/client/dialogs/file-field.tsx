import { useRef, useState } from 'preact/hooks';
import { IconButton } from '../icon-button.tsx';
import { Icon } from '../icons.tsx';
import type { FieldProps } from './field-view.tsx';
import { limitsOf } from './modal-fields.ts';
import { readableSize } from '../messages/attachments/media.ts';

/** Files that are chosen or dropped. */
export function FileField(props: FieldProps & { files: readonly File[] }) {
  const { field, id, labelId, describedBy, isInvalid, hasFocus, files, onChange } = props;
  const chooser = useRef<HTMLInputElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const [isOver, setOver] = useState(false);
  const { max } = limitsOf(field);
  const words = max === 1 ? 'Choose or drop a file' : `Choose or drop up to ${max} files`;

  function add(more: Iterable<File> | null | undefined) {
    // One takes the place of another; of several, those that are too many are left out.
    const all = max === 1 ? [...(more ?? [])] : [...files, ...(more ?? [])];
    if (more) onChange(all.slice(0, max));
  }

  function remove(file: File) {
    onChange(files.filter((one) => one !== file));
    button.current?.focus();
  }

  function onDrop(event: DragEvent) {
    event.preventDefault();
    setOver(false);
    add(event.dataTransfer?.files);
  }

  return (
    <div
      class="file-field"
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={onDrop}
    >
      <button
        ref={button}
        type="button"
        id={id}
        class={isOver ? 'drop over' : 'drop'}
        autofocus={hasFocus}
        aria-labelledby={`${labelId} ${id}`}
        aria-describedby={describedBy}
        data-invalid={isInvalid || undefined}
        onClick={() => chooser.current?.click()}
      >
        <Icon name="upload" /> {words}
      </button>
      <input
        ref={chooser}
        type="file"
        hidden
        multiple={max > 1}
        onChange={({ currentTarget }) => {
          add(currentTarget.files);
          currentTarget.value = ''; // the same file can be chosen again
        }}
      />
      {files.length > 0 && (
        <ul class="chosen-files" aria-label="Files">
          {files.map((file, index) => (
            <li key={`${index} ${file.name}`}>
              <Icon name="file" />
              <span class="file-name">{file.name}</span>
              <small>{readableSize(file.size)}</small>
              <IconButton icon="trash" label={`Remove ${file.name}`} tooltip="Remove" onClick={() => remove(file)} />
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
