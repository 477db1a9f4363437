import {
  DiscordAPIError,
  type GuildBasedChannel,
  PermissionFlagsBits,
  type REST,
  RESTJSONErrorCodes,
  Routes,
  ThreadAutoArchiveDuration,
} from 'discord.js';
import type { Logger } from 'pino';
import type { Post } from '../conversation/post.ts';

const NEEDED = [PermissionFlagsBits.CreatePublicThreads, PermissionFlagsBits.SendMessagesInThreads];

/** Whether Bobbin may start a thread there, as far as discord.js knows the channel. */
export function mayStartThreads(channel: GuildBasedChannel): boolean {
  const { me } = channel.guild.members;
  return 'threads' in channel && me !== null && channel.permissionsFor(me).has(NEEDED);
}

/**
 * Starts a Discord thread from the post, whose id it then shares (https://docs.discord.com/developers/topics/threads).
 * Safe to do again: a thread that is there already is the one. Rejects with what may pass.
 */
export async function startThread(
  rest: REST,
  post: Pick<Post, 'id' | 'channelId' | 'threadName'>,
  log: Logger,
): Promise<'started' | 'none' | 'gone'> {
  const { id, channelId, threadName: name } = post;
  try {
    await rest.post(Routes.threads(channelId, id), {
      body: { name, auto_archive_duration: ThreadAutoArchiveDuration.OneDay },
    });
    return 'started';
  } catch (error) {
    if (!(error instanceof DiscordAPIError) || error.status >= 500 || error.status === 429) throw error;
    if (error.code === RESTJSONErrorCodes.ThreadAlreadyCreatedForMessage) return 'started';
    if (error.code === RESTJSONErrorCodes.UnknownMessage || error.code === RESTJSONErrorCodes.UnknownChannel) {
      return 'gone';
    }
    log.warn({ channelId, postId: id, err: error }, 'no thread started, answering here');
    return 'none';
  }
}
