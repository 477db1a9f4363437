/** @import { Api } from '../api.js' */
/** @import { Store } from '../store.js' */
/** @import { FieldValue, Modal } from '../types.ts' */
import { Refusal } from '../api.js';
import { avatar } from '../avatar.js';
import { element } from '../dom.js';
import { markdown } from '../markdown.js';
import { nameOf, namesIn } from '../names.js';
import { openDialog } from './dialog.js';
import { createField } from './modal-fields.js';

const TEXT = 10;

/**
 * The modal that the bot has opened before this person, if any.
 *
 * @param {{ store: Store, api: Api }} options
 */
export function createModalDialog({ store, api }) {
  /** @type {{ id: string, close: () => void } | undefined} */
  let shown;

  /** @param {Modal} modal */
  function open(modal) {
    const { bot } = store.state;
    const parts = modal.components.map((component) =>
      component.type === TEXT
        ? { root: element('div', { class: 'content' }, ...markdown(component.content ?? '', namesIn(store))) }
        : createField(store, component),
    );
    const fields = parts.flatMap((part) => ('read' in part ? [part] : []));
    const problem = element('p', { class: 'problem', role: 'alert' });
    const cancel = element('button', { type: 'button', class: 'button secondary', onclick: dismiss }, 'Cancel');
    const submit = element('button', { type: 'submit', class: 'button primary' }, 'Submit');
    const form = element(
      'form',
      { novalidate: true },
      element(
        'div',
        { class: 'dialog-body' },
        element('p', { class: 'form-note' }, `This form goes to ${nameOf(bot)}. Put no passwords into it.`),
        ...parts.map(({ root }) => root),
        problem,
      ),
      element('footer', {}, cancel, submit),
    );
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      void send();
    });
    const dialog = openDialog({ id: 'modal', title: modal.title, mark: avatar(bot), onCancel: dismiss }, form);
    fields[0]?.focus();

    function dismiss() {
      close();
      api.dismissModal(modal.id).catch(() => undefined); // it was closed elsewhere, or is gone with the server
    }

    async function send() {
      if (submit.getAttribute('aria-busy') === 'true') return;
      problem.replaceChildren();
      const wrong = fields.filter((field) => !field.check());
      if (wrong[0]) return wrong[0].focus();
      submit.setAttribute('aria-busy', 'true');
      try {
        /** @type {[string, FieldValue | undefined][]} */
        const given = await Promise.all(fields.map(async ({ name, read }) => [name, await read()]));
        const values = Object.fromEntries(given.filter(([, value]) => value !== undefined));
        await api.submitModal(modal.id, /** @type {Record<string, FieldValue>} */ (values));
      } catch (error) {
        const isSilence = error instanceof Refusal && error.isSilence;
        problem.textContent = isSilence ? 'Something went wrong. Try again.' : /** @type {Error} */ (error).message;
        problem.scrollIntoView({ block: 'nearest' });
      } finally {
        submit.removeAttribute('aria-busy');
      }
    }

    shown = { id: modal.id, close: dialog.close };
  }

  function close() {
    shown?.close();
    shown = undefined;
  }

  /** The one that was dismissed here; the server may not know it yet. @type {string | undefined} */
  let seen;

  return {
    /** @param {Modal | null} modal */
    show(modal) {
      if (shown && shown.id !== modal?.id) close();
      if (!modal || modal.id === seen) return;
      seen = modal.id;
      open(modal);
    },
  };
}
