import { useRef } from 'preact/hooks';
import { Icon } from '../icons.tsx';

/** As many files as a message can have (`discord.com/developers/docs/resources/message#create-message`). */
export const MAX_FILES = 10;

/** The files of a new post. */
export function PostFiles({ files, onChange }: { files: readonly File[]; onChange: (files: readonly File[]) => void }) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <div class="post-files">
      <input
        ref={input}
        type="file"
        multiple
        hidden
        onChange={({ currentTarget }) => {
          onChange([...files, ...(currentTarget.files ?? [])].slice(0, MAX_FILES));
          currentTarget.value = '';
        }}
      />
      <button type="button" class="button secondary" onClick={() => input.current?.click()}>
        <Icon name="plus" />
        Add files
      </button>
      {files.map((file, index) => (
        <span key={index} class="tag">
          {file.name}
          <button
            type="button"
            aria-label={`Remove ${file.name}`}
            onClick={() => onChange(files.filter((other) => other !== file))}
          >
            <Icon name="close" />
          </button>
        </span>
      ))}
    </div>
  );
}
