import {
  type AnyThreadChannel,
  ApplicationCommandType,
  type ChatInputCommandInteraction,
  DiscordAPIError,
  InteractionContextType,
} from 'discord.js';
import { orAway } from '../src/conversation/store-away.ts';
import type { SlashCommand } from '../src/discord/command.ts';
import type { CommandContext } from '../src/discord/command-context.ts';
import { described } from '../src/discord/described.ts';
import { UserError } from '../src/errors.ts';

/** https://docs.discord.com/developers/resources/channel#channel-object */
const MAX_TAGS = 5;

/** Gives a forum post the tag that the moderators have chosen for solved ones. */
export default {
  data: {
    name: 'solved',
    type: ApplicationCommandType.ChatInput,
    ...described('solved.description'),
    contexts: [InteractionContextType.Guild],
  },
  async run(interaction, context) {
    const { channel } = interaction;
    if (!channel?.isThread() || !channel.parent?.isThreadOnly()) throw new UserError('solved.notInForum');
    await requireOwner(interaction, channel, context);
    const { places = {} } = await orAway(context.settings.now(channel.guildId));
    const tagId = places[channel.parent.id]?.solvedTagId;
    if (tagId === undefined || !channel.parent.availableTags.some(({ id }) => id === tagId)) {
      throw new UserError('solved.noTag');
    }
    const others = channel.appliedTags.filter((id) => id !== tagId);
    await setTags(channel, [tagId, ...others].slice(0, MAX_TAGS));
    return { content: context.sayToAll('solved.done'), isPublic: true };
  },
} satisfies SlashCommand;

/** Whoever made the post or started the conversation, and those who may manage threads. */
async function requireOwner(
  interaction: ChatInputCommandInteraction,
  channel: AnyThreadChannel,
  { conversations, rights }: CommandContext,
): Promise<void> {
  const { id } = interaction.user;
  if (channel.ownerId === id || rights.mayManageThreads(interaction)) return;
  if (!(await conversations.isStarter(channel.id, id))) throw new UserError('commands.notYours');
}

async function setTags(channel: AnyThreadChannel, tags: string[]): Promise<void> {
  try {
    await channel.setAppliedTags(tags);
  } catch (error) {
    if (!(error instanceof DiscordAPIError) || error.status !== 403) throw error;
    throw new UserError('solved.mayNot', {}, { cause: error });
  }
}
