import { addPerson, listPeople } from '../api.ts';
import { nameOf } from '../names.ts';

/** Those whom one can be; the first is who one is at first. */
export const CAST = [{ name: 'Ada' }, { name: 'Mia', moderator: true }, { name: 'Bob' }] as const;
/** Kept for this tab only: another tab may be another person. */
const KEY = 'person';

/** The id of the person that this tab acts as. Makes those of the cast who are missing. */
export async function choosePerson(): Promise<string> {
  let people = await listPeople();
  const missing = CAST.filter(({ name }) => !people.some((person) => nameOf(person) === name));
  for (const person of missing) await addPerson(person);
  if (missing.length > 0) people = await listPeople();
  const stored = sessionStorage.getItem(KEY);
  const person = people.find(({ id }) => id === stored) ?? people.find((one) => nameOf(one) === CAST[0].name);
  if (!person) throw new Error('Nobody could be found to act as.');
  return person.id;
}

/** From now on this tab acts as somebody else. */
export function becomePerson(id: string): void {
  sessionStorage.setItem(KEY, id);
  location.reload();
}
