import { useEffect, useRef, useState } from 'preact/hooks';
import { readUploads } from '../composer/files/read-uploads.ts';
import { namingIn } from '../composer/text/naming-in.ts';
import { typedNames } from '../composer/text/naming.ts';
import { sentText } from '../composer/text/sent-text.ts';
import { mayIn } from '../state/permissions.ts';
import { useVisit } from '../state/visit.ts';
import type { Channel } from '../types.ts';
import { createPostDraft, EMPTY_DRAFT, type PostDraft } from './post-draft.ts';
import { MAX_FILES, PostFiles } from './post-files.tsx';
import { TagToggles } from './tags.tsx';

const REQUIRES_TAG = 16;
const MAX_TAGS = 5;
const MAX_TITLE = 100;

interface Props {
  forum: Channel;
  /** The title, when nothing was written yet. */
  title: string;
  onPosted: () => void;
  onLeave: () => void;
}

/** The form for a new post in a forum: title, text, tags, files. What is written stays when it is closed. */
export function NewPost({ forum, title: firstTitle, onPosted, onLeave }: Props) {
  const visit = useVisit();
  const title = useRef<HTMLInputElement>(null);
  const text = useRef<HTMLTextAreaElement>(null);
  const [kept] = useState(() => createPostDraft(visit.state.value.you.id, forum.id));
  const [draft, setDraft] = useState(() => kept.read() ?? { ...EMPTY_DRAFT, title: firstTitle });
  const { tags } = draft;
  const [files, setFiles] = useState<readonly File[]>([]);
  const [problem, setProblem] = useState('');
  const [isBusy, setBusy] = useState(false);
  const needsTag = ((forum.flags ?? 0) & REQUIRES_TAG) !== 0;
  // Some tags are for moderators to give.
  const isModerator = mayIn(visit.channels, forum, 'manageThreads');
  const givable = (forum.available_tags ?? []).filter(({ moderated }) => !moderated || isModerator);
  useEffect(() => title.current?.focus(), []);

  function change(changes: Partial<PostDraft>) {
    const changed = { ...draft, ...changes };
    setDraft(changed);
    kept.keep(changed);
  }

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
    const name = draft.title.trim();
    const content = draft.text.trim();
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
      kept.keep(EMPTY_DRAFT);
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
        value={draft.title}
        onInput={({ currentTarget }) => change({ title: currentTarget.value })}
      />
      <textarea
        ref={text}
        rows={3}
        placeholder="Enter a message …"
        aria-label="Message"
        value={draft.text}
        onInput={({ currentTarget }) => change({ text: currentTarget.value })}
      />
      <TagToggles label="Tags" tags={givable} chosen={tags} onChange={(chosen) => change({ tags: chosen })} />
      {needsTag && tags.length === 0 && <p class="form-note">A post here needs a tag.</p>}
      <PostFiles files={files} onChange={setFiles} />
      <p class="problem" role="alert">
        {problem}
      </p>
      <footer>
        <button type="button" class="button secondary" onClick={onLeave}>
          Close
        </button>
        <button type="submit" class="button primary" aria-busy={isBusy || undefined}>
          Post
        </button>
      </footer>
    </form>
  );
}
