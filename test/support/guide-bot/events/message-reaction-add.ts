import { Events, type MessageReaction, type PartialMessageReaction, type PartialUser, type User } from 'discord.js';

export const name = Events.MessageReactionAdd;

/** A star board: also of messages from before the bot was there. */
export async function execute(
  reaction: MessageReaction | PartialMessageReaction,
  user: User | PartialUser,
): Promise<void> {
  if (user.bot || reaction.emoji.name !== '⭐') return;
  const { message } = await reaction.fetch();
  const full = await message.fetch();
  if (full.inGuild()) await full.reply(`Starred by ${user.toString()}: ${full.content}`);
}
