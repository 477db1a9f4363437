import { createHash } from 'node:crypto';
import type { setTimeout as delay } from 'node:timers/promises';
import type { OpenAI } from 'openai';
import type { Logger } from 'pino';
import { patiently } from '../patiently.ts';
import { LeaseLostError } from './lease.ts';
import type { ToMessages } from './cut-answer.ts';
import { createLoadFiles } from './load-files.ts';
import { StoreAwayError } from './store-away.ts';
import { type MessageButton, type Outgoing, type Posted, type Surface, UndeliverableError } from './surface.ts';
import { newestPost, type Part, type TurnUnderWay } from './turn.ts';
import { withoutLost, withoutRefused } from './without-files.ts';

export interface DeliveryOptions {
  client: OpenAI;
  surface: Surface;
  toMessages: ToMessages;
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
 * A part whose sending may have happened unheard is guarded by its nonce for a while; after that it is looked for. Of files
 * that cannot be had, or that Discord does not take, it is said that they are missing.
 */
export function createDelivery(options: DeliveryOptions) {
  const { surface, toMessages, log, sleep, now = Date.now } = options;
  const loadFiles = createLoadFiles(options);

  /**
   * Resolves when everything is there, or when Discord refuses it for good. The last part's id is only noted. Messages of
   * the turn before may say the same, and may have come after the post.
   */
  async function deliver(work: TurnUnderWay, before: readonly string[], signal: AbortSignal): Promise<void> {
    const { conversationId, turn } = work;
    const post = newestPost(turn);
    const placeId = turn.placeId ?? conversationId;
    let parts = turn.parts ?? [];
    const replaced = turn.replaces?.messageIds ?? [];
    const posted = work.isNew ? [] : await insist(() => surface.postedSince(placeId, post.id), conversationId, signal);
    const others = new Set([...before, ...replaced]);
    let found = posted.filter(({ id }) => !others.has(id));

    for (const messageId of turn.isRefused ? [] : replaced) {
      await insist(() => surface.remove(placeId, messageId), conversationId, signal);
    }
    for (let index = 0; index < parts.length;) {
      const part = parts[index];
      if (!part || part.messageId !== undefined) {
        index += 1;
        continue;
      }
      const message = messageOf(work, parts, index);
      const place = found.findIndex((posted) => isThis(posted, message, part.files));
      const messageId = found[place]?.id;
      found = found.slice(place + 1);
      const done = messageId === undefined ? await send(part, message, work, others, signal) : [{ ...part, messageId }];
      if (!done) return;
      parts = parts.toSpliced(index, 1, ...done);
      if (parts.every((each) => each.messageId !== undefined)) work.note({ parts });
      else await work.save({ parts });
    }
  }

  function messageOf(work: TurnUnderWay, parts: readonly Part[], index: number): Outgoing {
    const { turn } = work;
    const post = newestPost(turn);
    const placeId = turn.placeId ?? work.conversationId;
    const { content = '', replyTo, mayPing = post.author.id } = parts[index] ?? {};
    const isReply = index === 0 && placeId !== post.id && mayPing === post.author.id;
    const lastOfAnswer = turn.isRefused ? -1 : parts.findLastIndex((part) => part.replyTo === undefined);
    return {
      placeId,
      content,
      nonce: nonceOf(turn.key, index),
      mayPing,
      ...(isReply && { replyTo: post.id }),
      ...(replyTo !== undefined && replyTo !== placeId && { replyTo }),
      // The rest of an answer notifies nobody once more.
      ...(index > 0 && replyTo === undefined && { isSilent: true }),
      ...(index === lastOfAnswer && { button: retryButton(work) }),
    };
  }

  /**
   * Answers the part with its id, or what is to be sent in its place when its files cannot be; `undefined` when Discord will
   * not have it.
   */
  async function send(
    part: Part,
    withoutFiles: Outgoing,
    work: TurnUnderWay,
    others: ReadonlySet<string>,
    signal: AbortSignal,
  ): Promise<Part[] | undefined> {
    const { conversationId, lease, turn, say } = work;
    const maxBytes = surface.maxFileBytes(newestPost(turn).serverId);
    const { files, lost } = await loadFiles(part, { maxBytes, signal });
    if (lost.length > 0) return withoutLost(part, lost, say);
    const message: Outgoing = files.length === 0 ? withoutFiles : { ...withoutFiles, files };
    const firstTryMs = now();
    const tryOnce = async () => {
      await lease.check();
      if (now() - firstTryMs > NONCE_TRUSTED_MS) {
        const posted = await surface.postedSince(message.placeId, newestPost(turn).id);
        const known = new Set(work.turn.parts?.map(({ messageId }) => messageId));
        const there = posted.find((one) => !known.has(one.id) && !others.has(one.id) && isThis(one, message, files));
        if (there) return there.id;
      }
      return surface.send(message);
    };
    try {
      return [{ ...part, messageId: await insist(tryOnce, conversationId, signal) }];
    } catch (error) {
      if (!(error instanceof UndeliverableError)) throw error;
      log.warn({ conversationId, turn: turn.key, err: error }, 'answer could not be delivered');
      if (error.isAboutPlace) return undefined;
      if (part.files) return withoutRefused(part, toMessages, say);
      const instead = { ...message, content: say('answers.refusedByDiscord'), nonce: nonceOf(turn.key, 'no') };
      await insist(() => surface.send(instead), conversationId, signal).catch((again: unknown) => {
        if (!(again instanceof UndeliverableError)) throw again;
      });
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
function isThis(posted: Posted, { nonce, content }: Outgoing, files: readonly { name: string }[] = []): boolean {
  if (posted.nonce === nonce) return true;
  const names = files.map(({ name }) => name).join('/');
  return posted.content.trim() === content.trim() && (posted.fileNames ?? []).join('/') === names;
}

/** The same for the same part of the same turn, so that Discord drops a part that it already has. */
function nonceOf(turnKey: string, part: number | 'no'): string {
  return createHash('sha256').update(`${turnKey}/${part}`).digest('base64url').slice(0, NONCE_LENGTH);
}
