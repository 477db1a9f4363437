/** @import { Api } from '../api.js' */
/** @import { Store } from '../store.js' */
/** @import { Channel } from '../types.ts' */
import { element } from '../dom.js';
import { withMentions } from '../mentions.js';
import { tagToggles } from './tags.js';

const REQUIRES_TAG = 16;
const MAX_TAGS = 5;
const MAX_TITLE = 100;

/**
 * The form for a new post in a forum: title, text, tags.
 *
 * @param {{ store: Store, api: Api, onPosted: (post: Channel) => void, onClose: () => void }} options
 */
export function createNewPost({ store, api, onPosted, onClose }) {
  /** @type {Channel | undefined} */
  let forum;
  const title = element('input', {
    type: 'text',
    id: 'post-title',
    maxlength: MAX_TITLE,
    placeholder: 'Title',
    autocomplete: 'off',
    'aria-label': 'Title',
  });
  const text = element('textarea', {
    id: 'post-text',
    rows: 3,
    placeholder: 'Enter a message …',
    'aria-label': 'Message',
  });
  const tags = tagToggles({ label: 'Tags', onChange: () => forum && show(forum) });
  const problem = element('p', { class: 'problem', role: 'alert' });
  const cancel = element('button', { type: 'button', class: 'button secondary', onclick: leave }, 'Cancel');
  const submit = element('button', { type: 'submit', class: 'button primary' }, 'Post');
  const root = element(
    'form',
    { class: 'new-post', novalidate: true, hidden: true, 'aria-label': 'New post' },
    title,
    text,
    tags.root,
    problem,
    element('footer', {}, cancel, submit),
  );
  root.addEventListener('submit', (event) => {
    event.preventDefault();
    void send();
  });
  root.addEventListener('keydown', ({ key }) => key === 'Escape' && leave());

  function close() {
    root.hidden = true;
    title.value = '';
    text.value = '';
    tags.clear();
    problem.replaceChildren();
  }

  function leave() {
    close();
    onClose();
  }

  /** What does not fit; undefined when all does. */
  function wrong() {
    if (title.value.trim() === '') return { field: title, sentence: 'A post needs a title.' };
    if (text.value.trim() === '') return { field: text, sentence: 'A post needs a message.' };
    if (tags.chosen().length > MAX_TAGS) return { field: text, sentence: `A post has ${MAX_TAGS} tags at most.` };
    if (((forum?.flags ?? 0) & REQUIRES_TAG) !== 0 && tags.chosen().length === 0)
      return { field: text, sentence: 'Choose a tag.' };
    return undefined;
  }

  async function send() {
    if (!forum || submit.getAttribute('aria-busy') === 'true') return;
    const mistake = wrong();
    problem.textContent = mistake?.sentence ?? '';
    if (mistake) return mistake.field.focus();
    submit.setAttribute('aria-busy', 'true');
    try {
      const content = withMentions(text.value.trim(), store);
      const post = await api.postInForum(forum.id, { name: title.value.trim(), content, tags: tags.chosen() });
      store.addChannel(post);
      close();
      onPosted(post);
    } catch (error) {
      problem.textContent = /** @type {Error} */ (error).message;
    } finally {
      submit.removeAttribute('aria-busy');
    }
  }

  /** @param {Channel} wanted */
  function show(wanted) {
    forum = wanted;
    // Some tags are for moderators to give.
    tags.show((wanted.available_tags ?? []).filter(({ moderated }) => !moderated || store.state.you.moderator));
  }

  return {
    root,
    show,
    close,
    open() {
      root.hidden = false;
      title.focus();
    },
  };
}
