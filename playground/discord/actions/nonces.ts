import { refusal } from '../discord-error.ts';
import type { MessageRecord } from '../records.ts';
import type { World } from '../world.ts';

/** How long a nonce is remembered; Discord says «the past few minutes». */
const NONCE_TTL_MS = 5 * 60 * 1000;

/** Remembers which message was made with which nonce, so that a repeated request makes no second one. */
export function createNonces(world: World) {
  const messages = new Map<string, { id: string; channelId: string; atMs: number }>();

  const key = (authorId: string, nonce: string | number) => `${authorId}:${nonce}`;
  for (const channel of world.channels.values()) for (const message of world.messagesOf(channel.id)) add(message);

  function add(message: MessageRecord): void {
    const atMs = Date.parse(message.createdAt);
    if (message.nonce === undefined || atMs < world.now() - NONCE_TTL_MS) return;
    messages.set(key(message.authorId, message.nonce), { id: message.id, channelId: message.channelId, atMs });
    for (const [old, entry] of messages) {
      if (entry.atMs >= world.now() - NONCE_TTL_MS) break;
      messages.delete(old);
    }
  }

  return {
    add,
    /**
     * The message that this author made with this nonce a short while ago.
     * @throws 10008 when it was deleted since
     */
    find(authorId: string, nonce: string | number | undefined): MessageRecord | undefined {
      const entry = nonce === undefined ? undefined : messages.get(key(authorId, nonce));
      if (!entry || entry.atMs < world.now() - NONCE_TTL_MS) return undefined;
      const message = world.findMessage(entry.id);
      if (!message) throw refusal('unknownMessage');
      return message;
    },
  };
}
