import { useRef } from 'preact/hooks';
import { openEmojiPicker } from '../emoji/emoji-picker.tsx';
import { IconButton } from '../icon-button.tsx';
import type { ComposerModel } from './use-composer.ts';

/** Opens the list of emoji; what is chosen goes where one writes. */
export function EmojiButton({ model: { visit, focused, text, fields } }: { model: ComposerModel }) {
  const button = useRef<HTMLButtonElement>(null);
  /** Where the focus was when the button was pressed. */
  const place = useRef(focused?.place);

  function open() {
    if (!button.current) return;
    openEmojiPicker(visit, {
      anchor: button.current,
      onChoose({ id, name }) {
        const field = place.current === undefined ? text.current : fields.get(place.current);
        field?.focus();
        document.execCommand('insertText', false, `${id ? `:${name}:` : name} `); // so that the browser can undo it
      },
    });
  }

  return (
    <IconButton
      icon="emoji"
      ref={button}
      label="Emoji"
      aria-haspopup="dialog"
      onPointerDown={() => (place.current = focused?.place)}
      onClick={open}
    />
  );
}
