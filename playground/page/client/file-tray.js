import { readableSize } from './attachments.js';
import { element } from './dom.js';
import { icon } from './icons.js';

/**
 * The files that are to go with something, each with a button that takes it away.
 *
 * @param {{ max: number, onChange: () => void }} options
 */
export function createFileTray({ max, onChange }) {
  /** @type {readonly File[]} */
  let files = [];
  const root = element('ul', { class: 'file-tray', 'aria-label': 'Files', hidden: true });

  /** @param {readonly File[]} wanted */
  function set(wanted) {
    files = wanted.slice(0, max);
    root.hidden = files.length === 0;
    root.replaceChildren(...files.map(view));
  }

  /** As `set`, by a person. @param {readonly File[]} wanted */
  function change(wanted) {
    set(wanted);
    onChange();
  }

  /** @param {File} file */
  function view(file) {
    const { name, size } = file;
    const remove = () => change(files.filter((one) => one !== file));
    return element(
      'li',
      {},
      icon('file'),
      element('span', { class: 'file-name' }, name),
      element('small', {}, readableSize(size)),
      element('button', { type: 'button', class: 'icon', 'aria-label': `Remove ${name}`, onclick: remove }, '✕'),
    );
  }

  return {
    root,
    files: () => files,
    set,
    /** @param {readonly File[]} more */
    add: (more) => change(max === 1 ? more : [...files, ...more]),
  };
}
