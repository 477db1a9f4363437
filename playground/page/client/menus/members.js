/** @import { Store } from '../store.js' */
import { nameOf } from '../names.js';
import { openMenu } from './menu.js';

/**
 * Everybody on the server, and the bot.
 *
 * @param {{ store: Store, anchor: HTMLElement, openPerson: (userId: string) => void }} options
 */
export function openMembers({ store, anchor, openPerson }) {
  const { people, bot, roles } = store.state;
  /** @param {{ roles: string[] }} person */
  const rank = (person) => roles.flatMap(({ id, name }) => (person.roles.includes(id) ? [name] : [])).join(', ');
  openMenu({
    label: 'Members',
    anchor,
    groups: [
      {
        title: `Members — ${people.length}`,
        items: people.map((person) => ({
          label: [nameOf(person), rank(person)].filter(Boolean).join(' · '),
          run: () => openPerson(person.id),
        })),
      },
      { title: bot.online ? 'Bot' : 'Bot — offline', items: [{ label: nameOf(bot), run: () => openPerson(bot.id) }] },
    ],
  });
}
