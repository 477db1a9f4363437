import type { ServerSettings } from '../../../src/server-settings/settings.ts';
import { type RolesAndPeople, withOnList, withoutOnLists } from '../../../src/server-settings/lists.ts';
import { backButton, controlId, peopleMenu, row } from '../controls.ts';
import type { Page, Use } from '../page.ts';
import { requireRole } from '../places.ts';
import type { View } from '../view.ts';

/** Of one list, as many as surely fit a message. */
const MAX_NAMED = 25;

/** Who may talk to Bobbin. */
export const people: Page = {
  show(view) {
    const { say } = view.context;
    const isEmpty = mentions(view.settings.allowed).length + mentions(view.settings.refused).length === 0;
    return {
      content: [
        say('config.pageTitle', { title: say('config.peopleTitle') }),
        line(view, 'allowed'),
        line(view, 'refused'),
        '',
        say('config.peopleHint'),
      ].join('\n'),
      rows: [
        peopleMenu(controlId('people', 'allow'), say('config.allowSomebody'), { withRoles: true }),
        peopleMenu(controlId('people', 'refuse'), say('config.refuseSomebody'), { withRoles: true }),
        ...(isEmpty ? [] : [peopleMenu(controlId('people', 'remove'), say('config.takeOff'), { withRoles: true })]),
        row(backButton(say)),
      ],
    };
  },

  controls: {
    async allow(use) {
      await use.change((settings) => withOnList(settings, 'allowed', chosen(use)));
      return undefined;
    },
    async refuse(use) {
      await use.change((settings) => withOnList(settings, 'refused', chosen(use)));
      return undefined;
    },
    async remove({ values, change }) {
      await change((settings) => withoutOnLists(settings, values));
      return undefined;
    },
  },
};

function chosen({ interaction, values, view: { guild } }: Use): RolesAndPeople {
  const roles = interaction.isMentionableSelectMenu() ? [...interaction.roles.keys()] : [];
  for (const id of roles) requireRole(guild, id);
  return { roles, people: values.filter((id) => !roles.includes(id)) };
}

function line({ context: { say }, words, settings }: View, name: 'allowed' | 'refused'): string {
  const some = words.some(mentions(settings[name]), MAX_NAMED);
  const none = name === 'allowed' ? say('config.everybody') : say('config.nobody');
  const label = name === 'allowed' ? say('config.nameAllowed') : say('config.nameRefused');
  return say('config.line', { name: label, value: some || none });
}

function mentions(list: ServerSettings['allowed']): string[] {
  return [...(list?.roles ?? []).map((id) => `<@&${id}>`), ...(list?.people ?? []).map((id) => `<@${id}>`)];
}
