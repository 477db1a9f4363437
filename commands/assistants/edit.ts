import { setTimeout as delay } from 'node:timers/promises';
import {
  type APIModalInteractionResponseCallbackData,
  type APITextInputComponent,
  type ChatInputCommandInteraction,
  ComponentType,
  type ModalSubmitInteraction,
  TextInputStyle,
} from 'discord.js';
import type { Assistant } from '../../src/assistants/directory.ts';
import { type AssistantFields, MAX_DESCRIPTION, MAX_NAME } from '../../src/assistants/workshop.ts';
import { explainToCommander } from '../../src/conversation/explain.ts';
import type { CommandContext } from '../../src/discord/command-context.ts';
import { type CommandReply, type CommandResult, customId } from '../../src/discord/command-result.ts';
import { UserError } from '../../src/errors.ts';
import { plainName, oneLine } from '../../src/markdown/plain-name.ts';
import { findOwn, nameOf } from './choices.ts';
import { readInstructions } from './instructions.ts';
import { requireRoom } from './room.ts';
import { toolsPanel } from './tools.ts';

/** Discord's for a text input, and for what stands above and below it. */
const MAX_INPUT = 4_000;
const MAX_HELP = 100;
const MAX_MODEL = 256;
const SHARED = 'shared';
const LOOK_MS = 500;
/** Of a name that nobody sees nobody could tell whose it is. */
const HAS_SIGN = /[\p{L}\p{N}\p{Extended_Pictographic}]/u;

type Field = Omit<APITextInputComponent, 'type' | 'style' | 'label'> & {
  label: string;
  help?: string;
  style?: TextInputStyle;
};

/** Shows the modal for a new assistant. */
export async function create(
  interaction: ChatInputCommandInteraction,
  context: CommandContext,
): Promise<CommandResult> {
  const isShared = interaction.options.getBoolean('shared') === true;
  // A modal has to come at once; where the look takes longer, it is made when the modal is sent in.
  const looking = requireMayCreate(interaction, isShared, context);
  await Promise.race([looking, delay(LOOK_MS, undefined, { ref: false })]);
  looking.catch(() => undefined);
  const id = customId('assistants', 'create', ...(isShared ? [SHARED] : []));
  return { modal: modal(id, undefined, context) };
}

/** Shows the modal with what an assistant is now. */
export async function edit(interaction: ChatInputCommandInteraction, context: CommandContext): Promise<CommandResult> {
  const assistant = await findOwn(interaction, context, interaction.options.getString('assistant', true));
  return { modal: modal(customId('assistants', 'edit', assistant.id), assistant, context) };
}

/** What was written into the modal. Whoever is refused gets their instructions back. */
export async function receive(
  interaction: ModalSubmitInteraction,
  parts: readonly string[],
  context: CommandContext,
): Promise<CommandReply> {
  try {
    const [what, ...rest] = parts;
    return what === 'edit'
      ? await receiveEdit(interaction, rest.join(':'), context)
      : await receiveNew(interaction, rest[0] === SHARED, context);
  } catch (error) {
    const typed = interaction.fields.getTextInputValue('instructions');
    const explained = explainToCommander(error);
    if (!explained || typed === '') throw error;
    if (!(error instanceof UserError)) context.log.warn({ err: error }, 'assistant could not be stored');
    const { say } = context;
    const content = `${say(explained.key, explained.values)}\n${say('assistants.hereIsYours')}`;
    return { content, files: [{ name: 'instructions.md', data: typed }] };
  }
}

async function receiveNew(
  interaction: ModalSubmitInteraction,
  isShared: boolean,
  context: CommandContext,
): Promise<CommandReply> {
  const { workshop, logChannel, say } = context;
  const serverId = interaction.guildId ?? '';
  const limit = await requireMayCreate(interaction, isShared, context);
  const fields = await readFields(interaction, undefined, context);
  const made = await workshop.create(fields, isShared ? {} : { serverId, limit });
  if (!made) throw new UserError('assistants.tooMany', { count: limit ?? 0 });
  logChannel.tell(serverId, 'log.assistantCreated', { person: interaction.user.id, name: nameOf(made) });
  const content = say(isShared ? 'assistants.createdShared' : 'assistants.created', { name: nameOf(made) });
  return toolsPanel(made, content, context);
}

