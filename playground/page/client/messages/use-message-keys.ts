import { useVisit } from '../state/visit.ts';
import type { Message } from '../types.ts';
import { openEmojiPicker } from './emoji-picker.tsx';
import { mayDelete, mayEdit, mayPin, mayReact, mayReply, mayStartThread } from './may.ts';
import { copyText, pin, remove } from './message-actions.ts';
import { openMessageMenu } from './message-menu.tsx';
import { askForThread, askToPin, askToRemove } from './questions.tsx';

/** The keys that do something with the message that has the focus. */
export function useMessageKeys() {
  const visit = useVisit();

  /** What a key does; undefined when it does nothing with this message. */
  function actionOf({ key, shiftKey }: KeyboardEvent, message: Message, anchor: HTMLElement): (() => void) | undefined {
    switch (key) {
      case 'Enter':
        return () => void openMessageMenu(visit, { message, anchor });
      case 'e':
        return mayEdit(visit, message) ? () => void (visit.writing.editing.value = message.id) : undefined;
      case 'r':
        return mayReply(visit, message) ? () => visit.writing.replyTo(message) : undefined;
      case 't':
        return mayStartThread(visit, message) ? () => askForThread(visit, message) : undefined;
      case 'p':
      case 'P':
        if (!mayPin(visit, message)) return undefined;
        return () => (shiftKey ? pin(visit, message, !message.pinned) : askToPin(visit, message));
      case '+':
        return mayReact(visit, message) ? () => openEmojiPicker(visit, { message, anchor }) : undefined;
      case 'c':
        return message.content === '' ? undefined : () => copyText(visit, message);
      case 'Delete':
      case 'Backspace':
        if (!mayDelete(visit, message)) return undefined;
        return () => (shiftKey ? remove(visit, message) : askToRemove(visit, message));
      default:
        return undefined;
    }
  }

  return (event: KeyboardEvent, message: Message, anchor: HTMLElement): void => {
    const action = actionOf(event, message, anchor);
    if (!action) return;
    event.preventDefault();
    // The page may begin to write at a letter that nobody wants.
    event.stopPropagation();
    action();
  };
}
