import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { useVisit } from '../../state/visit.ts';
import type { Message } from '../../types.ts';
import { askToRemove } from '../questions.tsx';
import { useEdit } from './use-edit.ts';

/** A message of one's own while it is being changed. Enter saves, Escape leaves it as it was. */
export function EditBox({ message }: { message: Message }) {
  const visit = useVisit();
  const { text, change, content } = useEdit(message);
  const [problem, setProblem] = useState('');
  const box = useRef<HTMLTextAreaElement>(null);
  /** What had the focus: it gets it back. */
  const before = useRef<Element>(null);

  useLayoutEffect(() => {
    const { current: area } = box;
    if (!area) return;
    before.current = document.activeElement;
    area.focus({ preventScroll: true });
    area.setSelectionRange(area.value.length, area.value.length);
    area.scrollIntoView({ block: 'nearest' });
  }, []);

  function close() {
    const row = box.current?.closest<HTMLElement>('.message');
    visit.writing.editing.value = undefined;
    const { current: focused } = before;
    const isThere = focused instanceof HTMLElement && focused.isConnected && focused !== document.body;
    (isThere ? focused : row)?.focus({ preventScroll: true });
  }

  async function save() {
    const changed = content();
    if (changed === '' && message.attachments.length === 0) return askToRemove(visit, message);
    if (changed === message.content) return close();
    try {
      await visit.api.edit(message, changed);
      close();
    } catch (error) {
      setProblem((error as Error).message);
    }
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.isComposing) return;
    const isSaving = event.key === 'Enter' && !event.shiftKey;
    if (!isSaving && event.key !== 'Escape') return;
    event.preventDefault();
    event.stopPropagation();
    if (isSaving) void save();
    else close();
  }

  return (
    <div class="edit-box">
      <textarea
        ref={box}
        aria-label="Edit message"
        rows={1}
        value={text}
        onInput={({ currentTarget }) => change(currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      <p class="edit-keys">
        escape to{' '}
        <button type="button" class="link" onClick={close}>
          cancel
        </button>{' '}
        · enter to{' '}
        <button type="button" class="link" onClick={() => void save()}>
          save
        </button>
      </p>
      <p class="problem" role="alert">
        {problem}
      </p>
    </div>
  );
}
