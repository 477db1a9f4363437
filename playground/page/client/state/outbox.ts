import { signal } from '@preact/signals';
import type { Api } from '../api.ts';
import { readUploads } from '../composer/read-upload.ts';
import type { Sent, Writing } from './writing.ts';

interface Options {
  api: Api;
  writing: Writing;
}

/** A message that waits for its turn. */
interface Outgoing {
  sent: Sent;
  /** What its text is for Discord. */
  content: string;
}

/**
 * Messages on their way. Those of a channel go one after another; when one cannot be sent, it comes back to the
 * composer with all that are behind it, so that the order stays.
 */
export function createOutbox({ api, writing }: Options) {
  const queues = new Map<string, Outgoing[]>();
  /** How many files are on their way, by channel. */
  const uploading = signal<ReadonlyMap<string, number>>(new Map());

  function setUploading(channelId: string, count: number): void {
    uploading.value = new Map(uploading.peek()).set(channelId, count);
  }

  async function send(channelId: string, { sent, content }: Outgoing): Promise<void> {
    const { files, replyTo, ping, nonce } = sent;
    setUploading(channelId, files.length);
    await api.post(channelId, content, {
      attachments: await readUploads(files),
      ...(replyTo && { replyTo: replyTo.id, ping: ping ?? true }),
      ...(nonce !== undefined && { nonce }),
    });
  }

  async function work(channelId: string, queue: Outgoing[]): Promise<void> {
    for (let next = queue[0]; next; next = queue[0]) {
      try {
        await send(channelId, next);
        queue.shift();
      } catch (error) {
        writing.putBack(
          channelId,
          queue.splice(0).map(({ sent }) => sent),
          (error as Error).message,
        );
      }
    }
    setUploading(channelId, 0);
  }

  return {
    /** Sends a message, after those that wait already. */
    post(channelId: string, outgoing: Outgoing): void {
      const queue = queues.get(channelId) ?? [];
      queues.set(channelId, queue);
      queue.push(outgoing);
      if (queue.length === 1) void work(channelId, queue);
    },
    uploadingIn: (channelId: string): number => uploading.value.get(channelId) ?? 0,
  };
}
