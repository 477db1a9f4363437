/** @import { Component } from '../types.ts' */
/** @import { Control } from './modal-fields.js' */
import { createFileTray } from '../file-tray.js';
import { element } from '../dom.js';
import { chooseFiles, readUpload } from '../uploads.js';

/**
 * Files that are chosen or dropped.
 *
 * @param {Component} component
 * @param {{ id: string, isRequired: boolean }} about
 * @returns {Control}
 */
export function fileField({ min_values: min, max_values: max }, { id, isRequired }) {
  const least = min ?? 1;
  const most = max ?? 1;
  const tray = createFileTray({ max: most, onChange: () => root.dispatchEvent(new Event('input', { bubbles: true })) });
  const ask = () => chooseFiles({ isMultiple: most > 1, onChosen: tray.add });
  const button = element('button', { type: 'button', id, class: 'drop', onclick: ask }, 'Choose or drop a file');
  const root = element('div', { class: 'file-field' }, button, tray.root);
  root.addEventListener('dragover', (event) => event.preventDefault());
  root.addEventListener('drop', (event) => {
    event.preventDefault();
    tray.add([...(event.dataTransfer?.files ?? [])]);
  });
  return {
    root,
    focus: () => button.focus(),
    read: () => Promise.all(tray.files().map(readUpload)),
    problem() {
      const { length } = tray.files();
      if (length === 0 && !isRequired) return undefined;
      return length < least ? `Add at least ${least} ${least === 1 ? 'file' : 'files'}.` : undefined;
    },
  };
}
