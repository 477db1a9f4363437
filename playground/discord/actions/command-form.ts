import { z } from 'zod';
import { type FieldError, invalidForm } from '../discord-error.ts';
import { parseForm } from '../form.ts';
import type { CommandData, CommandOption } from '../records.ts';

const CHAT_INPUT = 1;
const SUBCOMMAND = 1;
const SUBCOMMAND_GROUP = 2;
const MAX_TOTAL_LENGTH = 8000;

const chatName = z.string().regex(/^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u);

const choice = z.looseObject({
  name: z.string().min(1).max(100),
  value: z.union([z.string().max(100), z.number()]),
});

const option = z.looseObject({
  type: z.int().min(1).max(11),
  name: chatName,
  description: z.string().min(1).max(100),
  required: z.boolean().optional(),
  autocomplete: z.boolean().optional(),
  choices: z.array(choice).max(25).optional(),
  min_value: z.number().optional(),
  max_value: z.number().optional(),
  min_length: z.int().min(0).max(6000).optional(),
  max_length: z.int().min(1).max(6000).optional(),
  channel_types: z.array(z.int()).optional(),
  get options() {
    return z.array(option).max(25).optional();
  },
});

const common = {
  default_member_permissions: z.string().regex(/^\d+$/).nullish(),
  contexts: z.array(z.int().min(0).max(2)).nullish(),
  integration_types: z.array(z.int().min(0).max(1)).nullish(),
  dm_permission: z.boolean().nullish(),
  nsfw: z.boolean().nullish(),
};

const chatCommand = z.looseObject({
  ...common,
  name: chatName,
  type: z.literal(CHAT_INPUT).nullish(),
  description: z.string().min(1).max(100),
  options: z.array(option).max(25).nullish(),
});

const menuCommand = z.looseObject({
  ...common,
  name: z.string().min(1).max(32),
  type: z.union([z.literal(2), z.literal(3)]),
  description: z.literal('').nullish(),
});

/** Checks a command that is to be registered as Discord does. `place` comes before the names of wrong fields. */
export function parseCommand(body: unknown, place = ''): CommandData {
  const isMenu = z.object({ type: z.number().gt(CHAT_INPUT) }).safeParse(body).success;
  const data = parseForm(isMenu ? menuCommand : chatCommand, body);
  const { dm_permission, ...rest } = data;
  const options = ('options' in data ? data.options : undefined) as CommandOption[] | null | undefined;
  const withDefaults: CommandData = {
    ...rest,
    type: data.type ?? CHAT_INPUT,
    description: data.description ?? '',
    options: options ?? [],
    default_member_permissions: data.default_member_permissions ?? null,
    contexts: data.contexts ?? (dm_permission === false ? [0] : null),
    integration_types: data.integration_types ?? [0],
    nsfw: data.nsfw ?? false,
  };
  const problems = findProblems(withDefaults, place);
  if (Object.keys(problems).length > 0) throw invalidForm(problems);
  return withDefaults;
}

function findProblems(command: CommandData, place: string): Record<string, FieldError> {
  const problems: Record<string, FieldError> = {};
  const at = (path: string) => (place === '' ? path : `${place}.${path}`);
  if (command.type === CHAT_INPUT && command.name !== command.name.toLowerCase())
    problems[at('name')] = {
      code: 'APPLICATION_COMMAND_INVALID_NAME',
      message: 'Command name is invalid',
    };
  if (lengthOf(command) > MAX_TOTAL_LENGTH)
    problems[at('options')] = {
      code: 'APPLICATION_COMMAND_TOO_LARGE',
      message: `Command exceeds maximum size (${MAX_TOTAL_LENGTH})`,
    };
  checkOptions(command.options, at('options'), problems);
  return problems;
}

function checkOptions(options: readonly CommandOption[], place: string, problems: Record<string, FieldError>): void {
  const names = new Set<string>();
  let isPastRequired = false;
  for (const [index, option] of options.entries()) {
    const at = `${place}.${index}`;
    if (names.has(option.name))
      problems[at] = {
        code: 'APPLICATION_COMMAND_OPTIONS_NAME_NOT_UNIQUE',
        message: 'Option name is not unique within the command',
      };
    if (option.required && isPastRequired)
      problems[at] = {
        code: 'APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID',
        message: 'Required options must be placed before non-required options',
      };
    if (option.autocomplete && option.choices?.length)
      problems[at] = {
        code: 'APPLICATION_COMMAND_OPTIONS_AUTOCOMPLETE_WITH_CHOICES',
        message: 'Autocomplete cannot be used together with choices',
      };
    if (isSubcommand(option) !== options.some(isSubcommand))
      problems[at] = {
        code: 'APPLICATION_COMMAND_OPTIONS_TYPE_INVALID',
        message: 'Sub-command and sub-command group option types are mutually exclusive to all other types',
      };
    names.add(option.name);
    isPastRequired ||= !option.required;
    if (option.options) checkOptions(option.options, `${at}.options`, problems);
  }
}

export function isSubcommand(option: Pick<CommandOption, 'type'>): boolean {
  return option.type === SUBCOMMAND || option.type === SUBCOMMAND_GROUP;
}

function lengthOf(item: { name: string; description: string; options?: CommandOption[] | undefined }): number {
  const own = item.name.length + item.description.length;
  const choices = (item as CommandOption).choices ?? [];
  const inChoices = choices.reduce((sum, { name, value }) => sum + name.length + String(value).length, 0);
  return own + inChoices + (item.options ?? []).reduce((sum, option) => sum + lengthOf(option), 0);
}
