import { type APIStringSelectComponent, ComponentType, type StringSelectMenuInteraction } from 'discord.js';
import type { Assistant } from '../../src/assistants/directory.ts';
import { MAX_TOOLS } from '../../src/assistants/workshop.ts';
import type { CommandContext } from '../../src/discord/command-context.ts';
import { type CommandReply, customId, type Row } from '../../src/discord/command-result.ts';
import { UserError } from '../../src/errors.ts';
import { oneLine } from '../../src/markdown/plain-name.ts';
import { findOwn, nameOf } from './choices.ts';
import { toolsInWords } from './words.ts';

type Tool = Assistant['tools'][number];
type Option = APIStringSelectComponent['options'][number];

/** Discord's: https://docs.discord.com/developers/components/reference#string-select */
const OPTIONS_PER_MENU = 25;
const MAX_MENUS = 5;
const MAX_OPTION_TEXT = 100;

/** The words and the menus in which the tools of an assistant are chosen. */
export function toolsPanel(assistant: Assistant, content: string, context: CommandContext): CommandReply {
  const { say } = context;
  const options = optionsFor(assistant, context);
  const menus = Math.min(Math.ceil(options.length / OPTIONS_PER_MENU), MAX_MENUS);
  const rows = Array.from({ length: menus }, (_, index): Row => {
    const own = options.slice(index * OPTIONS_PER_MENU, (index + 1) * OPTIONS_PER_MENU);
    const menu: APIStringSelectComponent = {
      type: ComponentType.StringSelect,
      custom_id: customId('assistants', 'tools', String(index), assistant.id),
      placeholder: say('assistants.toolsPlaceholder'),
      min_values: 0,
      max_values: own.length,
      options: own,
    };
    return { type: ComponentType.ActionRow, components: [menu] };
  });
  const left = options.length - menus * OPTIONS_PER_MENU;
  const lines = [content, say('assistants.toolsNow', { tools: toolsInWords(assistant, say) })];
  if (left > 0) lines.push(say('assistants.toolsLeft', { count: left }));
  return { content: lines.join('\n'), rows };
}

function optionsFor({ tools }: Assistant, { toolbox, say }: CommandContext): Option[] {
  const present = new Set(tools.map(keyOf));
  const functions = toolbox.definitions().map((tool) => ({
    value: keyOf(tool),
    label: tool.function.name,
    description: oneLine(tool.function.description ?? '', MAX_OPTION_TEXT),
  }));
  return [
    {
      value: 'file_search',
      label: say('assistants.fileSearch'),
      description: say('assistants.fileSearchDescription'),
    },
    {
      value: 'code_interpreter',
      label: say('assistants.codeInterpreter'),
      description: say('assistants.codeInterpreterDescription'),
    },
    ...functions,
  ].map(({ description, ...option }) => ({
    ...option,
    ...(description && { description }),
    default: present.has(option.value),
  }));
}

/** What was chosen in one of the menus: what that did not offer stays as it is. */
export async function chooseTools(
  interaction: StringSelectMenuInteraction,
  [...idParts]: readonly string[],
  context: CommandContext,
): Promise<CommandReply> {
  const { workshop, toolbox, say } = context;
  const assistant = await findOwn(interaction, context, idParts.join(':'));
  const offered = new Set(interaction.component.options.map(({ value }) => value));
  const known = new Map<string, Tool>(toolbox.definitions().map((tool) => [keyOf(tool), tool]));
  const before = new Map(assistant.tools.map((tool) => [keyOf(tool), tool]));
  const kept = assistant.tools.filter((tool) => !offered.has(keyOf(tool)));
  const chosen = interaction.values.flatMap((key) => known.get(key) ?? before.get(key) ?? hosted(key));
  if (kept.length + chosen.length > MAX_TOOLS) throw new UserError('assistants.tooManyTools', { count: MAX_TOOLS });
  const changed = await workshop.setTools(assistant.id, [...kept, ...chosen]);
  const content = say('assistants.toolsChanged', { name: nameOf(changed) });
  return { ...toolsPanel(changed, content, context), isUpdate: true };
}

function hosted(key: string): Tool[] {
  return key === 'file_search' || key === 'code_interpreter' ? [{ type: key }] : [];
}

/** Tells tools apart, also as the value of a menu's option. */
function keyOf(tool: Tool): string {
  return tool.type === 'function' ? `function ${tool.function.name}` : tool.type;
}
