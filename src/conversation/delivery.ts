import { createHash } from 'node:crypto';
import type { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from 'pino';
import { patiently } from '../patiently.ts';
import { LeaseLostError } from './lease.ts';
import { StoreAwayError } from './store-away.ts';
import { type MessageButton, type Outgoing, type Posted, type Surface, UndeliverableError } from './surface.ts';
import { newestPost, type Part, type TurnUnderWay } from './turn.ts';

export interface DeliveryOptions {
  surface: Surface;
  log: Logger;
  sleep?: typeof delay;
  now?: () => number;
}

const FIRST_WAIT_MS = 500;
const MAX_WAIT_MS = 30_000;
const NONCE_LENGTH = 25;
/** Discord remembers a nonce for “the past few minutes”; after this long one looks instead. */
const NONCE_TRUSTED_MS = 60_000;

/**
 * Posts the parts of an answer in order, each exactly once, and waits out an outage of Discord however long it takes.
 * A part whose sending may have happened unheard is guarded by its nonce for a while; after that it is looked for.
 */
export function createDelivery({ surface, log, sleep, now = Date.now }: DeliveryOptions) {
  /**
   * Resolves when everything is there, or when Discord refuses it for good. The last part's id is only noted. Messages of
   * the turn before may say the same, and may have come after the post.
   */
  async function deliver(work: TurnUnderWay, before: readonly string[], signal: AbortSignal): Promise<void> {
    const { conversationId, turn } = work;
    const post = newestPost(turn);
    const placeId = turn.placeId ?? conversationId;
    const parts: Part[] = [...(turn.parts ?? [])];
    const lastOfAnswer = turn.isRefused ? -1 : parts.findLastIndex(({ replyTo }) => replyTo === undefined);
    const replaced = turn.replaces?.messageIds ?? [];
    const posted = work.isNew ? [] : await insist(() => surface.postedSince(placeId, post.id), conversationId, signal);
    const others = new Set([...before, ...replaced]);
    let found = posted.filter(({ id }) => !others.has(id));

    for (const messageId of turn.isRefused ? [] : replaced) {
      await insist(() => surface.remove(placeId, messageId), conversationId, signal);
    }
    for (const [index, part] of parts.entries()) {
      if (part.messageId !== undefined) continue;
      const mayPing = part.mayPing ?? post.author.id;
      const isReply = index === 0 && placeId !== post.id && mayPing === post.author.id;
      const message: Outgoing = {
        placeId,
        content: part.content,
        nonce: nonceOf(turn.key, index),
        mayPing,
        ...(isReply && { replyTo: post.id }),
        ...(part.replyTo !== undefined && part.replyTo !== placeId && { replyTo: part.replyTo }),
        // The rest of an answer notifies nobody once more.
        ...(index > 0 && part.replyTo === undefined && { isSilent: true }),
        ...(index === lastOfAnswer && { button: retryButton(work) }),
      };
      const place = found.findIndex((posted) => isThis(posted, message));
      const messageId = found[place]?.id ?? (await send(message, work, others, signal));
      found = found.slice(place + 1);
      if (messageId === undefined) return;
      parts[index] = { ...part, messageId };
      if (index < parts.length - 1) await work.save({ parts });
      else work.note({ parts });
    }
  }

  /** Answers its id; `undefined` when Discord will not have it. */
  async function send(
    message: Outgoing,
    work: TurnUnderWay,
    others: ReadonlySet<string>,
    signal: AbortSignal,
  ): Promise<string | undefined> {
    const { conversationId, lease, turn } = work;
    const firstTryMs = now();
    const tryOnce = async () => {
      await lease.check();
      if (now() - firstTryMs > NONCE_TRUSTED_MS) {
        const posted = await surface.postedSince(message.placeId, newestPost(turn).id);
        const known = new Set(work.turn.parts?.map((part) => part.messageId));
        const there = posted.find((one) => !known.has(one.id) && !others.has(one.id) && isThis(one, message));
        if (there) return there.id;
      }
      return surface.send(message);
    };
    try {
      return await insist(tryOnce, conversationId, signal);
    } catch (error) {
      if (!(error instanceof UndeliverableError)) throw error;
      log.warn({ conversationId, turn: turn.key, err: error }, 'answer could not be delivered');
      if (!error.isAboutPlace) {
        const instead = { ...message, content: work.say('answers.refusedByDiscord'), nonce: nonceOf(turn.key, 'no') };
        await insist(() => surface.send(instead), conversationId, signal).catch((again: unknown) => {
          if (!(again instanceof UndeliverableError)) throw again;
        });
      }
      return undefined;
    }
  }

  /** Until it works, is refused for good, or is no longer ours to do. */
  async function insist<Result>(call: () => Promise<Result>, conversationId: string, signal: AbortSignal) {
    return patiently(call, {
      mayPass: (error) => !isFinal(error),
      signal,
      firstWaitMs: FIRST_WAIT_MS,
      maxWaitMs: MAX_WAIT_MS,
      onWait: (error, waitMs) =>
        log.warn({ conversationId, err: error, waitMs }, 'discord does not take it, trying again'),
      sleep,
    });
  }

  return { deliver, insist };
}

function retryButton({ conversationId, turn, say }: TurnUnderWay): MessageButton {
  return { kind: 'retry', conversationId, turnKey: turn.key, label: say('retry.button') };
}

/** What trying again does not mend, or is not for this process to try. */
function isFinal(error: unknown): boolean {
  return [UndeliverableError, LeaseLostError, StoreAwayError].some((kind) => error instanceof kind);
}

/** Discord trims what it is sent, and does not give the nonce back with a channel's history. */
function isThis(posted: Posted, { nonce, content }: Outgoing): boolean {
  return posted.nonce === nonce || posted.content.trim() === content.trim();
}

/** The same for the same part of the same turn, so that Discord drops a part that it already has. */
function nonceOf(turnKey: string, part: number | 'no'): string {
  return createHash('sha256').update(`${turnKey}/${part}`).digest('base64url').slice(0, NONCE_LENGTH);
}
