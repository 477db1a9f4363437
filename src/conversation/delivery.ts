import type { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from 'pino';
import { patiently } from '../patiently.ts';
import { addressOf, nonceOf } from './address.ts';
import { LeaseLostError } from './lease.ts';
import { StoreAwayError } from './store-away.ts';
import { type MessageButton, type Outgoing, type Posted, type Surface, UndeliverableError } from './surface.ts';
import { type Growing, newestPost, type Part, type TurnUnderWay } from './turn.ts';

export interface DeliveryOptions {
  surface: Surface;
  log: Logger;
  sleep?: typeof delay;
  now?: () => number;
}

const FIRST_WAIT_MS = 500;
const MAX_WAIT_MS = 30_000;
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
    const { growing } = turn;
    const isUnclear = growing && (growing.messages.length > 1 || growing.messages[0]?.messageId === undefined);
    const mustLook = !work.isNew || isUnclear;
    const posted = mustLook ? await insist(() => surface.postedSince(placeId, post.id), conversationId, signal) : [];
    const others = new Set([...before, ...replaced]);
    const own = posted.filter(({ id }) => !others.has(id));
    const grown = grownIn(growing, placeId, own);
    for (const { messageId } of grown) others.add(messageId);
    let found = own.filter(({ id }) => !others.has(id));

    const remove = (messageId: string) => insist(() => surface.remove(placeId, messageId), conversationId, signal);
    for (const messageId of turn.isRefused ? [] : replaced) await remove(messageId);
    // What is shown of an answer becomes the answer; an apology may be shorter.
    const superfluous = grown.splice(parts.filter(({ replyTo }) => replyTo === undefined).length);
    for (const { messageId } of superfluous) await remove(messageId);
    for (const [index, part] of parts.entries()) {
      if (part.messageId !== undefined) continue;
      const message: Outgoing = {
        ...addressOf(turn, placeId, index, part),
        content: part.content,
        nonce: nonceOf(turn.key, index),
        ...(index === lastOfAnswer && { button: retryButton(work) }),
      };
      const shown = grown[index];
      const isThere = shown !== undefined && (await become(message, shown, work, signal));
      // What comes after one that was deleted would stand before it.
      if (shown && !isThere) for (const { messageId } of grown.splice(index)) await remove(messageId);
      const place = isThere ? -1 : found.findIndex((posted) => isThis(posted, message));
      const messageId = isThere ? shown.messageId : (found[place]?.id ?? (await send(message, work, others, signal)));
      found = found.slice(place + 1);
      if (messageId === undefined) return;
      parts[index] = { ...part, messageId };
      if (index < parts.length - 1) await work.save({ parts });
      else work.note({ parts });
    }
  }

  /** Makes a message that shows a part the part itself. Answers whether it could: somebody may have deleted it. */
  async function become(message: Outgoing, shown: Grown, work: TurnUnderWay, signal: AbortSignal): Promise<boolean> {
    const { placeId, content, files, button } = message;
    if (shown.isFinal && shown.content === content && !files && !button) return true;
    const edit = async () => {
      await work.lease.check();
      await surface.edit(placeId, shown.messageId, { content, ...(files && { files }), ...(button && { button }) });
    };
    try {
      await insist(edit, work.conversationId, signal);
      return true;
    } catch (error) {
      if (!(error instanceof UndeliverableError)) throw error;
      return false;
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

/** A message that shows a part of an answer that was not finished. */
interface Grown {
  readonly messageId: string;
  readonly content: string;
  /** It was seen in Discord, as it is, and has no button. */
  readonly isFinal: boolean;
}

/** Those that are there, also one whose sending nobody heard of: it is the last one. */
function grownIn(growing: Growing | undefined, placeId: string, posted: readonly Posted[]): Grown[] {
  if (growing?.placeId !== placeId) return [];
  return growing.messages.flatMap(({ messageId: known, content, hasButton }) => {
    const there = posted.find((one) => (known === undefined ? isSame(one.content, content) : one.id === known));
    const messageId = known ?? there?.id;
    if (messageId === undefined) return [];
    return [
      { messageId, content, isFinal: hasButton === false && there !== undefined && isSame(there.content, content) },
    ];
  });
}

/** What trying again does not mend, or is not for this process to try. */
function isFinal(error: unknown): boolean {
  return [UndeliverableError, LeaseLostError, StoreAwayError].some((kind) => error instanceof kind);
}

/** Discord does not give the nonce back with a channel's history. */
function isThis(posted: Posted, { nonce, content }: Outgoing): boolean {
  return posted.nonce === nonce || isSame(posted.content, content);
}

/** Discord trims what it is sent. */
function isSame(one: string, other: string): boolean {
  return one.trim() === other.trim();
}
