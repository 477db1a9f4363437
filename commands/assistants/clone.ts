import type { ChatInputCommandInteraction } from 'discord.js';
import { MAX_NAME } from '../../src/assistants/workshop.ts';
import type { CommandContext } from '../../src/discord/command-context.ts';
import type { CommandReply } from '../../src/discord/command-result.ts';
import { UserError } from '../../src/errors.ts';
import { plainName } from '../../src/markdown/plain-name.ts';
import { findAssistant, nameOf } from './choices.ts';
import { requireRoom } from './room.ts';
import { toolsPanel } from './tools.ts';

/**
 * A clone's knowledge is its own: it begins with the same files, and what is added to or removed from one of the two
 * does not change the other.
 */
export async function clone(interaction: ChatInputCommandInteraction, context: CommandContext): Promise<CommandReply> {
  const { workshop, settings, logChannel, say } = context;
  const original = await findAssistant(interaction, context, interaction.options.getString('assistant', true));
  const serverId = interaction.guildId ?? '';
  const limit = await requireRoom(serverId, context);
  const given = interaction.options.getString('name')?.trim();
  const name = given || say('assistants.copyOf', { name: original.name ?? original.id }).slice(0, MAX_NAME);
  const { models } = settings.operator.ceilings;
  const model = models && !models.includes(original.model) ? workshop.modelFor(models) : original.model;
  const made = await workshop.clone(original, { name, model, serverId, limit });
  if (!made) throw new UserError('assistants.tooMany', { count: limit ?? 0 });
  logChannel.tell(serverId, 'log.assistantCreated', { person: interaction.user.id, name: nameOf(made) });
  const isOtherModel = model !== original.model;
  const content = say(isOtherModel ? 'assistants.clonedWithModel' : 'assistants.cloned', {
    name: nameOf(made),
    original: nameOf(original),
    model: plainName(model),
  });
  return toolsPanel(made, content, context);
}
