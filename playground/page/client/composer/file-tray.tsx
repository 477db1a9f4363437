import { useEffect, useState } from 'preact/hooks';
import { Icon } from '../icons.tsx';
import type { DraftFile } from '../state/writing.ts';
import { FileDetails } from './file-details.tsx';
import { changeFile, readableSize, removeFile } from './files.ts';
import type { ComposerModel } from './use-composer.ts';

const PICTURE = /^image\/(?:png|jpeg|gif|webp|avif)$/;

/** The files that go with a message. */
export function FileTray({ model }: { model: ComposerModel }) {
  const files = model.draft.files.filter(({ option }) => option === undefined);
  if (files.length === 0) return null;
  return (
    <ul class="file-tray" aria-label="Files">
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
    <li class={spoiler ? 'file-card spoiler' : 'file-card'}>
      <div class="file-preview">
        <Preview file={file.file} />
        {spoiler && <span class="spoiler-mark">Spoiler</span>}
      </div>
      <span class="file-name">{name}</span>
      <small>{readableSize(file.file.size)}</small>
      <div class="file-actions">
        {file.pasted !== undefined && (
          <button type="button" class="link" onClick={() => removeFile(model, file, true)}>
            Back to text
          </button>
        )}
        <button
          type="button"
          class="icon"
          aria-pressed={spoiler}
          aria-label={`Spoiler: ${name}`}
          title="Spoiler"
          onClick={() => changeFile(model, { ...file, isSpoiler: !spoiler })}
        >
          <Icon name={spoiler ? 'hidden' : 'eye'} />
        </button>
        <button type="button" class="icon" aria-label={`Change ${name}`} title="Change" onClick={change}>
          <Icon name="pencil" />
        </button>
        <button
          type="button"
          class="icon dangerous"
          aria-label={`Remove ${name}`}
          title="Remove"
          onClick={() => removeFile(model, file)}
        >
          <Icon name="close" />
        </button>
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
