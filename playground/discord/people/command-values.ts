import { ApplicationCommandOptionType as Type } from 'discord-api-types/v10';
import { DiscordError } from '../discord-error.ts';
import type { CommandOption } from '../records.ts';
import type { Kind, Resolver } from './resolve.ts';
import { fileOfUrl, type PersonAttachment, type SaveUpload } from './uploads.ts';

interface ValueOptions {
  resolver: Resolver;
  saveUpload: SaveUpload;
}

/** Turns what somebody gave for an option into its value, as Discord's own client does. */
export function optionValue(
  option: CommandOption,
  given: string | PersonAttachment,
  { resolver, saveUpload }: ValueOptions,
): string | number | boolean {
  const refuse = (problem: string) => new DiscordError(400, 50035, `Option "${option.name}" ${problem}.`);
  if ((option.type as Type) === Type.Attachment) {
    const attachment = saveUpload(typeof given === 'string' ? fileOfUrl(given) : given);
    resolver.add('attachments', attachment.id, attachment);
    return attachment.id;
  }
  if (typeof given !== 'string') throw refuse('takes no file');
  const text = given;

  function resolve(...kinds: Kind[]): string {
    const id = resolver.find(kinds, text, option.channel_types);
    if (id === undefined) throw refuse(`needs a ${kinds.join(' or ')}, but got "${text}"`);
    return id;
  }

  function number(isWhole: boolean): number {
    const value = Number(text);
    if (text === '' || !Number.isFinite(value) || (isWhole && !Number.isSafeInteger(value)))
      throw refuse(`needs a ${isWhole ? 'whole ' : ''}number, but got "${text}"`);
    if (value < (option.min_value ?? -Infinity)) throw refuse(`must be at least ${option.min_value}`);
    if (value > (option.max_value ?? Infinity)) throw refuse(`must be at most ${option.max_value}`);
    return value;
  }

  if (option.choices?.length) {
    const found = option.choices.find(({ name, value }) => name === text || String(value) === text);
    if (!found) throw refuse(`must be one of ${option.choices.map(({ name }) => name).join(', ')}`);
    return found.value;
  }
  switch (option.type as Type) {
    case Type.Integer:
      return number(true);
    case Type.Number:
      return number(false);
    case Type.Boolean:
      if (!/^(?:true|false)$/i.test(text)) throw refuse(`must be true or false, but got "${text}"`);
      return text.toLowerCase() === 'true';
    case Type.User:
      return resolve('user');
    case Type.Role:
      return resolve('role');
    case Type.Channel:
      return resolve('channel');
    case Type.Mentionable:
      return resolve('user', 'role');
    default:
      if (text.length < (option.min_length ?? 0)) throw refuse(`must have at least ${option.min_length} characters`);
      if (text.length > (option.max_length ?? 6000))
        throw refuse(`must have at most ${option.max_length ?? 6000} characters`);
      return text;
  }
}
