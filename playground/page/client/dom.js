/** @typedef {Node | string | undefined} Child */
/** @typedef {Record<string, string | number | boolean | undefined | ((event: Event) => void)>} Attributes */

/**
 * An element with attributes, listeners (`onclick`) and children. Strings become text, never markup.
 *
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Attributes} [attributes]
 * @param {...Child} children
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') made.addEventListener(name.slice('on'.length), value);
    else if (value === true) made.setAttribute(name, '');
    else if (value !== undefined && value !== false) made.setAttribute(name, String(value));
  }
  made.append(...children.filter((child) => child !== undefined));
  return made;
}

/**
 * Sets attributes that change; `undefined` takes one away.
 *
 * @param {Element} target
 * @param {Record<string, string | undefined>} attributes
 */
export function setAttributes(target, attributes) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined) target.removeAttribute(name);
    else if (target.getAttribute(name) !== value) target.setAttribute(name, value);
  }
}

/**
 * Makes the children of `parent` those of `items`. Elements of items that stay are kept, and the focus with them.
 *
 * @template Item
 * @param {Element} parent
 * @param {readonly Item[]} items
 * @param {{ key: (item: Item) => string, create: (item: Item) => HTMLElement, update?: (made: HTMLElement, item: Item) => void }} how
 */
export function reconcile(parent, items, { key, create, update }) {
  const known = new Map(
    [...parent.children].flatMap((child) =>
      child instanceof HTMLElement ? [[child.dataset['key'] ?? '', child]] : [],
    ),
  );
  for (const [index, item] of items.entries()) {
    const name = key(item);
    const made = known.get(name) ?? create(item);
    known.delete(name);
    made.dataset['key'] = name;
    update?.(made, item);
    if (parent.children[index] !== made) parent.insertBefore(made, parent.children[index] ?? null);
  }
  for (const gone of known.values()) gone.remove();
}
