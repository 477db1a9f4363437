import { type Signal, signal } from '@preact/signals';
import { applyToMessages, isOfMessages } from '../state/message-changes.ts';
import type { Visit } from '../state/visit.ts';
import type { Message } from '../types.ts';

export type Starters = ReturnType<typeof createStarters>;

/** The first messages of the posts of a forum, each read when it is shown, and kept true. */
export function createStarters({ api, listen }: Visit) {
  const starters = new Map<string, Signal<Message | undefined>>();

  function read(postId: string, starter: Signal<Message | undefined>): void {
    api
      .message(postId, postId)
      .then((message) => (starter.value = message))
      .catch(() => starters.delete(postId)); // asked again when it is shown again
  }

  return {
    /** Undefined while it is read, and when it was deleted. */
    of(postId: string): Signal<Message | undefined> {
      const known = starters.get(postId);
      if (known) return known;
      const starter = signal<Message | undefined>(undefined);
      starters.set(postId, starter);
      read(postId, starter);
      return starter;
    },
    /** Follows what happens to them. Answers how to stop. */
    follow: () =>
      listen((event) => {
        if (event.type === 'HELLO') {
          for (const [postId, starter] of starters) read(postId, starter);
          return;
        }
        if (!isOfMessages(event)) return;
        const starter = starters.get(event.data.channel_id);
        const message = starter?.peek();
        if (starter && message) starter.value = applyToMessages([message], event).find(({ id }) => id === message.id);
      }),
  };
}
