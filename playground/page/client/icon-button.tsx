import type { ComponentProps } from 'preact';
import { Icon, type IconName } from './icons.tsx';

interface Props extends Omit<ComponentProps<'button'>, 'type' | 'class' | 'icon' | 'label'> {
  icon: IconName;
  /** What it does, for those who do not see the picture. */
  label: string;
  /** What those who see it are told, when that is shorter. Default: the label. */
  tooltip?: string;
  class?: string;
}

/** A button with only a picture, and a tooltip that says what it does. */
export function IconButton({ icon, label, tooltip = label, class: more, ...rest }: Props) {
  return (
    <button
      type="button"
      class={more === undefined ? 'icon' : `icon ${more}`}
      aria-label={label}
      data-tooltip={tooltip}
      {...rest}
    >
      <Icon name={icon} />
    </button>
  );
}
