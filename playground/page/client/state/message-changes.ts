import { isNewer } from '../ids.ts';
import type { Message, MessageEvent, ServerEvent } from '../types.ts';

export const isOfMessages = (event: ServerEvent): event is MessageEvent => event.type.startsWith('MESSAGE_');

/** The messages of a channel, oldest first, after something has happened to them. It may have been read with them already. */
export function applyToMessages(messages: readonly Message[], event: MessageEvent): readonly Message[] {
  switch (event.type) {
    case 'MESSAGE_CREATE': {
      const { data } = event;
      const others = messages.filter(({ id }) => id !== data.id);
      const index = others.findLastIndex(({ id }) => isNewer(data.id, id)) + 1;
      return others.toSpliced(index, 0, data);
    }
    case 'MESSAGE_DELETE':
      return messages.filter(({ id }) => id !== event.data.id);
    case 'MESSAGE_DELETE_BULK':
      return messages.filter(({ id }) => !event.data.ids.includes(id));
    default: {
      const changed = 'message' in event.data ? event.data.message : event.data;
      return messages.map((message) => (message.id === changed.id ? changed : message));
    }
  }
}
