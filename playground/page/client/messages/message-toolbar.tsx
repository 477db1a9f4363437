import { IconButton } from '../icon-button.tsx';
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
        <IconButton
          icon="react"
          label="Add reaction"
          onClick={({ currentTarget }) =>
            openEmojiPicker(visit, { message, anchor: rowOf(currentTarget), at: below(currentTarget) })
          }
        />
      )}
      {mayEdit(visit, message) && (
        <IconButton icon="pencil" label="Edit" onClick={() => (visit.writing.editing.value = message.id)} />
      )}
      {mayReply(visit, message) && (
        <IconButton icon="reply" label="Reply" onClick={() => visit.writing.replyTo(message)} />
      )}
      {mayStartThread(visit, message) && (
        <IconButton icon="thread" label="Create thread" onClick={() => askForThread(visit, message)} />
      )}
      <IconButton
        icon="more"
        label="More"
        aria-haspopup="menu"
        onClick={({ currentTarget }) =>
          void openMessageMenu(visit, { message, anchor: rowOf(currentTarget), at: below(currentTarget) })
        }
      />
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
