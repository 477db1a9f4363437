/** @import { Store } from '../store.js' */
/** @import { Component, User } from '../types.ts' */
import { element } from '../dom.js';
import { avatar } from '../avatar.js';
import { nameOf } from '../names.js';

/**
 * One thing that a menu offers.
 *
 * @typedef {object} Choosable
 * @property {string} value
 * @property {string} label
 * @property {string} [description]
 * @property {() => HTMLElement} [mark] What stands before it.
 */

const STRING_SELECT = 3;
const USER_SELECT = 5;
const ROLE_SELECT = 6;
const MENTIONABLE_SELECT = 7;
const CHANNEL_SELECT = 8;
export const SELECTS = [STRING_SELECT, USER_SELECT, ROLE_SELECT, MENTIONABLE_SELECT, CHANNEL_SELECT];

/** What a menu says that has no words of its own, by its type. @type {Record<number, string>} */
const PLACEHOLDERS = {
  [STRING_SELECT]: 'Choose',
  [USER_SELECT]: 'Choose a person',
  [ROLE_SELECT]: 'Choose a role',
  [MENTIONABLE_SELECT]: 'Choose a person or a role',
  [CHANNEL_SELECT]: 'Choose a channel',
};

/** @param {Component} component */
export function placeholderOf({ type, placeholder }) {
  return placeholder ?? PLACEHOLDERS[type] ?? 'Choose';
}

/**
 * What a menu of a message or a modal offers to this person.
 *
 * @param {Store} store
 * @param {Component} component
 * @returns {Choosable[]}
 */
export function choicesOf(store, { type, options = [], channel_types: types }) {
  switch (type) {
    case USER_SELECT:
      return users(store);
    case ROLE_SELECT:
      return roles(store);
    case MENTIONABLE_SELECT:
      return [...users(store), ...roles(store)];
    case CHANNEL_SELECT:
      return [...store.places(), ...store.threads()]
        .filter((channel) => !types?.length || types.includes(channel.type))
        .map(({ id, name = '' }) => ({ value: id, label: name, mark: () => sign('#') }));
    default:
      return options.map(({ value, label, description, emoji }) => ({
        value,
        label,
        ...(description && { description }),
        ...(emoji?.name && { mark: () => sign(emoji.name ?? '') }),
      }));
  }
}

/** What the bot has chosen in a menu beforehand. @param {Component} component */
export function presetOf({ options = [], default_values: values }) {
  return [
    ...options.filter((option) => option.default).map(({ value }) => value),
    ...(values ?? []).map(({ id }) => id),
  ];
}

/** @param {Store} store */
function users({ state: { bot, people } }) {
  return [...people, bot].map((/** @type {User} */ user) => ({
    value: user.id,
    label: nameOf(user),
    ...(user.bot && { description: 'Bot' }),
    mark: () => avatar(user),
  }));
}

/** @param {Store} store */
function roles({ state: { roles: all } }) {
  return all.map(({ id, name }) => ({ value: id, label: name.replace(/^@/, ''), mark: () => sign('@') }));
}

/** @param {string} text */
function sign(text) {
  return element('span', { class: 'mark', 'aria-hidden': 'true' }, text);
}
