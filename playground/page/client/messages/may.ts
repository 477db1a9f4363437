import { mayIn, type Permission } from '../state/permissions.ts';
import type { Visit } from '../state/visit.ts';
import type { Message } from '../types.ts';
import { isEphemeral, isThinking, isWritten, MESSAGE_TYPES } from './kinds.ts';

/** What Discord keeps: nobody can delete these. */
const LASTING: readonly number[] = [MESSAGE_TYPES.threadStarter, MESSAGE_TYPES.recipientAdd];

function mayHere(visit: Visit, { channel_id: channelId }: Message, permission: Permission): boolean {
  const channel = visit.channels.get(channelId);
  return channel !== undefined && !isClosed(visit, channelId) && mayIn(visit.channels, channel, permission);
}

/** Nothing can be changed in a thread that is archived. */
function isClosed(visit: Visit, channelId: string): boolean {
  return visit.channels.get(channelId)?.thread_metadata?.archived ?? false;
}

export function mayEdit(visit: Visit, message: Message): boolean {
  const isOwn = message.author.id === visit.state.value.you.id;
  return isOwn && isWritten(message) && !message.message_snapshots && !isClosed(visit, message.channel_id);
}

export function mayReply(visit: Visit, message: Message): boolean {
  const channel = visit.channels.get(message.channel_id);
  if (!channel || !isWritten(message) || isEphemeral(message) || isThinking(message)) return false;
  return mayIn(visit.channels, channel, channel.thread_metadata ? 'sendMessagesInThreads' : 'sendMessages');
}

/** What others see can be passed on. */
export function mayForward(message: Message): boolean {
  return isWritten(message) && !isEphemeral(message) && !isThinking(message) && message.poll === undefined;
}

export function mayReact(visit: Visit, message: Message): boolean {
  return (
    !isEphemeral(message) && message.type !== MESSAGE_TYPES.threadStarter && mayHere(visit, message, 'addReactions')
  );
}

export function mayPin(visit: Visit, message: Message): boolean {
  return isWritten(message) && !isEphemeral(message) && mayHere(visit, message, 'pinMessages');
}

/** Threads begin with a message of a channel that has none yet. */
export function mayStartThread(visit: Visit, message: Message): boolean {
  const channel = visit.channels.get(message.channel_id);
  const isPlace = channel !== undefined && !channel.recipients && !channel.thread_metadata;
  if (!isPlace || !isWritten(message) || isEphemeral(message) || visit.channels.get(message.id)) return false;
  return mayHere(visit, message, 'createPublicThreads');
}

export function mayDelete(visit: Visit, message: Message): boolean {
  if (isEphemeral(message)) return true;
  if (LASTING.includes(message.type) || isClosed(visit, message.channel_id)) return false;
  return message.author.id === visit.state.value.you.id || mayHere(visit, message, 'manageMessages');
}
