/** @import { FileOption, TakenFiles } from './composer-files.js' */
/** @import { Suggestion, Upload } from './types.ts' */
import { createComposerFiles, readFiles } from './composer-files.js';
import { element } from './dom.js';
import { createSuggestionList } from './suggestion-list.js';

const MAX_LENGTH = 2_000;
/** From here on the composer says how much room is left. */
const WARN_LENGTH = 1_800;
/** As often as Discord's own composer says it. */
const TYPING_EVERY_MS = 8_000;

/**
 * What is sent: a text, with files or with those of the options of a command.
 *
 * @typedef {object} Written
 * @property {string} text
 * @property {Upload[]} attachments
 * @property {Record<string, Upload>} byOption
 */

/** @typedef {{ text: string, files: TakenFiles }} Draft */

/**
 * Where one writes. What could not be sent comes back, with the reason beneath it.
 *
 * @param {object} options
 * @param {string} options.id
 * @param {(written: Written) => Promise<unknown>} options.send Rejects with a sentence for a person.
 * @param {(text: string, caret: number) => Promise<Suggestion[]>} options.suggest
 * @param {(text: string) => Promise<FileOption[] | undefined>} options.fileOptions The files that a command asks for.
 * @param {() => void} options.onTyping
 */
export function createComposer({ id, send, suggest, fileOptions, onTyping }) {
  const input = element('textarea', { id, rows: 1, autocomplete: 'off', enterkeyhint: 'send' });
  const label = element('label', { for: id, class: 'hidden-label' });
  const room = element('span', { class: 'room' });
  const button = element('button', { type: 'button', class: 'send', 'aria-label': 'Send', onclick: submit }, '➤');
  const problem = element('p', { class: 'problem', role: 'alert' });
  const list = createSuggestionList({ id: `${id}-suggestions`, input, onPick: pick });
  const files = createComposerFiles({ onChange: () => input.focus() });
  const attach = element(
    'button',
    { type: 'button', class: 'icon attach', 'aria-label': 'Attach a file', title: 'Attach a file', onclick: files.ask },
    '+',
  );
  const line = element('div', { class: 'composer-line' }, attach, label, input, room, button);
  const box = element('div', { class: 'composer-box' }, files.root, line);
  const root = element('div', { class: 'composer' }, list.root, box, problem);
  let asked = 0;
  /** The text that the list was made for: it says nothing about another. */
  let offeredFor = '';
  let saidTypingAt = -Infinity;

  input.addEventListener('input', () => {
    problem.replaceChildren();
    changed();
    if (input.value.trim() === '' || input.value.startsWith('/')) return;
    if (performance.now() - saidTypingAt < TYPING_EVERY_MS) return;
    saidTypingAt = performance.now();
    onTyping();
  });
  input.addEventListener('blur', () => list.show([]));
  input.addEventListener('paste', (event) => {
    const pasted = [...(event.clipboardData?.files ?? [])];
    if (pasted.length === 0) return;
    event.preventDefault();
    files.add(pasted);
  });
  box.addEventListener('dragover', (event) => event.preventDefault());
  box.addEventListener('drop', (event) => {
    event.preventDefault();
    files.add([...(event.dataTransfer?.files ?? [])]);
  });
  input.addEventListener('keydown', onKey);

  function changed() {
    input.style.height = 'auto';
    input.style.height = `${input.scrollHeight}px`;
    const length = input.value.length;
    room.textContent = length > WARN_LENGTH ? String(MAX_LENGTH - length) : '';
    room.classList.toggle('too-long', length > MAX_LENGTH);
    void offer();
  }

  async function offer() {
    const turn = ++asked;
    const options = await fileOptions(input.value).catch(() => undefined); // one can type without them
    if (turn !== asked) return;
    files.setOptions(options);
    if (document.activeElement !== input) return;
    const offered = await suggest(input.value, input.selectionStart).catch(() => []);
    const suggestions = offered.filter(({ fileOption }) => fileOption === undefined || !files.has(fileOption));
    if (turn !== asked || document.activeElement !== input) return;
    offeredFor = input.value;
    list.show(suggestions);
  }

  /** @param {Suggestion} suggestion */
  function pick({ text, caret, fileOption }) {
    if (fileOption !== undefined) {
      list.show([]);
      files.choose(fileOption);
      return;
    }
    input.value = text;
    input.setSelectionRange(caret, caret);
    changed();
  }

  /** @param {KeyboardEvent} event */
  function onKey(event) {
    if (event.isComposing) return;
    const { key, shiftKey } = event;
    if (list.isOpen() && offeredFor === input.value) {
      const chosen = key === 'Tab' && !shiftKey ? (list.active() ?? list.first()) : list.active();
      const isTyped = chosen?.fileOption === undefined && chosen?.text.trim() === input.value.trim();
      if (key === 'ArrowDown' || key === 'ArrowUp') {
        event.preventDefault();
        return list.move(key === 'ArrowDown' ? 1 : -1);
      }
      if (key === 'Escape') {
        event.preventDefault();
        event.stopPropagation();
        asked += 1;
        return list.show([]);
      }
      if (chosen && !isTyped && !shiftKey && (key === 'Enter' || key === 'Tab')) {
        event.preventDefault();
        return pick(chosen);
      }
    }
    if (key === 'Enter' && !shiftKey) {
      event.preventDefault();
      submit();
    }
  }

  function submit() {
    const text = input.value.trim();
    if (text === '' && files.isEmpty()) return;
    const taken = files.take();
    setText('');
    saidTypingAt = -Infinity;
    problem.replaceChildren();
    readFiles(taken)
      .then((read) => send({ text, ...read }))
      .catch((/** @type {Error} */ error) => {
        // What was typed meanwhile stays, too.
        setText([text, input.value].filter((part) => part !== '').join('\n'));
        files.putBack(taken);
        void offer();
        problem.textContent = error.message;
      });
  }

  /** @param {string} text */
  function setText(text) {
    asked += 1;
    list.show([]);
    if (!text.startsWith('/')) files.setOptions(undefined);
    input.value = text;
    input.style.height = 'auto';
    if (text !== '') input.style.height = `${input.scrollHeight}px`;
    room.textContent = '';
  }

  return {
    root,
    focus: () => input.focus(),
    text: () => input.value,
    /** Begins with a text, as if one had typed it. @param {string} text */
    begin(text) {
      setText(text);
      input.focus();
      void offer();
    },
    /** What is written and not sent, taken away. */
    take() {
      const draft = { text: input.value, files: files.take() };
      setText('');
      return draft;
    },
    /** @param {Draft} draft */
    putBack(draft) {
      setText(draft.text);
      files.putBack(draft.files);
      void offer();
    },
    /** @param {string} name */
    setLabel(name) {
      label.textContent = name;
      input.placeholder = name;
    },
    /** @param {string} message */
    say: (message) => void (problem.textContent = message),
  };
}
