import { addPerson, listPeople } from '../api.ts';
import { accountName } from '../names.ts';

/** Those whom one can be; the first is who one is at first. */
export const CAST = [{ name: 'Ada' }, { name: 'Mia', moderator: true }, { name: 'Bob' }] as const;
/** Kept for this tab only: another tab may be another person. */
const KEY = 'person';

/** The id of the person that this tab acts as: the one that the address asks for with `?as=Mia`, the one of before, or Ada. */
export async function choosePerson(): Promise<string> {
  let people = await listPeople();
  const missing = CAST.filter(({ name }) => !people.some((person) => accountName(person) === name));
  // Whom the bot has banned stays away.
  for (const person of missing) await addPerson(person).catch(() => undefined);
  if (missing.length > 0) people = await listPeople();
  const wanted = takeWanted();
  const stored = sessionStorage.getItem(KEY);
  const person =
    people.find((one) => !one.bot && (one.id === wanted || accountName(one) === wanted)) ??
    people.find(({ id }) => id === stored) ??
    people.find((one) => accountName(one) === CAST[0].name) ??
    people.find((one) => !one.bot);
  if (!person) throw new Error('Nobody could be found to act as.');
  keepPerson(person.id);
  return person.id;
}

/** From now on this tab acts as this person. */
export function keepPerson(id: string): void {
  sessionStorage.setItem(KEY, id);
}

/** An address at which the same place is open, seen by somebody else. */
export function addressAs(name: string): string {
  return `/?as=${encodeURIComponent(name)}${location.hash}`;
}

/** Only the first time: one who changes the person later and reloads, stays who they are. */
function takeWanted(): string | null {
  const wanted = new URLSearchParams(location.search).get('as');
  if (wanted !== null) history.replaceState(null, '', `${location.pathname}${location.hash}`);
  return wanted;
}
