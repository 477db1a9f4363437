import { useEffect, useRef, useState } from 'preact/hooks';
import { readUploads } from '../composer/files/read-uploads.ts';
import { namingIn } from '../composer/text/naming-in.ts';
import { typedNames } from '../composer/text/naming.ts';
import { sentText } from '../composer/text/sent-text.ts';
import { Icon } from '../icons.tsx';
import { mayIn } from '../state/permissions.ts';
import { useVisit } from '../state/visit.ts';
import type { Channel } from '../types.ts';
import { TagToggles } from './tags.tsx';

const REQUIRES_TAG = 16;
const MAX_TAGS = 5;
const MAX_TITLE = 100;
const MAX_FILES = 10;

interface Props {
  forum: Channel;
  /** What the title begins with. */
  title: string;
  onPosted: () => void;
  onLeave: () => void;
}

/** The form for a new post in a forum: title, text, tags, files. */
export function NewPost({ forum, title: firstTitle, onPosted, onLeave }: Props) {
  const visit = useVisit();
  const title = useRef<HTMLInputElement>(null);
  const text = useRef<HTMLTextAreaElement>(null);
  const [tags, setTags] = useState<readonly string[]>([]);
  const [files, setFiles] = useState<readonly File[]>([]);
  const [problem, setProblem] = useState('');
  const [isBusy, setBusy] = useState(false);
  const needsTag = ((forum.flags ?? 0) & REQUIRES_TAG) !== 0;
  // Some tags are for moderators to give.
  const isModerator = mayIn(visit.channels, forum, 'manageThreads');
  const givable = (forum.available_tags ?? []).filter(({ moderated }) => !moderated || isModerator);
  useEffect(() => title.current?.focus(), []);

  /** What does not fit; undefined when all does. */
  function mistake(name: string, content: string) {
    if (name === '') return { field: title, sentence: 'A post needs a title.' };
    if (content === '' && files.length === 0) return { field: text, sentence: 'A post needs a message.' };
    if (tags.length > MAX_TAGS) return { field: text, sentence: `A post has ${MAX_TAGS} tags at most.` };
    return needsTag && tags.length === 0 ? { field: text, sentence: 'Choose a tag.' } : undefined;
  }

  async function send(event: SubmitEvent) {
    event.preventDefault();
    if (isBusy) return;
    const name = title.current?.value.trim() ?? '';
    const content = text.current?.value.trim() ?? '';
    const wrong = mistake(name, content);
    setProblem(wrong?.sentence ?? '');
    if (wrong) return wrong.field.current?.focus();
    setBusy(true);
    try {
      const naming = namingIn(visit, forum);
      const known = { names: typedNames(naming), emojis: naming.emojis };
      const attachments = await readUploads(files.map((file, id) => ({ id, file })));
      const post = await visit.api.postInForum(forum.id, {
        name,
        content: sentText({ text: content, marks: [] }, known),
        tags: [...tags],
        attachments,
      });
      visit.channels.merge(post);
      visit.open(post);
      onPosted();
    } catch (error) {
      setProblem((error as Error).message);
      setBusy(false);
    }
  }

  return (
    <form
      class="new-post"
      noValidate
      aria-label="New post"
      onSubmit={(event) => void send(event)}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.preventDefault();
        onLeave();
      }}
      onPaste={({ clipboardData }) => setFiles([...files, ...(clipboardData?.files ?? [])].slice(0, MAX_FILES))}
    >
      <input
        ref={title}
        type="text"
        maxLength={MAX_TITLE}
        placeholder="Title"
        aria-label="Title"
        autoComplete="off"
        defaultValue={firstTitle}
      />
      <textarea ref={text} rows={3} placeholder="Enter a message …" aria-label="Message" />
      <TagToggles label="Tags" tags={givable} chosen={tags} onChange={setTags} />
      {needsTag && tags.length === 0 && <p class="form-note">A post here needs a tag.</p>}
      <Files files={files} onChange={setFiles} />
      <p class="problem" role="alert">
        {problem}
      </p>
      <footer>
        <button type="button" class="button secondary" onClick={onLeave}>
          Cancel
        </button>
        <button type="submit" class="button primary" aria-busy={isBusy || undefined}>
          Post
        </button>
      </footer>
    </form>
  );
}

function Files({ files, onChange }: { files: readonly File[]; onChange: (files: readonly File[]) => void }) {
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
