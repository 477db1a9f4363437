import { useLayoutEffect, useRef } from 'preact/hooks';
import { leaveCommand, removeField, takeTyped } from './commands/command-mode.ts';
import { moveMarks } from './text/marks.ts';
import { findLastOwn } from './last-own.ts';
import type { Submit } from './submit.ts';
import { undoPaste } from './files/paste.ts';
import { FORMATS, isInFence, toggleFormat } from './text/text-editing.ts';
import type { ComposerModel } from './use-composer.ts';
import type { SuggestionList } from './use-suggestion-list.ts';

/** As often as Discord's own composer says it. */
const TYPING_EVERY_MS = 8_000;

interface Props {
  id: string;
  label: string;
  model: ComposerModel;
  list: SuggestionList;
  listId: string;
  submit: Submit;
}

/** The text of a message; behind the fields of a command it is where further options are named. */
export function MessageText({ id, label, model, list, listId, submit }: Props) {
  const { visit, channel, draft, command, now, change, goTo, setFocused, setCaret, text: box } = model;
  const saidTypingAt = useRef(-Infinity);
  const isFocused = model.focused !== undefined && model.focused.place === undefined;
  useAutoHeight(box, draft.text);

  function onInput({ currentTarget: { value, selectionStart } }: { currentTarget: HTMLTextAreaElement }) {
    const { text, marks, isPlain, command: written } = now();
    setCaret(selectionStart);
    if (written && command) {
      const { place, ...taken } = takeTyped(written, value, command);
      change({ ...taken, problem: undefined });
      if (place !== undefined) goTo(place);
      return;
    }
    change({
      text: value,
      marks: moveMarks(marks, text, value),
      problem: undefined,
      isPlain: isPlain && value.startsWith('/') && value !== '/',
    });
    if (value.trim() !== '' && !value.startsWith('/')) sayTyping();
  }

  function sayTyping() {
    if (performance.now() - saidTypingAt.current < TYPING_EVERY_MS) return;
    saidTypingAt.current = performance.now();
    visit.api.typing(channel.id).catch(() => undefined); // nobody misses it
  }

  function onKeyDown(event: KeyboardEvent & { currentTarget: HTMLTextAreaElement }) {
    if (event.isComposing) return;
    if (list.press(event) || press(event)) {
      event.preventDefault();
      event.stopPropagation();
    }
  }

  /** Answers whether the key means something here. */
  function press(event: KeyboardEvent & { currentTarget: HTMLTextAreaElement }): boolean {
    const { key, shiftKey, ctrlKey, metaKey, altKey, currentTarget } = event;
    const { selectionStart, selectionEnd, value } = currentTarget;
    const isAtStart = selectionStart === 0 && selectionEnd === 0;
    if ((ctrlKey || metaKey) && !altKey) return (key === 'z' && undoPaste(model)) || format(key, currentTarget);
    if (altKey || ctrlKey || metaKey) return false;
    switch (key) {
      case 'Enter':
        if (shiftKey || (isInFence(value.slice(0, selectionStart)) && !command)) return false;
        saidTypingAt.current = -Infinity;
        submit.submit();
        return true;
      case 'Escape':
        return escape();
      case 'Backspace':
        return isAtStart && !shiftKey && backspace();
      case 'ArrowLeft':
        if (!isAtStart || shiftKey || !draft.command?.fields.length) return false;
        goTo(draft.command.fields.at(-1)?.name);
        return true;
      case 'ArrowUp': {
        const last = value === '' && !draft.command ? findLastOwn(visit, channel.id) : undefined;
        if (last) visit.writing.editing.value = last.id;
        return last !== undefined;
      }
      default:
        return false;
    }
  }

  function escape(): boolean {
    const { command: written, replyTo } = now();
    if (written) change(leaveCommand(now()));
    else if (replyTo) change({ replyTo: undefined, ping: undefined });
    else return false;
    return true;
  }

  /** At the beginning it goes into the last field, or takes the command apart. */
  function backspace(): boolean {
    const { command: written, files } = now();
    if (!written) return false;
    const last = written.fields.at(-1);
    if (!last) change(leaveCommand(now()));
    else {
      const isRequired = command?.options.find(({ name }) => name === last.name)?.required === true;
      const isEmpty = last.text === '' && !files.some(({ option }) => option === last.name);
      if (isEmpty && !isRequired) change(removeField(now(), last.name));
      else goTo(last.name);
    }
    return true;
  }

  function format(key: string, { value, selectionStart, selectionEnd }: HTMLTextAreaElement): boolean {
    const sign = FORMATS[key];
    // Ctrl+U is also for the list of members.
    if (sign === undefined || command || (key === 'u' && selectionStart === selectionEnd)) return false;
    const done = toggleFormat({ text: value, start: selectionStart, end: selectionEnd }, sign);
    replaceText(box.current, done.text);
    box.current?.setSelectionRange(done.start, done.end);
    return true;
  }

  return (
    <textarea
      ref={box}
      id={id}
      rows={1}
      autocomplete="off"
      enterkeyhint="send"
      aria-label={label}
      aria-autocomplete="list"
      aria-controls={listId}
      aria-activedescendant={isFocused && list.activeIndex >= 0 ? `${listId}-${list.activeIndex}` : undefined}
      placeholder={draft.command ? undefined : label}
      value={draft.text}
      onInput={onInput}
      onKeyDown={onKeyDown}
      onSelect={({ currentTarget }) => setCaret(currentTarget.selectionStart)}
      onFocus={() => {
        visit.writing.lastIn.value = channel.id;
        setFocused({ place: undefined });
      }}
      onBlur={() => setFocused(undefined)}
    />
  );
}

/** Puts another text in, so that the browser can undo it. */
function replaceText(box: HTMLTextAreaElement | null, text: string): void {
  box?.select();
  document.execCommand('insertText', false, text);
}

/** For browsers that do not fit a text area to its text by themselves. */
function useAutoHeight(box: { current: HTMLTextAreaElement | null }, text: string): void {
  useLayoutEffect(() => {
    if (!box.current || CSS.supports('field-sizing', 'content')) return;
    box.current.style.height = 'auto';
    box.current.style.height = `${box.current.scrollHeight}px`;
  }, [text]);
}
