import type { CustomEmoji } from '../../types.ts';
import type { SuggestionPicture } from '../suggestion.ts';
import type { Name } from './sent-text.ts';

/** Something that is offered by its name. */
export interface Nameable extends Name {
  id: string;
  /** All that it is found by. */
  names: readonly string[];
  label: string;
  description?: string | undefined;
  detail?: string | undefined;
  /** Of a channel. */
  type?: number;
  picture: SuggestionPicture;
}

/** What has a name in a channel, as one person sees it. */
export interface Naming {
  users: readonly Nameable[];
  roles: readonly Nameable[];
  channels: readonly Nameable[];
  /** Users, and the roles that this person may mention. */
  mentionable: readonly Nameable[];
  emojis: readonly CustomEmoji[];
  emojiUrl: (emoji: CustomEmoji) => string;
}

/** What is meant by a name that was typed by hand. */
export function typedNames({ users, mentionable, channels }: Naming): Name[] {
  const usernames = users.map(({ names, meant }) => ({ written: `@${names.at(-1)}`, meant }));
  return [...mentionable, ...usernames, ...channels];
}
