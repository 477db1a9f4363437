import { useId, useState } from 'preact/hooks';
import { Dialog } from '../../dialogs/dialog.tsx';
import type { DraftFile } from '../../state/writing.ts';

/** As Discord keeps them. */
const MAX_NAME_LENGTH = 260;
const MAX_DESCRIPTION_LENGTH = 1024;

interface Props {
  file: DraftFile;
  onSave: (file: DraftFile) => void;
  onClose: () => void;
}

/** What a file is called and what stands for it, before it is sent. */
export function FileDetails({ file, onSave, onClose }: Props) {
  const id = useId();

  const title = file.name ?? file.file.name;
  const [name, setName] = useState(title);
  const [description, setDescription] = useState(file.description ?? '');
  const [isSpoiler, setSpoiler] = useState(file.isSpoiler ?? false);

  function save(event: SubmitEvent) {
    event.preventDefault();
    onSave({ ...file, name: name.trim() || file.file.name, description: description.trim(), isSpoiler });
    onClose();
  }

  return (
    <Dialog title={title} onClose={onClose}>
      <form onSubmit={save}>
        <div class="dialog-body">
          <div class="field">
            <label for={`${id}-name`}>File name</label>
            <input
              id={`${id}-name`}
              type="text"
              maxLength={MAX_NAME_LENGTH}
              value={name}
              onInput={({ currentTarget }) => setName(currentTarget.value)}
              autocomplete="off"
            />
          </div>
          <div class="field">
            <label for={`${id}-text`}>Description (alt text)</label>
            <textarea
              id={`${id}-text`}
              rows={3}
              maxLength={MAX_DESCRIPTION_LENGTH}
              placeholder="For those who cannot see it"
              value={description}
              onInput={({ currentTarget }) => setDescription(currentTarget.value)}
            />
          </div>
          <label class="choice">
            <input
              type="checkbox"
              checked={isSpoiler}
              onChange={({ currentTarget }) => setSpoiler(currentTarget.checked)}
            />
            Mark as spoiler
          </label>
        </div>
        <footer>
          <button type="button" class="button secondary" onClick={onClose}>
            Cancel
          </button>
          <button type="submit" class="button primary">
            Save
          </button>
        </footer>
      </form>
    </Dialog>
  );
}
