import type { Visit } from '../state/visit.ts';
import type { Message } from '../types.ts';

/** Goes to a message in its channel. */
export function jumpTo(visit: Visit, message: Pick<Message, 'id' | 'channel_id'>): void {
  const channel = visit.channels.get(message.channel_id);
  if (channel) visit.open(channel);
}
