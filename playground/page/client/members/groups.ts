import { nameOf } from '../names.ts';
import type { State, User } from '../types.ts';

/** Somebody on the server, the bot too. */
export interface Member extends User {
  /** Ids. */
  roles: readonly string[];
}

interface Group {
  title: string;
  members: readonly Member[];
}

/** Everybody on the server by what they are; who is not there comes last. */
export function groupMembers({ bot, people }: Pick<State, 'bot' | 'people'>): Group[] {
  const isModerator = (id: string) => people.some((person) => person.id === id && person.moderator && !person.bot);
  const byName = (left: Member, right: Member) => nameOf(left).localeCompare(nameOf(right));
  const groups: Group[] = [
    { title: 'Bots', members: [...(bot.online ? [bot] : []), ...people.filter((person) => person.bot)] },
    { title: 'Moderators', members: people.filter(({ id }) => isModerator(id)).toSorted(byName) },
    { title: 'Members', members: people.filter((person) => !person.bot && !isModerator(person.id)).toSorted(byName) },
    { title: 'Offline', members: bot.online ? [] : [bot] },
  ];
  return groups.filter(({ members }) => members.length > 0);
}
