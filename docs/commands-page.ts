/** Writes `docs/commands.md` from the commands themselves: `npm run docs`. */
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import {
  type APIApplicationCommandOption,
  ApplicationCommandOptionType as Option,
  PermissionsBitField,
} from 'discord.js';
import { type Command, loadCommands } from '../src/discord/command.ts';

const PAGE = new URL('commands.md', import.meta.url);

const KINDS: Partial<Record<Option, string>> = {
  [Option.String]: 'text',
  [Option.Integer]: 'whole number',
  [Option.Number]: 'number',
  [Option.Boolean]: 'yes or no',
  [Option.User]: 'person',
  [Option.Channel]: 'channel',
  [Option.Role]: 'role',
  [Option.Mentionable]: 'person or role',
  [Option.Attachment]: 'file',
};

/** The page as it should be. */
export async function commandsPage(): Promise<string> {
  const commands = [...(await loadCommands(new URL('../commands/', import.meta.url))).values()];
  const isForAll = ({ data }: Command) => data.default_member_permissions === undefined;
  return [
    '# Commands',
    'Made from the commands themselves by `npm run docs`. In a server, its Integrations settings can change who may use which.',
    '## For everybody',
    ...commands.filter(isForAll).map(chapter),
    '## For those who run a server',
    ...commands.filter((command) => !isForAll(command)).map(chapter),
  ]
    .join('\n\n')
    .concat('\n');
}

function chapter({ data }: Command): string {
  if (!('description' in data)) return `### ${data.name}\n\nIn the menu of a message, under *Apps*.`;
  const { name, description, default_member_permissions: needed, options = [] } = data;
  const permissions = new PermissionsBitField(BigInt(needed ?? 0)).toArray();
  const lines = listed([`/${name}`], options);
  return [
    `### /${name}`,
    `${description}.${permissions.length > 0 ? ` Needs ${permissions.join(', ')}.` : ''}`,
    ...(lines.length > 0 ? [lines.join('\n')] : []),
  ].join('\n\n');
}

/** One line for each subcommand and option. */
function listed(path: readonly string[], options: readonly APIApplicationCommandOption[], depth = ''): string[] {
  return options.flatMap((option) => {
    const { name, description } = option;
    if (option.type === Option.Subcommand || option.type === Option.SubcommandGroup) {
      const inner = [...path, name];
      const own = option.type === Option.Subcommand ? [`- \`${inner.join(' ')}\`: ${description}`] : [];
      return [...own, ...listed(inner, option.options ?? [], option.type === Option.Subcommand ? '  ' : depth)];
    }
    const choices =
      'choices' in option && option.choices ? `: ${option.choices.map((one) => one.name).join(', ')}` : '';
    const kind = `${KINDS[option.type] ?? 'value'}${choices}${option.required ? '; required' : ''}`;
    return [`${depth}- \`${name}\` (${kind}): ${description}`];
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(PAGE, await commandsPage());
