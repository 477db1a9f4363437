import { Menu } from '../menus/menu.tsx';
import type { Visit } from '../state/visit.ts';
import type { Appearance, Shell } from './shell.ts';

const CHOICES: readonly [Appearance, string][] = [
  ['system', 'As the system has it'],
  ['light', 'Light'],
  ['dark', 'Dark'],
];

/** Light or dark. */
export function openAppearance(visit: Visit, { appearance }: Shell, anchor: HTMLElement): void {
  visit.layers.show((close) => (
    <Menu
      label="Appearance"
      anchor={anchor}
      onClose={close}
      groups={[
        {
          title: 'Appearance',
          items: CHOICES.map(([value, text]) => ({
            label: text,
            ...(appearance.peek() === value && { icon: 'check' as const }),
            run: () => void (appearance.value = value),
          })),
        },
      ]}
    />
  ));
}
