import type { CommandField } from '../state/command-draft.ts';
import type { CommandOption } from '../types.ts';
import { OPTION } from './commands.ts';
import type { Nameable, Naming } from './naming.ts';
import { matching, type Suggestion } from './suggestion.ts';

/** What the bot gets for an option, or why what is written does not fit. */
export type OptionValue = { value: string | number | boolean } | { problem: string };

/** What is chosen for an option. */
export type Chosen = Pick<CommandField, 'text' | 'value'>;

const MAX_STRING_LENGTH = 6_000;
/** As many as Discord's lists of choices have. */
const MAX_CHOICES = 25;
const MENTION = /^<(?:@[!&]?|#)(\d+)>$/;

/** Reads what is written for an option. Nothing written at all is not for this function. */
export function readOption(option: CommandOption, { text, value }: Chosen, naming: Naming): OptionValue {
  if (value !== undefined) return { value };
  const typed = text.trim();
  if (option.choices?.length) {
    const found =
      option.choices.find(({ name }) => isSame(name, typed)) ??
      option.choices.find((one) => String(one.value) === typed);
    return found ? { value: found.value } : { problem: 'Choose one of the list.' };
  }
  switch (option.type) {
    case OPTION.integer:
    case OPTION.number:
      return readNumber(option, typed);
    case OPTION.boolean:
      return /^(?:true|false)$/i.test(typed) ? { value: /^true$/i.test(typed) } : { problem: 'Choose true or false.' };
    case OPTION.user:
    case OPTION.role:
    case OPTION.channel:
    case OPTION.mentionable:
      return readNamed(typed, nameables(option, naming), option.type);
    default:
      return readString(option, typed);
  }
}

function readString(
  { min_length: min = 0, max_length: max = MAX_STRING_LENGTH }: CommandOption,
  text: string,
): OptionValue {
  if (text.length < min) return { problem: `Must be at least ${characters(min)}.` };
  return text.length > max ? { problem: `Must be ${characters(max)} or fewer.` } : { value: text };
}

function readNumber({ type, min_value: min, max_value: max }: CommandOption, text: string): OptionValue {
  const isWhole = type === OPTION.integer;
  const value = Number(text.replace(/^([+-]?\d+),(\d+)$/, '$1.$2'));
  if (text === '' || !Number.isFinite(value) || (isWhole && !Number.isSafeInteger(value)))
    return { problem: isWhole ? 'Must be a whole number.' : 'Must be a number.' };
  if (min !== undefined && value < min) return { problem: `Must be at least ${min}.` };
  return max !== undefined && value > max ? { problem: `Must be at most ${max}.` } : { value };
}

function readNamed(typed: string, known: readonly Nameable[], type: number): OptionValue {
  const id = MENTION.exec(typed)?.[1] ?? typed;
  const name = typed.replace(/^[@#]/, '');
  const found = known.find((one) => one.id === id) ?? known.find(({ names }) => names.some((one) => isSame(one, name)));
  if (found) return { value: found.id };
  const what =
    { [OPTION.user]: 'a member', [OPTION.role]: 'a role', [OPTION.channel]: 'a channel' }[type] ?? 'a member or a role';
  return { problem: `“${typed}” is not ${what} here.` };
}

/** What can be chosen for an option without asking the bot. */
export function suggestValues(option: CommandOption, text: string, naming: Naming): Suggestion<Chosen>[] {
  const named = nameables(option, naming);
  if (named.length > 0)
    return matching(named, text.replace(/^[@#]/, ''), ({ names }) => names)
      .slice(0, MAX_CHOICES)
      .map(({ id, label, detail, picture }) => ({
        key: id,
        label,
        detail,
        picture,
        value: { text: label, value: id },
      }));
  const booleans =
    option.type === OPTION.boolean ? [true, false].map((value) => ({ name: value ? 'True' : 'False', value })) : [];
  return matching<{ name: string; value: string | number | boolean }>(option.choices ?? booleans, text, ({ name }) => [
    name,
  ])
    .slice(0, MAX_CHOICES)
    .map(({ name, value }) => ({ key: String(value), label: name, value: { text: name, value } }));
}

function nameables(
  { type, channel_types: types }: CommandOption,
  { users, roles, channels }: Naming,
): readonly Nameable[] {
  switch (type) {
    case OPTION.user:
      return users;
    case OPTION.role:
      return roles;
    case OPTION.mentionable:
      return [...users, ...roles];
    case OPTION.channel:
      return types?.length ? channels.filter((one) => one.type !== undefined && types.includes(one.type)) : channels;
    default:
      return [];
  }
}

/** What an option takes, beyond its description: `1 to 10`, `At most 100 characters`. */
export function limitsOf({
  type,
  min_value: min,
  max_value: max,
  min_length: shortest,
  max_length: longest,
}: CommandOption): string {
  if (type === OPTION.integer || type === OPTION.number) return between(min, max, String);
  if (type === OPTION.string) return between(shortest || undefined, longest, characters);
  return '';
}

function between(min: number | undefined, max: number | undefined, say: (value: number) => string): string {
  if (min !== undefined && max !== undefined) return `${min} to ${say(max)}`;
  if (min !== undefined) return `At least ${say(min)}`;
  return max === undefined ? '' : `At most ${say(max)}`;
}

const characters = (count: number) => `${count} ${count === 1 ? 'character' : 'characters'}`;

const isSame = (left: string, right: string) => left.toLowerCase() === right.toLowerCase();
