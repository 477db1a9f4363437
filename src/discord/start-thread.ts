import {
  DiscordAPIError,
  type Message,
  PermissionFlagsBits,
  RESTJSONErrorCodes,
  ThreadAutoArchiveDuration,
} from 'discord.js';
import type { Logger } from 'pino';

const NEEDED = [PermissionFlagsBits.CreatePublicThreads, PermissionFlagsBits.SendMessagesInThreads];

/**
 * Starts a Discord thread from the message, whose id it then shares
 * (https://docs.discord.com/developers/topics/threads). Answers `undefined` where that is not possible.
 */
export async function startThread(message: Message, name: string, log: Logger): Promise<string | undefined> {
  const { channel, guild } = message;
  if (!('threads' in channel) || !guild?.members.me) return undefined;
  if (!channel.permissionsFor(guild.members.me).has(NEEDED)) return undefined;
  try {
    const thread = await message.startThread({ name, autoArchiveDuration: ThreadAutoArchiveDuration.OneDay });
    return thread.id;
  } catch (error) {
    if (isDiscordError(error, RESTJSONErrorCodes.ThreadAlreadyCreatedForMessage)) return message.id;
    log.warn({ channelId: message.channelId, postId: message.id, err: error }, 'no thread started, answering here');
    return undefined;
  }
}

function isDiscordError(error: unknown, code: number): boolean {
  return error instanceof DiscordAPIError && error.code === code;
}
