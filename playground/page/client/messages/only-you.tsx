import { Icon } from '../icons.tsx';

/** Beneath what nobody else sees. */
export function OnlyYou({ onDismiss }: { onDismiss: () => void }) {
  return (
    <p class="only-you">
      <Icon name="eye" /> Only you can see this ·{' '}
      <button type="button" class="link" onClick={onDismiss}>
        Dismiss message
      </button>
    </p>
  );
}
