import { useEffect, useState } from 'preact/hooks';
import { IconButton } from '../../icon-button.tsx';
import { Icon } from '../../icons.tsx';
import { readableSize } from '../../messages/attachments/media.ts';
import type { DraftFile } from '../../state/writing.ts';
import { FileDetails } from './file-details.tsx';
import { changeFile, putBackAsText, removeFile } from './files.ts';
import type { ComposerModel } from '../use-composer.ts';

const PICTURE = /^image\/(?:png|jpeg|gif|webp|avif)$/;

/** The files that go with a message. */
export function FileTray({ model }: { model: ComposerModel }) {
  const files = model.draft.files.filter(({ option }) => option === undefined);
  if (files.length === 0) return null;
  return (
    <ul class="uploads" aria-label="Files">
      {files.map((file) => (
        <FileCard key={file.id} model={model} file={file} />
      ))}
    </ul>
  );
}

function FileCard({ model, file }: { model: ComposerModel; file: DraftFile }) {
  const { visit } = model;
  const name = file.name ?? file.file.name;
  const spoiler = file.isSpoiler === true;
  const change = () =>
    visit.layers.show((close) => (
      <FileDetails file={file} onSave={(changed) => changeFile(model, changed)} onClose={close} />
    ));
  return (
    <li class={spoiler ? 'upload-card spoiler' : 'upload-card'}>
      <div class="upload-preview">
        <Preview file={file.file} />
        {spoiler && <span class="upload-spoiler">Spoiler</span>}
      </div>
      <span class="upload-name">{name}</span>
      <small>{readableSize(file.file.size)}</small>
      <div class="upload-actions">
        {file.pasted !== undefined && (
          <button type="button" class="link" onClick={() => putBackAsText(model, file)}>
            Back to text
          </button>
        )}
        <IconButton
          icon={spoiler ? 'hidden' : 'eye'}
          aria-pressed={spoiler}
          label={`Spoiler: ${name}`}
          tooltip="Spoiler"
          onClick={() => changeFile(model, { ...file, isSpoiler: !spoiler })}
        />
        <IconButton icon="pencil" label={`Change ${name}`} tooltip="Change" onClick={change} />
        <IconButton
          icon="close"
          class="dangerous"
          label={`Remove ${name}`}
          tooltip="Remove"
          onClick={() => removeFile(model, file)}
        />
      </div>
    </li>
  );
}

function Preview({ file }: { file: File }) {
  const [url, setUrl] = useState<string>();
  useEffect(() => {
    if (!PICTURE.test(file.type)) return undefined;
    const made = URL.createObjectURL(file);
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [file]);
  return url === undefined ? <Icon name="file" /> : <img src={url} alt="" />;
}
