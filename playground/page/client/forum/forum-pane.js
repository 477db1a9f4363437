/** @import { Api } from '../api.js' */
/** @import { Store } from '../store.js' */
/** @import { Channel } from '../types.ts' */
import { avatar } from '../avatar.js';
import { element, reconcile } from '../dom.js';
import { icon } from '../icons.js';
import { isNewer } from '../ids.js';
import { nameOf, titleOf } from '../names.js';
import { excerpt } from '../origin-line.js';
import { shortTime, timeOfId } from '../time.js';
import { createNewPost } from './new-post.js';
import { tagChip, tagToggles } from './tags.js';

/**
 * A forum: its posts, the one with the newest message first, and the form for a new one.
 *
 * @param {object} options
 * @param {Store} options.store
 * @param {Api} options.api
 * @param {(post: Channel) => void} options.openThread
 * @param {HTMLElement[]} options.before What stands before the title.
 * @param {HTMLElement[]} [options.after]
 */
export function createForumPane({ store, api, openThread, before, after = [] }) {
  /** @type {Channel | undefined} */
  let forum;
  const title = element('h2', { tabindex: -1 });
  const topic = element('p', { class: 'topic' });
  const form = createNewPost({ store, api, onPosted: openThread, onClose: () => newPost.focus() });
  const newPost = element(
    'button',
    { type: 'button', class: 'button primary', onclick: () => form.open() },
    'New post',
  );
  const filter = tagToggles({ label: 'Show posts with', onChange: () => forum && show(forum) });
  const posts = element('ol', { class: 'posts', 'aria-label': 'Posts' });
  const none = element('p', { class: 'quiet no-posts' });
  const root = element(
    'main',
    { class: 'pane forum', 'aria-label': 'Forum' },
    element('header', {}, ...before, element('span', { class: 'mark' }, icon('forum')), title, topic, ...after),
    element(
      'div',
      { class: 'forum-body' },
      element('div', { class: 'forum-bar' }, filter.root, newPost),
      form.root,
      none,
      posts,
    ),
  );

  /** @param {Channel} post */
  function create(post) {
    return element(
      'li',
      {},
      element('button', { type: 'button', class: 'post', onclick: () => openThread(store.channel(post.id) ?? post) }),
    );
  }

  /**
   * @param {HTMLElement} item
   * @param {Channel} post
   */
  function update(item, post) {
    const {
      id,
      owner_id: ownerId = '',
      message_count: count = 0,
      last_message_id: last,
      applied_tags: tags = [],
    } = post;
    const starter = store.starterOf(id);
    const author = store.user(ownerId);
    const isUnread = store.marks.isUnread(post);
    const signature = JSON.stringify([post, starter, author, forum?.available_tags, isUnread]);
    if (item.dataset['signature'] === signature) return;
    item.dataset['signature'] = signature;
    const known = (forum?.available_tags ?? []).filter((tag) => tags.includes(tag.id));
    item.firstElementChild?.replaceChildren(
      ...(known.length > 0 ? [element('span', { class: 'tags' }, ...known.map(tagChip))] : []),
      element('strong', { class: isUnread ? 'unread' : undefined }, titleOf(post)),
      element(
        'span',
        { class: 'post-text' },
        author && avatar(author),
        element('b', {}, author ? nameOf(author) : 'Somebody'),
        element('span', {}, starter ? excerpt(store, starter) : ''),
      ),
      element(
        'small',
        {},
        [
          post.thread_metadata?.locked ? 'locked' : '',
          count === 0 ? 'no answers yet' : `${count} ${count === 1 ? 'answer' : 'answers'}`,
          shortTime(timeOfId(last ?? id)),
        ]
          .filter(Boolean)
          .join(' · '),
      ),
    );
  }

  /** @param {Channel | undefined} wanted */
  function show(wanted) {
    root.hidden = wanted === undefined;
    if (!wanted) return;
    if (wanted.id !== forum?.id) {
      filter.clear();
      form.close();
      posts.replaceChildren();
    }
    forum = wanted;
    title.textContent = titleOf(wanted);
    topic.textContent = wanted.topic ?? '';
    const { available_tags: tags = [] } = wanted;
    filter.show(tags);
    form.show(wanted);
    const chosen = filter.chosen();
    const shown = store
      .threadsOf(wanted.id)
      .filter(({ applied_tags: own = [] }) => chosen.length === 0 || chosen.some((id) => own.includes(id)))
      .toSorted((left, right) =>
        isNewer(left.last_message_id ?? left.id, right.last_message_id ?? right.id) ? -1 : 1,
      );
    reconcile(posts, shown, { key: ({ id }) => id, create, update });
    none.textContent =
      shown.length > 0 ? '' : chosen.length > 0 ? 'No post has these tags.' : 'There are no posts yet.';
  }

  return { root, show, focus: () => newPost.focus() };
}
