import { Icon } from '../icons.tsx';
import { useVisit } from '../state/visit.ts';
import type { Message } from '../types.ts';
import { openEmojiPicker } from './emoji-picker.tsx';
import { mayEdit, mayReact, mayReply, mayStartThread } from './may.ts';
import { openMessageMenu } from './message-menu.tsx';
import { askForThread } from './questions.tsx';

/** What is at hand for the message beneath the pointer, or with the focus. */
export function MessageToolbar({ message }: { message: Message }) {
  const visit = useVisit();
  return (
    <div class="toolbar" role="toolbar" aria-label="Message actions">
      {mayReact(visit, message) && (
        <button
          type="button"
          class="icon"
          aria-label="Add reaction"
          data-tooltip
          onClick={({ currentTarget }) =>
            openEmojiPicker(visit, { message, anchor: rowOf(currentTarget), at: below(currentTarget) })
          }
        >
          <Icon name="react" />
        </button>
      )}
      {mayEdit(visit, message) && (
        <button
          type="button"
          class="icon"
          aria-label="Edit"
          data-tooltip
          onClick={() => (visit.writing.editing.value = message.id)}
        >
          <Icon name="pencil" />
        </button>
      )}
      {mayReply(visit, message) && (
        <button
          type="button"
          class="icon"
          aria-label="Reply"
          data-tooltip
          onClick={() => visit.writing.replyTo(message)}
        >
          <Icon name="reply" />
        </button>
      )}
      {mayStartThread(visit, message) && (
        <button
          type="button"
          class="icon"
          aria-label="Create thread"
          data-tooltip
          onClick={() => askForThread(visit, message)}
        >
          <Icon name="thread" />
        </button>
      )}
      <button
        type="button"
        class="icon"
        aria-label="More"
        aria-haspopup="menu"
        data-tooltip
        onClick={({ currentTarget }) =>
          void openMessageMenu(visit, { message, anchor: rowOf(currentTarget), at: below(currentTarget) })
        }
      >
        <Icon name="more" />
      </button>
    </div>
  );
}

/** The toolbar goes when the pointer does; the message stays. */
function rowOf(button: HTMLElement): HTMLElement {
  return button.closest<HTMLElement>('.message') ?? button;
}

function below(button: HTMLElement): { x: number; y: number } {
  const { left, bottom } = button.getBoundingClientRect();
  return { x: left, y: bottom };
}
