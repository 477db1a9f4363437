import { compact } from '../../../src/server-settings/change.ts';
import { backButton, button, controlId, roleMenu, row } from '../controls.ts';
import { form } from '../form.ts';
import type { Page } from '../page.ts';
import { requireRole } from '../places.ts';
import type { View } from '../view.ts';
import { LONGEST_INSTRUCTIONS } from './place.ts';

/** As many lines as surely fit a message. */
const MAX_LISTED = 5;

/** What the assistant is told about the members of a role: `at`. */
export const roles: Page = {
  show(view, at) {
    const { context, words, settings } = view;
    const { say } = context;
    const all = Object.entries(settings.roleInstructions ?? {});
    const listed = all
      .slice(0, MAX_LISTED)
      .map(([id, text]) => say('config.line', { name: `<@&${id}>`, value: words.value('instructions', text) }));
    return {
      content: [
        say('config.pageTitle', { title: say('config.rolesTitle') }),
        ...(listed.length > 0 ? listed : [say('config.none')]),
        ...(all.length > MAX_LISTED ? [say('config.andMore', { count: all.length - MAX_LISTED })] : []),
        '',
        at === '' ? say('config.rolesHint') : say('config.roleChosen', { role: `<@&${at}>` }),
      ].join('\n'),
      rows: [
        roleMenu(controlId('roles', 'choose'), say('config.chooseRole'), at || undefined),
        row(
          ...(at === '' ? [] : [button(controlId('roles', 'instruct', at), say('config.writeInstructions'))]),
          backButton(say),
        ),
      ],
    };
  },

  forms: { instruct: roleInstructionsForm },

  controls: {
    choose: ({ view, values: [id = ''] }) => ({ at: requireRole(view.guild, id) }),
    async instructions({ at, fields: [field], change }) {
      await change((settings) => {
        const { [at]: current = '', ...others } = settings.roleInstructions ?? {};
        if (!field?.isChanged(current)) return settings;
        return compact({ ...settings, roleInstructions: { ...others, ...(field.value && { [at]: field.value }) } });
      });
      return undefined;
    },
  },
};

export function roleInstructionsForm({ settings, words, context: { say } }: View, roleId: string) {
  const title = say('config.instructionsTitle', { what: words.label(roleId) });
  return form(controlId('roles', 'instructions', roleId), title, [
    {
      name: 'instructions',
      label: say('config.nameInstructions'),
      description: say('config.roleInstructionsDescription'),
      value: settings.roleInstructions?.[roleId] ?? '',
      maxLength: LONGEST_INSTRUCTIONS,
      isLong: true,
    },
  ]);
}
