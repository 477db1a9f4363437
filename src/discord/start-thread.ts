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
 * (https://docs.discord.com/developers/topics/threads). Answers its id, `none` where threads cannot be started, and
 * `gone` when the message was deleted meanwhile.
 */
export async function startThread(message: Message, name: string, log: Logger): Promise<string> {
  const { channel, guild } = message;
  if (!('threads' in channel) || !guild?.members.me) return 'none';
  if (!channel.permissionsFor(guild.members.me).has(NEEDED)) return 'none';
  try {
    const thread = await message.startThread({ name, autoArchiveDuration: ThreadAutoArchiveDuration.OneDay });
    return thread.id;
  } catch (error) {
    const code = error instanceof DiscordAPIError ? error.code : undefined;
    if (code === RESTJSONErrorCodes.UnknownMessage) return 'gone';
    if (code === RESTJSONErrorCodes.ThreadAlreadyCreatedForMessage || (await hasThread(message))) return message.id;
    log.warn({ channelId: message.channelId, postId: message.id, err: error }, 'no thread started, answering here');
    return 'none';
  }
}

/** After a failure that leaves it unclear. */
async function hasThread(message: Message): Promise<boolean> {
  try {
    return (await message.client.channels.fetch(message.id)) !== null;
  } catch (error) {
    if (error instanceof DiscordAPIError) return false;
    throw error;
  }
}
