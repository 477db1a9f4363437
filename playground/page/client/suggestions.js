/** @import { Api } from './api.js' */
/** @import { Typed } from './command-text.js' */
/** @import { Store } from './store.js' */
/** @import { Choice, Suggestion } from './types.ts' */
import { knownChoices, readCommand, usableCommands } from './command-text.js';
import { nameOf } from './names.js';

const MAX_SHOWN = 12;
/** The type of options that take a file. */
const FILE = 11;

/**
 * What the composer of a channel offers while one types: commands, their options and choices, people, channels.
 *
 * @param {Store} store
 * @param {Api} api
 */
export function createSuggestions(store, api) {
  /** The values behind the names of the choices that the bot offered. @type {Map<string, Choice>} */
  const offered = new Map();

  /**
   * @param {string} channelId
   * @param {string} text
   * @param {number} caret
   * @returns {Promise<Suggestion[]>}
   */
  async function suggest(channelId, text, caret) {
    if (text.startsWith('/')) return caret === text.length ? commandSuggestions(channelId, text) : [];
    return mentionSuggestions(text, caret);
  }

  /**
   * @param {string} channelId
   * @param {string} text
   */
  async function commandSuggestions(channelId, text) {
    const commands = usableCommands(await store.commandsIn(channelId));
    const typed = readCommand(text, commands);
    if (typed) return [...(await choiceSuggestions(channelId, text, typed)), ...optionSuggestions(text, typed)];
    const wanted = text.slice(1).toLowerCase();
    return commands
      .filter(({ name }) => name.toLowerCase().startsWith(wanted) || (wanted && name.includes(` ${wanted}`)))
      .map(({ name, description, options }) => {
        const first = options.find(({ required, type }) => required && type !== FILE);
        const usage = options.map((option) => ` ${option.name}:${option.required ? '' : '?'}`).join('');
        return suggestion(`/${name}${usage}`, description, `/${name} ${first ? `${first.name}:` : ''}`);
      });
  }

  /**
   * @param {string} channelId
   * @param {string} text
   * @param {Typed} typed
   */
  async function choiceSuggestions(channelId, text, { current, value, valueStart }) {
    if (!current) return [];
    const known = knownChoices(current).filter(({ name }) => name.toLowerCase().includes(value.trim().toLowerCase()));
    // The bot is asked with the whole text: what it offers may depend on the other options.
    const choices = current.autocomplete ? await api.autocomplete(channelId, withValues(text)) : known;
    for (const choice of choices) offered.set(`${current.name}:${choice.name}`, choice);
    return choices.map(({ name }) => suggestion(name, current.description, `${text.slice(0, valueStart)}${name}`));
  }

  /**
   * @param {string} text
   * @param {Typed} typed
   */
  function optionSuggestions(text, { current, value, missing }) {
    const isNext = current === undefined ? !/\s/.test(value.trim()) : /\s$/.test(value);
    if (!isNext) return [];
    const begun = current === undefined ? value.trim().toLowerCase() : '';
    const base = text.slice(0, text.length - begun.length);
    return missing
      .filter(({ name }) => name.startsWith(begun))
      .map(({ name, description, required, type }) => ({
        ...suggestion(`${name}:`, `${description}${required ? '' : ' (optional)'}`, `${base}${name}:`),
        isOptional: !required,
        ...(type === FILE && { fileOption: name }),
      }));
  }

  /**
   * @param {string} text
   * @param {number} caret
   */
  function mentionSuggestions(text, caret) {
    const [, mark, typed = ''] = /(?:^|\s)([@#])([^\s@#]*)$/u.exec(text.slice(0, caret)) ?? [];
    if (mark === undefined) return [];
    const { bot, people } = store.state;
    const candidates =
      mark === '@'
        ? [bot, ...people].map((user) => ({ name: nameOf(user), description: user.bot ? 'Bot' : 'Member' }))
        : store.textChannels().map(({ name = '', topic }) => ({ name, description: topic ?? '' }));
    const start = caret - typed.length;
    return candidates
      .filter(({ name }) => name.toLowerCase().startsWith(typed.toLowerCase()))
      .slice(0, MAX_SHOWN)
      .map(({ name, description }) => ({
        ...suggestion(`${mark}${name}`, description, `${text.slice(0, start)}${name} ${text.slice(caret).trimStart()}`),
        caret: start + name.length + 1,
      }));
  }

  /**
   * A command with the values of its choices in place of their names, as Discord's own composer sends it.
   *
   * @param {string} text
   */
  function withValues(text) {
    return [...offered].reduce((typed, [key, { value }]) => {
      const pattern = new RegExp(String.raw`(?<=\s)${RegExp.escape(key)}(?=\s+[^\s:]+:|\s*$)`);
      return typed.replace(pattern, () => `${key.slice(0, key.indexOf(':'))}:${value}`);
    }, text);
  }

  /**
   * The files that the command that is being typed asks for; undefined when it is none, or asks for none.
   *
   * @param {string} channelId
   * @param {string} text
   */
  async function fileOptions(channelId, text) {
    if (!text.startsWith('/')) return undefined;
    const command = await commandIn(channelId, text);
    const asked = command?.options.filter(({ type }) => type === FILE) ?? [];
    return asked.length === 0
      ? undefined
      : asked.map(({ name, required }) => ({ name, isRequired: required === true }));
  }

  /**
   * @param {string} channelId
   * @param {string} text
   */
  async function commandIn(channelId, text) {
    const commands = usableCommands(await store.commandsIn(channelId));
    return commands.find(({ name }) => text === `/${name}` || text.startsWith(`/${name} `));
  }

  /**
   * `assistant switch`, or the first word when there is no such command.
   *
   * @param {string} channelId
   * @param {string} text
   */
  async function commandName(channelId, text) {
    const command = await commandIn(channelId, text).catch(() => undefined); // the server says what is wrong
    return command?.name ?? text.slice(1).split(/\s/)[0] ?? '';
  }

  return { suggest, withValues, fileOptions, commandName };
}

/**
 * @param {string} label
 * @param {string} description
 * @param {string} text
 * @returns {Suggestion}
 */
function suggestion(label, description, text) {
  return { label, description, text, caret: text.length };
}
