import type { ComponentChildren, TargetedKeyboardEvent } from 'preact';

interface Props {
  class: string;
  /** What a screen reader says instead of the text. */
  label?: string;
  onPress: (pressed: HTMLElement) => void;
  children: ComponentChildren;
}

/** A button that goes on in the next line as text does, which a `button` cannot. */
export function Pressable({ class: className, label, onPress, children }: Props) {
  function onKeyDown(event: TargetedKeyboardEvent<HTMLElement>) {
    if (event.key !== 'Enter' && event.key !== ' ') return;
    event.preventDefault();
    event.stopPropagation(); // the message around it has keys of its own
    onPress(event.currentTarget);
  }
  return (
    <span
      class={className}
      role="button"
      tabIndex={0}
      aria-label={label}
      onClick={(event) => onPress(event.currentTarget)}
      onKeyDown={onKeyDown}
    >
      {children}
    </span>
  );
}
