import type { Appearance, Shell } from '../app/shell.ts';
import { openShortcuts } from '../app/shortcuts.tsx';
import { openLanguage } from '../dialogs/language.tsx';
import { Menu } from '../menus/menu.tsx';
import type { Visit } from '../state/visit.ts';

const APPEARANCES: readonly [Appearance, string][] = [
  ['system', 'As the system has it'],
  ['light', 'Light'],
  ['dark', 'Dark'],
];

/** What one sets for oneself: light or dark, the language of one's client. */
export function openOwnSettings(visit: Visit, { appearance }: Shell, anchor: HTMLElement): void {
  visit.layers.show((close) => (
    <Menu
      label="Your settings"
      anchor={anchor}
      onClose={close}
      groups={[
        {
          title: 'Appearance',
          items: APPEARANCES.map(([value, label]) => ({
            label,
            isChecked: appearance.peek() === value,
            run: () => {
              appearance.value = value;
              close();
            },
          })),
        },
        {
          items: [
            { label: 'Language', icon: 'message', run: () => openLanguage(visit) },
            { label: 'Keyboard shortcuts', icon: 'list', shortcut: 'Ctrl+/', run: () => openShortcuts(visit) },
          ],
        },
      ]}
    />
  ));
}
