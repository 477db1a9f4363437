import { useEffect, useRef, useState } from 'preact/hooks';
import { PaneHeader } from '../app/pane-header.tsx';
import { Markdown } from '../markdown/markdown.tsx';
import { usePlace } from '../markdown/use-place.ts';
import { titleOf } from '../names.ts';
import { mayIn } from '../state/permissions.ts';
import { useVisit } from '../state/visit.ts';
import type { Channel } from '../types.ts';
import { findPosts, type Wanted } from './find-posts.ts';
import { ForumBar } from './forum-bar.tsx';
import { NewPost } from './new-post.tsx';
import { PostCard } from './post-card.tsx';
import { createStarters, type Starters } from './starters.ts';

/** So many posts are shown at first, and more on demand. */
const PAGE = 40;

/** A forum: its posts, and the form for a new one. */
export function ForumPane({ forum }: { forum: Channel }) {
  const visit = useVisit();
  const [wanted, setWanted] = useState<Wanted>({ search: '', tags: [], order: 'activity' });
  const [isWriting, setWriting] = useState(false);
  const [starters] = useState(() => createStarters(visit));
  const newPost = useRef<HTMLButtonElement>(null);
  useEffect(() => starters.follow(), [starters]);
  const { last_message_id: last } = forum;
  useEffect(() => {
    const read = () => document.visibilityState === 'visible' && visit.marks.read(forum.id, last);
    read();
    document.addEventListener('visibilitychange', read);
    return () => document.removeEventListener('visibilitychange', read);
  }, [forum.id, last]);

  const { open, archived } = findPosts(visit.channels.threadsOf(forum.id), wanted);
  const isNarrowed = wanted.search !== '' || wanted.tags.length > 0;

  function leave() {
    setWriting(false);
    newPost.current?.focus();
  }

  return (
    <main class="pane forum" id="conversation" aria-label={titleOf(forum)}>
      <PaneHeader channel={forum} kind="channel" />
      <div class="forum-body">
        {forum.topic && <Guidelines forum={forum} text={forum.topic} />}
        <ForumBar forum={forum} wanted={wanted} onChange={setWanted}>
          {mayIn(visit.channels, forum, 'sendMessages') && (
            <button ref={newPost} type="button" class="button primary" onClick={() => setWriting(true)}>
              New post
            </button>
          )}
        </ForumBar>
        {isWriting && (
          <NewPost forum={forum} title={wanted.search} onPosted={() => setWriting(false)} onLeave={leave} />
        )}
        {open.length + archived.length === 0 && (
          <p class="quiet no-posts">
            {!isNarrowed
              ? 'There are no posts yet.'
              : wanted.search === ''
                ? 'No post has these tags.'
                : 'No post is called that.'}
          </p>
        )}
        <PostList label="Posts" posts={open} forum={forum} starters={starters} />
        {archived.length > 0 && (
          <section aria-label="Older posts">
            <h3>Older posts</h3>
            <PostList label="Older posts" posts={archived} forum={forum} starters={starters} />
          </section>
        )}
      </div>
    </main>
  );
}

function Guidelines({ forum, text }: { forum: Channel; text: string }) {
  const place = usePlace({ channel_id: forum.id, mentions: [] });
  return (
    <details class="guidelines">
      <summary>Guidelines</summary>
      <div class="content">
        <Markdown text={text} place={place} />
      </div>
    </details>
  );
}

interface PostListProps {
  label: string;
  posts: readonly Channel[];
  forum: Channel;
  starters: Starters;
}

function PostList({ label, posts, forum, starters }: PostListProps) {
  const [count, setCount] = useState(PAGE);
  if (posts.length === 0) return null;
  return (
    <>
      <ol class="posts" aria-label={label}>
        {posts.slice(0, count).map((post) => (
          <li key={post.id}>
            <PostCard post={post} forum={forum} starters={starters} />
          </li>
        ))}
      </ol>
      {posts.length > count && (
        <button type="button" class="button secondary more-posts" onClick={() => setCount(count + PAGE)}>
          Show more posts
        </button>
      )}
    </>
  );
}
