/** @import { Person, State } from './types.ts' */
import { addPerson, listPeople } from './api.js';
import { element } from './dom.js';
import { avatar } from './avatar.js';
import { nameOf } from './names.js';

/** Those whom one can be; the first is who one is at first. */
const CAST = [{ name: 'Ada' }, { name: 'Mia', moderator: true }, { name: 'Bob' }];
/** Kept for this tab only: another tab may be another person. */
const KEY = 'person';

/** The id of the person that this tab acts as. Makes those of the cast who are missing. */
export async function choosePerson() {
  let people = await listPeople();
  const missing = CAST.filter(({ name }) => !people.some((person) => nameOf(person) === name));
  for (const person of missing) await addPerson(person);
  if (missing.length > 0) people = await listPeople();
  const stored = sessionStorage.getItem(KEY);
  const [{ name: first }] = /** @type {[{ name: string }]} */ (CAST);
  const person = people.find(({ id }) => id === stored) ?? people.find((one) => nameOf(one) === first);
  if (!person) throw new Error('Nobody could be found to act as.');
  return person.id;
}

/**
 * Who one is, and who else one can be.
 *
 * @param {State} state
 * @param {(anchor: HTMLElement) => void} openProfile One's own.
 */
export function createPersonSwitch({ you, people, guild }, openProfile) {
  /** @param {Person} person */
  const rank = ({ id, moderator }) => (id === guild.ownerId ? 'owner' : moderator ? 'moderator' : 'member');
  const order = CAST.map(({ name }) => name);
  /** @param {Person} person */
  const place = (person) => (order.indexOf(nameOf(person)) + order.length + 1) % (order.length + 1);
  const options = people
    .toSorted((left, right) => place(left) - place(right))
    .map((person) =>
      element('option', { value: person.id, selected: person.id === you.id }, `${nameOf(person)} (${rank(person)})`),
    );
  const select = element('select', { id: 'person' }, ...options);
  select.addEventListener('change', () => {
    sessionStorage.setItem(KEY, select.value);
    location.reload();
  });
  const label = element('label', { for: 'person' }, 'You are');
  const profile = element(
    'button',
    { type: 'button', 'aria-label': 'Your profile', title: 'Your profile', onclick: () => openProfile(profile) },
    avatar(you),
  );
  return element('div', { class: 'person-switch' }, profile, element('div', {}, label, select));
}
