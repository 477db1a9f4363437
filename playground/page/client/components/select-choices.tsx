import type { ComponentChildren } from 'preact';
import { Avatar } from '../avatar.tsx';
import { Icon } from '../icons.tsx';
import { nameOf, titleOf } from '../names.ts';
import { CATEGORY, FORUM } from '../state/channels.ts';
import type { Visit } from '../state/visit.ts';
import type { Channel, Component } from '../types.ts';
import { EmojiView } from './emoji-view.tsx';
import * as kinds from './kinds.ts';

/** One thing that a menu offers. */
export interface Choosable {
  value: string;
  label: string;
  description?: string | undefined;
  /** What stands before it. */
  mark?: ComponentChildren;
}

/** What a menu says that has no words of its own, by its type. */
const PLACEHOLDERS: Readonly<Record<number, string>> = {
  [kinds.STRING_SELECT]: 'Choose',
  [kinds.USER_SELECT]: 'Choose a person',
  [kinds.ROLE_SELECT]: 'Choose a role',
  [kinds.MENTIONABLE_SELECT]: 'Choose a person or a role',
  [kinds.CHANNEL_SELECT]: 'Choose a channel',
};

export function placeholderOf({ type, placeholder }: Component): string {
  return placeholder || (PLACEHOLDERS[type] ?? 'Choose');
}

/** What a menu of a message or a modal offers to this person. */
export function choicesOf(visit: Visit, { type, options = [], channel_types: types }: Component): Choosable[] {
  switch (type) {
    case kinds.USER_SELECT:
      return users(visit);
    case kinds.ROLE_SELECT:
      return roles(visit);
    case kinds.MENTIONABLE_SELECT:
      return [...users(visit), ...roles(visit)];
    case kinds.CHANNEL_SELECT:
      return channels(visit, types ?? []);
    default:
      return options.map(({ value, label, description, emoji }) => ({
        value,
        label,
        description: description ?? undefined,
        mark: emoji && <EmojiView emoji={emoji} />,
      }));
  }
}

function users({ users: { value: all } }: Visit): Choosable[] {
  const [bot, ...people] = all;
  return [...people, ...(bot ? [bot] : [])].map((user) => ({
    value: user.id,
    label: nameOf(user),
    description: user.bot ? 'Bot' : undefined,
    mark: <Avatar user={user} />,
  }));
}

function roles({ state: { value: state } }: Visit): Choosable[] {
  return state.roles.map(({ id, name, color }) => ({
    value: id,
    label: name.replace(/^@/, ''),
    mark: (
      <span
        class="mark"
        aria-hidden="true"
        style={color === 0 ? undefined : { color: `#${color.toString(16).padStart(6, '0')}` }}
      >
        @
      </span>
    ),
  }));
}

function channels(visit: Visit, types: readonly number[]): Choosable[] {
  return [...visit.channels.places.value, ...visit.channels.threads.value]
    .filter(({ type }) => types.length === 0 || types.includes(type))
    .map((channel) => ({
      value: channel.id,
      label: titleOf(channel),
      description: placeOf(visit, channel),
      mark: (
        <span class="mark" aria-hidden="true">
          {channel.type === FORUM ? <Icon name="forum" /> : channel.type === CATEGORY ? <Icon name="down" /> : '#'}
        </span>
      ),
    }));
}

/** Two threads or channels may be called the same. */
function placeOf(visit: Visit, { parent_id: parentId }: Channel): string | undefined {
  const parent = visit.channels.get(parentId ?? undefined);
  return parent && titleOf(parent);
}