async function receiveEdit(
  interaction: ModalSubmitInteraction,
  id: string,
  context: CommandContext,
): Promise<CommandReply> {
  const { workshop, logChannel, say } = context;
  const assistant = await findOwn(interaction, context, id);
  const fields = await readFields(interaction, assistant, context);
  await requireKnownByName(assistant, fields, context);
  const changed = await workshop.edit(assistant.id, fields);
  const { id: person } = interaction.user;
  logChannel.tell(interaction.guildId ?? '', 'log.assistantEdited', { person, name: nameOf(changed) });
  return toolsPanel(changed, say('assistants.edited', { name: nameOf(changed) }), context);
}

/** Without its name the default assistant would not be found at the next start, and another one made. */
async function requireKnownByName(
  { id, name }: Assistant,
  fields: AssistantFields,
  { conversations: { defaultAssistant } }: CommandContext,
): Promise<void> {
  if (fields.name === name || !defaultAssistant.isFoundByName || (await defaultAssistant.id()) !== id) return;
  throw new UserError('assistants.defaultKeepsName', { name: plainName(name ?? id), id: plainName(id, 80) });
}

/** Answers with how many assistants the server may have. */
async function requireMayCreate(
  { user, guildId }: ChatInputCommandInteraction | ModalSubmitInteraction,
  isShared: boolean,
  context: CommandContext,
): Promise<number | undefined> {
  if (!isShared) return requireRoom(guildId ?? '', context);
  if (!context.rights.isOwner(user.id)) throw new UserError('assistants.sharedIsForOwners');
  return undefined;
}

async function readFields(
  interaction: ModalSubmitInteraction,
  before: Assistant | undefined,
  context: CommandContext,
): Promise<AssistantFields> {
  const { workshop, settings } = context;
  const read = (field: string) => interaction.fields.getTextInputValue(field).trim();
  const name = read('name');
  if (!HAS_SIGN.test(name)) throw new UserError('assistants.needsName');
  const { models } = settings.operator.ceilings;
  const model = read('model') || workshop.modelFor(models);
  // One that the operator has given it may stay.
  if (models && !models.includes(model) && model !== before?.model) {
    const allowed = models.map((one) => plainName(one)).join(', ');
    throw new UserError('assistants.modelNotAllowed', { model: plainName(model), allowed: oneLine(allowed, 1_000) });
  }
  const instructions = await readInstructions(interaction, context);
  const isTooLongToShow = (before?.instructions?.length ?? 0) > MAX_INPUT;
  return {
    name,
    model,
    description: read('description'),
    instructions: instructions ?? (isTooLongToShow ? (before?.instructions ?? '') : ''),
  };
}

function modal(
  id: string,
  assistant: Assistant | undefined,
  { workshop, settings, say }: CommandContext,
): APIModalInteractionResponseCallbackData {
  const usualModel = workshop.modelFor(settings.operator.ceilings.models);
  const { name, model = usualModel, description, instructions } = assistant ?? {};
  const length = instructions?.length ?? 0;
  return {
    custom_id: id,
    title: say(assistant ? 'assistants.editTitle' : 'assistants.createTitle'),
    components: [
      field({ custom_id: 'name', label: say('assistants.nameField'), max_length: MAX_NAME, value: name ?? '' }),
      field({
        custom_id: 'model',
        label: say('assistants.modelField'),
        help: say('assistants.modelHelp', { model: oneLine(usualModel, 60) }),
        required: false,
        max_length: MAX_MODEL,
        value: model,
      }),
      field({
        custom_id: 'description',
        label: say('assistants.descriptionField'),
        help: say('assistants.descriptionHelp'),
        required: false,
        max_length: MAX_DESCRIPTION,
        value: description ?? '',
      }),
      field({
        custom_id: 'instructions',
        label: say('assistants.instructionsField'),
        help: length > MAX_INPUT ? say('assistants.instructionsKept', { length }) : say('assistants.instructionsHelp'),
        style: TextInputStyle.Paragraph,
        required: false,
        max_length: MAX_INPUT,
        value: length > MAX_INPUT ? '' : (instructions ?? ''),
      }),
      {
        type: ComponentType.Label,
        label: say('assistants.instructionsFileField'),
        description: say('assistants.instructionsFileHelp'),
        component: {
          type: ComponentType.FileUpload,
          custom_id: 'instructions_file',
          min_values: 0,
          max_values: 1,
          required: false,
        },
      },
    ],
  };
}

function field({ label, help, style = TextInputStyle.Short, value, ...input }: Field) {
  return {
    type: ComponentType.Label as const,
    label,
    ...(help !== undefined && { description: oneLine(help, MAX_HELP) }),
    component: { type: ComponentType.TextInput as const, style, ...input, ...(value && { value }) },
  };
}
