import { MessageType } from 'discord-api-types/v10';
import type { Discord } from '../../playground/discord/discord.ts';
import type { JudgedMessage } from './evidence.ts';

/** What the bot wrote in these places and in every channel, as Discord has it now. */
export function transcriptOf(discord: Discord, placeIds: Iterable<string>): JudgedMessage[] {
  const all = new Set([...placeIds, ...discord.channelIds()]);
  return [...all].flatMap((placeId) =>
    discord
      .messages(placeId)
      .filter(({ author, type }) => author.id === discord.bot.id && isWritten(type))
      .map(({ id, content, message_reference: reference }) => ({
        id,
        placeId,
        content,
        replyTo: reference?.message_id,
      })),
  );
}

function isWritten(type: MessageType): boolean {
  return type === MessageType.Default || type === MessageType.Reply;
}
