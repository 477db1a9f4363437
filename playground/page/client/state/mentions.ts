import { isNewer } from '../ids.ts';
import type { Message, Person } from '../types.ts';

/** Whether a message mentions somebody: by name, through a role of theirs, or as one of everybody. */
export function mentionsPerson(
  { author, mentions, mention_roles: roles, mention_everyone: isForAll }: Message,
  person: Pick<Person, 'id' | 'roles'>,
): boolean {
  if (author.id === person.id) return false;
  return isForAll || mentions.some(({ id }) => id === person.id) || roles.some((id) => person.roles.includes(id));
}

/** How many of these mention somebody and are newer than what they have read. */
export function countMentions(
  messages: readonly Message[],
  person: Pick<Person, 'id' | 'roles'>,
  readUntil = '0',
): number {
  return messages.filter((message) => isNewer(message.id, readUntil) && mentionsPerson(message, person)).length;
}
