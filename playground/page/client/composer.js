/** @import { Suggestion } from './types.ts' */
import { element } from './dom.js';
import { createSuggestionList } from './suggestion-list.js';

const MAX_LENGTH = 2_000;
/** From here on the composer says how much room is left. */
const WARN_LENGTH = 1_800;
/** As often as Discord's own composer says it. */
const TYPING_EVERY_MS = 8_000;

/**
 * Where one writes. What could not be sent comes back, with the reason beneath it.
 *
 * @param {object} options
 * @param {string} options.id
 * @param {(text: string) => Promise<unknown>} options.send Rejects with a sentence for a person.
 * @param {(text: string, caret: number) => Promise<Suggestion[]>} options.suggest
 * @param {() => void} options.onTyping
 */
export function createComposer({ id, send, suggest, onTyping }) {
  const input = element('textarea', { id, rows: 1, autocomplete: 'off', enterkeyhint: 'send' });
  const label = element('label', { for: id, class: 'hidden-label' });
  const room = element('span', { class: 'room' });
  const button = element('button', { type: 'button', class: 'send', 'aria-label': 'Send', onclick: submit }, '➤');
  const problem = element('p', { class: 'problem', role: 'alert' });
  const list = createSuggestionList({ id: `${id}-suggestions`, input, onPick: pick });
  const box = element('div', { class: 'composer-box' }, label, input, room, button);
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
    const suggestions = await suggest(input.value, input.selectionStart).catch(() => []); // one can type without them
    if (turn !== asked || document.activeElement !== input) return;
    offeredFor = input.value;
    list.show(suggestions);
  }

  /** @param {Suggestion} suggestion */
  function pick({ text, caret }) {
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
      const isTyped = chosen?.text.trim() === input.value.trim();
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
    if (text === '') return;
    setText('');
    saidTypingAt = -Infinity;
    problem.replaceChildren();
    send(text).catch((/** @type {Error} */ error) => {
      // What was typed meanwhile stays, too.
      setText([text, input.value].filter((part) => part !== '').join('\n'));
      problem.textContent = error.message;
    });
  }

  /** @param {string} text */
  function setText(text) {
    asked += 1;
    list.show([]);
    input.value = text;
    input.style.height = 'auto';
    if (text !== '') input.style.height = `${input.scrollHeight}px`;
    room.textContent = '';
  }

  return {
    root,
    focus: () => input.focus(),
    text: () => input.value,
    setText,
    /** @param {string} name */
    setLabel(name) {
      label.textContent = name;
      input.placeholder = name;
    },
    /** @param {string} message */
    say: (message) => void (problem.textContent = message),
  };
}
