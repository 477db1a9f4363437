import {
  type Channel,
  DiscordAPIError,
  type ModalSubmitInteraction,
  RESTJSONErrorCodes,
  type SendableChannels,
} from 'discord.js';
import type { CommandContext } from '../../src/discord/command-context.ts';
import { maySpeak } from '../../src/discord/may-speak.ts';
import { mayStartThreads, startThread } from '../../src/discord/start-thread.ts';
import { UserError } from '../../src/errors.ts';

/**
 * Where a question about a message is asked: in the thread on that message, which is started if there is none; in a thread
 * or a direct message, or where there can be no thread, right there.
 * @throws {UserError} where Bobbin may not write.
 */
export async function placeOfMessage(
  { client, channel, user }: ModalSubmitInteraction,
  messageId: string,
  threadName: string,
  { log }: CommandContext,
): Promise<SendableChannels> {
  if (!channel) throw new UserError('askAbout.gone');
  if (channel.isDMBased() || channel.isThread()) return writable(channel);
  const known = await orNone(() => client.channels.fetch(messageId));
  if (known) return writable(known);
  if (!mayStartThreads(channel)) return writable(channel);
  const outcome = await startThread(client.rest, { id: messageId, channelId: channel.id, threadName }, log);
  if (outcome === 'gone') throw new UserError('askAbout.gone');
  const thread = outcome === 'started' ? await client.channels.fetch(messageId) : channel;
  if (thread?.isThread()) await thread.members.add(user.id);
  return writable(thread ?? channel);
}

function writable(channel: Channel): SendableChannels {
  if (!channel.isSendable() || !maySpeak(channel)) throw new UserError('ask.mayNotWrite');
  return channel;
}

async function orNone(find: () => Promise<Channel | null>): Promise<Channel | null> {
  try {
    return await find();
  } catch (error) {
    if (error instanceof DiscordAPIError && error.code === RESTJSONErrorCodes.UnknownChannel) return null;
    throw error;
  }
}
