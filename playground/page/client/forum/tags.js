/** @import { ForumTag } from '../types.ts' */
import { element, reconcile } from '../dom.js';

/** @param {ForumTag} tag */
export function tagChip(tag) {
  return element('span', { class: 'tag' }, textOf(tag));
}

/**
 * Tags to switch on and off.
 *
 * @param {{ label: string, onChange: () => void }} options
 */
export function tagToggles({ label, onChange }) {
  /** Ids. @type {Set<string>} */
  const chosen = new Set();
  const root = element('div', { class: 'tags', role: 'group', 'aria-label': label });

  /** @param {ForumTag} tag */
  function create({ id }) {
    return element('button', {
      type: 'button',
      class: 'tag',
      onclick() {
        if (!chosen.delete(id)) chosen.add(id);
        onChange();
      },
    });
  }

  return {
    root,
    chosen: () => [...chosen],
    clear: () => chosen.clear(),
    /** @param {readonly ForumTag[]} tags */
    show(tags) {
      for (const id of chosen) if (!tags.some((tag) => tag.id === id)) chosen.delete(id);
      reconcile(root, tags, {
        key: ({ id }) => id,
        create,
        update(button, tag) {
          button.textContent = textOf(tag);
          button.setAttribute('aria-pressed', String(chosen.has(tag.id)));
        },
      });
    },
  };
}

/** @param {ForumTag} tag */
function textOf({ name, emoji_name: emoji }) {
  return emoji === null || emoji === undefined ? name : `${emoji} ${name}`;
}
