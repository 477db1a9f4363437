import { openPersonCard } from '../members/person-card.tsx';
import { useVisit } from '../state/visit.ts';
import type { Message } from '../types.ts';
import type { MarkdownPlace } from './place.ts';

/** What the mentions in a message are called here, and what they open. */
export function usePlace(message: Pick<Message, 'channel_id' | 'mentions'>): MarkdownPlace {
  const visit = useVisit();
  const { channel_id: channelId } = message;
  return {
    user(id) {
      const user = message.mentions.find((one) => one.id === id) ?? visit.user(id);
      return user && visit.nameIn(channelId, user);
    },
    role: visit.role,
    channel(id) {
      const channel = visit.channels.get(id);
      return channel && { name: channel.name ?? '', type: channel.type };
    },
    emojiUrl: (id, isAnimated) => `/cdn/emojis/${id}.${isAnimated ? 'gif' : 'png'}`,
    openUser: (userId, anchor) => openPersonCard(visit, { userId, channelId, anchor }),
    openChannel(id, messageId) {
      const channel = visit.channels.get(id);
      if (messageId !== undefined) visit.jumpTo({ channel_id: id, id: messageId });
      else if (channel) visit.open(channel);
    },
    beginCommand: (name) => visit.writing.begin(channelId, `/${name} `),
  };
}
