import { createHash } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from 'pino';
import { splitMessage } from '../markdown/split.ts';
import { texts } from '../texts.ts';
import type { Post } from './post.ts';
import { type Outgoing, type Surface, UndeliverableError } from './surface.ts';

export interface DeliveryOptions {
  surface: Surface;
  log: Logger;
  sleep?: typeof delay;
}

const MAX_TRIES = 10;
const MAX_WAIT_MS = 30_000;
const NONCE_LENGTH = 25;

/** Sends an answer message by message, in order, each exactly once, waiting out an outage of Discord. */
export function createDelivery({ surface, log, sleep = delay }: DeliveryOptions) {
  /** Answers to the newest post of the turn; resolves when everything is there, or when Discord refuses it for good. */
  async function deliver(answer: string, post: Post, signal?: AbortSignal): Promise<void> {
    const { conversationId } = post;
    for (const [index, content] of splitMessage(answer).entries()) {
      const isReply = index === 0 && !post.startsThread;
      const message: Outgoing = {
        conversationId,
        content,
        nonce: nonceOf(post.id, index),
        mayPing: post.author.id,
        ...(isReply && { replyTo: post.id }),
      };
      try {
        await sendPatiently(message, signal);
      } catch (error) {
        if (!(error instanceof UndeliverableError)) throw error;
        log.warn({ conversationId, postId: post.id, err: error }, 'answer could not be delivered');
        if (!error.isAboutPlace)
          await sendPatiently({ ...message, content: texts.refusedByDiscord, nonce: `no-${post.id}` });
        return;
      }
    }
  }

  async function sendPatiently(message: Outgoing, signal?: AbortSignal): Promise<void> {
    for (let tries = 1; ; tries += 1) {
      try {
        await surface.send(message);
        return;
      } catch (error) {
        if (error instanceof UndeliverableError || tries >= MAX_TRIES) throw error;
        log.warn({ conversationId: message.conversationId, err: error, tries }, 'message not sent, trying again');
        await sleep(Math.min(500 * 2 ** tries, MAX_WAIT_MS), undefined, signal && { signal });
      }
    }
  }

  return { deliver };
}

/** The same for the same part of the same turn, so that Discord drops a part that it already has. */
function nonceOf(turnKey: string, part: number): string {
  return createHash('sha256').update(`${turnKey}/${part}`).digest('base64url').slice(0, NONCE_LENGTH);
}
