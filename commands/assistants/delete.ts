import {
  type APIButtonComponentWithCustomId,
  ButtonStyle,
  type ChatInputCommandInteraction,
  ComponentType,
  type Interaction,
} from 'discord.js';
import type { Assistant } from '../../src/assistants/directory.ts';
import { orAway } from '../../src/conversation/store-away.ts';
import type { ComponentInteraction } from '../../src/discord/command.ts';
import type { CommandContext } from '../../src/discord/command-context.ts';
import { type CommandReply, customId, type Row } from '../../src/discord/command-result.ts';
import { UserError } from '../../src/errors.ts';
import { differences, withoutAssistant } from '../../src/server-settings/change.ts';
import { createWords } from '../config/words.ts';
import { findOwn, nameOf } from './choices.ts';
import { consequences } from './consequences.ts';

/** Says what would happen, and asks. */
export async function askBeforeDeleting(
  interaction: ChatInputCommandInteraction,
  context: CommandContext,
): Promise<CommandReply> {
  const assistant = await findDeletable(interaction, context, interaction.options.getString('assistant', true));
  const { say } = context;
  const button = (id: string, label: string, style: APIButtonComponentWithCustomId['style']) => ({
    type: ComponentType.Button as const,
    custom_id: id,
    label,
    style,
  });
  const row: Row = {
    type: ComponentType.ActionRow,
    components: [
      button(customId('assistants', 'delete', assistant.id), say('assistants.delete'), ButtonStyle.Danger),
      button(customId('assistants', 'keep'), say('assistants.keep'), ButtonStyle.Secondary),
    ],
  };
  const content = say('assistants.askDelete', {
    name: nameOf(assistant),
    consequences: await consequences(interaction, assistant, context),
  });
  return { content, rows: [row] };
}

/** Deletes it, clears the settings that name it, and takes its knowledge with it. */
export async function deleteAssistant(
  interaction: ComponentInteraction,
  idParts: readonly string[],
  context: CommandContext,
): Promise<CommandReply> {
  const { workshop, settings, logChannel, say } = context;
  const assistant = await findDeletable(interaction, context, idParts.join(':'));
  const serverId = interaction.guildId ?? '';
  const { id: person } = interaction.user;
  const isWhole = await workshop.delete(assistant);
  const { before, after } = await orAway(settings.change(serverId, (own) => withoutAssistant(own, assistant.id)));
  logChannel.tell(serverId, 'log.assistantDeleted', { person, name: nameOf(assistant) });
  const words = interaction.inCachedGuild()
    ? createWords({ say: context.sayToAll, guild: interaction.guild, assistants: [assistant] })
    : undefined;
  for (const { path } of differences(before, after)) {
    logChannel.tell(serverId, 'log.changed', {
      person,
      path: words?.what(path) ?? path,
      before: nameOf(assistant),
      after: context.sayToAll('log.wasNotSet'),
    });
  }
  return {
    content: say(isWhole ? 'assistants.deleted' : 'assistants.deletedButFiles', { name: nameOf(assistant) }),
    rows: [],
    isUpdate: true,
  };
}

/** @throws {UserError} also for the one that answers where nothing is chosen. */
async function findDeletable(interaction: Interaction, context: CommandContext, wanted: string): Promise<Assistant> {
  const assistant = await findOwn(interaction, context, wanted);
  if (assistant.id !== (await context.conversations.defaultAssistant.id())) return assistant;
  throw new UserError('assistants.isDefault', { name: nameOf(assistant) });
}
