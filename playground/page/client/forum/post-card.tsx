import { Avatar } from '../avatar.tsx';
import { plainText } from '../markdown/plain-text.ts';
import { usePlace } from '../markdown/use-place.ts';
import { titleOf } from '../names.ts';
import { openPlaceMenu } from '../sidebar/place-menu.tsx';
import { useMenuKeys } from '../sidebar/use-menu-keys.ts';
import { attempt } from '../app/attempt.ts';
import { useVisit } from '../state/visit.ts';
import { shortTime, timeOfId } from '../time.ts';
import type { Channel, Message } from '../types.ts';
import type { Starters } from './starters.ts';
import { TagChips } from './tags.tsx';

const MAX_EXCERPT = 200;
const PICTURE = /^image\//;

/** One post in the list of a forum. */
export function PostCard({ post, forum, starters }: { post: Channel; forum: Channel; starters: Starters }) {
  const visit = useVisit();
  const starter = starters.of(post.id).value;
  const place = usePlace(starter ?? { channel_id: post.id, mentions: [] });
  const author = visit.user(post.owner_id ?? '');
  const { thread } = visit.current.value;
  const isOpen = thread?.id === post.id;
  const isUnread = !isOpen && visit.marks.isUnread(post);
  const isNew = isUnread && visit.marks.readUntil(post.id) === undefined;
  const tags = (forum.available_tags ?? []).filter(({ id }) => post.applied_tags?.includes(id));
  const picture = starter?.attachments.find(({ content_type: type = '' }) => PICTURE.test(type));
  const menu = useMenuKeys((anchor, at) => openPlaceMenu(visit, { channel: post, anchor, at }));
  return (
    <article class={isOpen ? 'post-card open' : 'post-card'}>
      <button
        type="button"
        class="post"
        aria-current={isOpen ? 'true' : undefined}
        onClick={() => visit.open(visit.channels.get(post.id) ?? post)}
        {...menu}
      >
        <span class="post-main">
          <TagChips tags={tags} />
          <strong class={isUnread ? 'unread' : undefined}>
            {titleOf(post)}
            {isNew && <span class="new">New</span>}
          </strong>
          <span class="post-text">
            {author && <Avatar user={author} />}
            <b>{author ? visit.nameIn(post.id, author) : 'Somebody'}</b>
            <span>{starter && (plainText(starter.content, place).slice(0, MAX_EXCERPT) || 'an attachment')}</span>
          </span>
          <small>
            {isUnread && !isNew && <span class="hidden-label">unread</span>}
            {factsOf(post)}
          </small>
        </span>
        {picture && <img src={picture.url} alt={picture.description ?? ''} loading="lazy" />}
      </button>
      <DefaultReaction forum={forum} starter={starter} />
    </article>
  );
}

/** One press for what the forum offers: a thumb, for example. */
function DefaultReaction({ forum, starter }: { forum: Channel; starter: Message | undefined }) {
  const visit = useVisit();
  const emoji = forum.default_reaction_emoji?.emoji_name;
  if (!emoji || !starter) return null;
  const { count = 0, me = false } = starter.reactions?.find((one) => one.emoji.name === emoji) ?? {};
  return (
    <button
      type="button"
      class="post-reaction"
      aria-pressed={me}
      aria-label={`React with ${emoji}, ${count}`}
      onClick={() => attempt(visit, visit.api.react(starter, { name: emoji }, !me))}
    >
      {emoji} {count > 0 && <span>{count}</span>}
    </button>
  );
}

function factsOf({ id, message_count: count = 0, last_message_id: last, thread_metadata: thread }: Channel): string {
  const answers = count === 0 ? 'no answers yet' : `${count} ${count === 1 ? 'answer' : 'answers'}`;
  return [thread?.locked ? 'locked' : '', answers, shortTime(timeOfId(last ?? id))].filter(Boolean).join(' · ');
}
