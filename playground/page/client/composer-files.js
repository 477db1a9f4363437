/** @import { Upload } from './types.ts' */
import { element, reconcile } from './dom.js';
import { createFileTray } from './file-tray.js';
import { chooseFiles, readUpload } from './uploads.js';

const MAX_FILES = 10;

/** @typedef {{ files: readonly File[], byOption: ReadonlyMap<string, File> }} TakenFiles */

/**
 * The files in a composer: those that go with a post, or those that a command asks for, one for each such option.
 *
 * @typedef {{ name: string, isRequired: boolean }} FileOption
 *
 * @param {{ onChange: () => void }} options
 */
export function createComposerFiles({ onChange }) {
  /** The options of the command that is typed; undefined for a post. @type {readonly FileOption[] | undefined} */
  let options;
  /** @type {Map<string, File>} */
  const byOption = new Map();
  const tray = createFileTray({ max: MAX_FILES, onChange });
  const slots = element('ul', { class: 'file-slots', 'aria-label': 'Files of the command' });
  const root = element('div', { class: 'composer-files' }, tray.root, slots);

  function show() {
    tray.root.hidden = options !== undefined || tray.files().length === 0;
    reconcile(slots, options ?? [], {
      key: ({ name }) => name,
      create: ({ name }) => element('li', { 'data-option': name }),
      update: fillSlot,
    });
  }

  /**
   * @param {HTMLElement} item
   * @param {FileOption} option
   */
  function fillSlot(item, { name, isRequired }) {
    const file = byOption.get(name);
    const signature = `${file?.name ?? ''} ${file?.lastModified ?? ''}`;
    if (item.dataset['signature'] === signature) return;
    item.dataset['signature'] = signature;
    const optional = isRequired ? '' : ' (optional)';
    const remove = () => set(name, undefined);
    item.replaceChildren(
      element('strong', {}, name),
      element(
        'button',
        { type: 'button', class: 'link', onclick: () => choose(name) },
        file ? file.name : `Choose a file${optional}`,
      ),
      ...(file
        ? [
            element(
              'button',
              { type: 'button', class: 'icon', 'aria-label': `Remove ${file.name}`, onclick: remove },
              '✕',
            ),
          ]
        : []),
    );
  }

  /**
   * @param {string} name
   * @param {File | undefined} file
   */
  function set(name, file) {
    if (file) byOption.set(name, file);
    else byOption.delete(name);
    show();
    onChange();
  }

  /** @param {string} name */
  function choose(name) {
    chooseFiles({ isMultiple: false, onChosen: ([file]) => file && set(name, file) });
  }

  /** @param {readonly File[]} files */
  function add(files) {
    if (!options) {
      tray.add(files);
      return;
    }
    const free = options.filter(({ name }) => !byOption.has(name));
    for (const [index, { name }] of free.entries()) if (files[index]) set(name, files[index]);
  }

  return {
    root,
    choose,
    add,
    ask() {
      const free = options?.find(({ name }) => !byOption.has(name));
      if (free) choose(free.name);
      else if (!options) chooseFiles({ isMultiple: true, onChosen: add });
    },
    /** @param {readonly FileOption[] | undefined} wanted */
    setOptions(wanted) {
      options = wanted;
      for (const name of byOption.keys()) if (!wanted?.some((one) => one.name === name)) byOption.delete(name);
      show();
    },
    isEmpty: () => (options ? byOption.size === 0 : tray.files().length === 0),
    /** @param {string} name */
    has: (name) => byOption.has(name),
    /** What there is, and puts it away. */
    take() {
      const taken = { files: tray.files(), byOption: new Map(byOption) };
      byOption.clear();
      tray.set([]);
      show();
      return taken;
    },
    /** @param {TakenFiles} taken */
    putBack(taken) {
      for (const [name, file] of taken.byOption) byOption.set(name, file);
      tray.set([...taken.files, ...tray.files()]);
      show();
    },
  };
}

/**
 * As the API takes them.
 *
 * @param {TakenFiles} taken
 */
export async function readFiles({ files, byOption }) {
  /** @type {[string, Upload][]} */
  const named = await Promise.all([...byOption].map(async ([name, file]) => [name, await readUpload(file)]));
  return { attachments: await Promise.all(files.map(readUpload)), byOption: Object.fromEntries(named) };
}
