import type { setTimeout as delay } from 'node:timers/promises';
import type { OpenAI } from 'openai';
import type { Logger } from 'pino';
import { patiently } from '../patiently.ts';
import { addressOf, nonceOf } from './address.ts';
import { LeaseLostError } from './lease.ts';
import type { ToMessages } from './cut-answer.ts';
import { createLoadFiles } from './load-files.ts';
import { StoreAwayError } from './store-away.ts';
import { type MessageButton, type Outgoing, type Posted, type Surface, UndeliverableError } from './surface.ts';
import { type Growing, newestPost, type Part, type TurnUnderWay } from './turn.ts';
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
    const { growing } = turn;
    const isUnclear = growing && (growing.messages.length > 1 || growing.messages[0]?.messageId === undefined);
    const mustLook = !work.isNew || isUnclear;
    const posted = mustLook ? await insist(() => surface.postedSince(placeId, post.id), conversationId, signal) : [];
    const others = new Set([...before, ...replaced]);
    const own = posted.filter(({ id }) => !others.has(id));
    const grown = grownIn(growing, placeId, own);
    for (const { messageId } of grown) others.add(messageId);
    for (const { messageId } of parts) if (messageId !== undefined) others.add(messageId);
    let found = own.filter(({ id }) => !others.has(id));

    const remove = (messageId: string) => insist(() => surface.remove(placeId, messageId), conversationId, signal);
    for (const messageId of turn.isRefused ? [] : replaced) await remove(messageId);
    // What is shown of an answer becomes the answer; an apology may be shorter.
    const superfluous = grown.splice(parts.filter(({ replyTo }) => replyTo === undefined).length);
    for (const { messageId } of superfluous) await remove(messageId);
    for (let index = 0; index < parts.length;) {
      const part = parts[index];
      if (!part || part.messageId !== undefined) {
        index += 1;
        continue;
      }
      const message = messageOf(work, parts, index);
      const shown = grown[index];
      const place = shown ? -1 : found.findIndex((posted) => isThis(posted, message, part.files));
      const messageId = found[place]?.id;
      found = found.slice(place + 1);
      const done =
        messageId === undefined
          ? await deliverPart({ part, before: parts.slice(0, index), message, shown, others }, work, signal)
          : [{ ...part, messageId }];
      if (done === 'gone') {
        // What comes after one that was deleted would stand before it.
        for (const { messageId: later } of grown.splice(index)) await remove(later);
        continue;
      }
      if (!done) return;
      parts = parts.toSpliced(index, 1, ...done);
      if (parts.every((each) => each.messageId !== undefined)) work.note({ parts });
      else await work.save({ parts });
    }
  }

  function messageOf(work: TurnUnderWay, parts: readonly Part[], index: number): Outgoing {
    const { turn, conversationId } = work;
    const part = parts[index];
    const lastOfAnswer = turn.isRefused ? -1 : parts.findLastIndex(({ replyTo }) => replyTo === undefined);
    return {
      ...addressOf(turn, turn.placeId ?? conversationId, index, part),
      content: part?.content ?? '',
      nonce: nonceOf(turn.key, index),
      ...(index === lastOfAnswer && { button: retryButton(work) }),
    };
  }

  interface Delivered {
    part: Part;
    /** Those that are there. */
    before: readonly Part[];
    /** Without the part's files. */
    message: Outgoing;
    /** What shows the part already. */
    shown: Grown | undefined;
    /** Messages that are no parts of this answer. */
    others: ReadonlySet<string>;
  }

  /**
   * Answers the part with its id, or what is to be sent in its place when its files cannot be; `gone` when what shows it
   * cannot become the part; `undefined` when Discord will not have it.
   */
  async function deliverPart(
    { part, before, message: withoutFiles, shown, others }: Delivered,
    work: TurnUnderWay,
    signal: AbortSignal,
  ): Promise<Part[] | 'gone' | undefined> {
    const { conversationId, turn, say } = work;
    const maxBytes = surface.maxFileBytes(newestPost(turn).serverId);
    const { files, lost } = await loadFiles(part, { maxBytes, signal });
    if (lost.length > 0) return withoutLost(part, lost, say);
    const message: Outgoing = files.length === 0 ? withoutFiles : { ...withoutFiles, files };
    const call = shown ? () => become(message, shown, work) : createSend(message, others, work);
    try {
      return [{ ...part, messageId: await insist(call, conversationId, signal) }];
    } catch (error) {
      if (!(error instanceof UndeliverableError)) throw error;
      log.warn({ conversationId, turn: turn.key, err: error }, 'answer could not be delivered');
      // Somebody may have deleted it; without that it may be for the files.
      if (shown && !(part.files && (await isThere(shown, work, signal)))) return 'gone';
      if (error.isAboutPlace) return undefined;
      if (part.files) return withoutRefused(part, before, toMessages, say);
      const content = say('answers.refusedByDiscord');
      return part.content === content ? undefined : [{ ...part, content }];
    }
  }

  /** A call that sends a message, unless one before it has. */
  function createSend(message: Outgoing, others: ReadonlySet<string>, { lease, turn }: TurnUnderWay) {
    const firstTryMs = now();
    return async () => {
      await lease.check();
      if (now() - firstTryMs > NONCE_TRUSTED_MS) {
        const posted = await surface.postedSince(message.placeId, newestPost(turn).id);
        const known = new Set(turn.parts?.map(({ messageId }) => messageId));
        const isOurs = ({ id }: Posted) => !known.has(id) && !others.has(id);
        const there = posted.find((one) => isOurs(one) && isThis(one, message, message.files));
        if (there) return there.id;
      }
      return surface.send(message);
    };
  }

  /** Makes a message that shows a part the part itself. */
  async function become({ placeId, content, files, button }: Outgoing, shown: Grown, work: TurnUnderWay) {
    const { messageId, isFinal } = shown;
    if (isFinal && shown.content === content && !files && !button) return messageId;
    await work.lease.check();
    await surface.edit(placeId, messageId, { content, ...(files && { files }), ...(button && { button }) });
    return messageId;
  }

  async function isThere({ messageId }: Grown, { turn, conversationId }: TurnUnderWay, signal: AbortSignal) {
    const look = () => surface.postedSince(turn.placeId ?? conversationId, newestPost(turn).id);
    return (await insist(look, conversationId, signal)).some(({ id }) => id === messageId);
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
  const all = new Set(growing.messages.flatMap(({ messageId }) => messageId ?? []));
  return growing.messages.flatMap(({ messageId: known, content, hasButton }) => {
    const isIt = ({ id, content: said }: Posted) =>
      known === undefined ? !all.has(id) && isSame(said, content) : id === known;
    const there = posted.find(isIt);
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
function isThis(posted: Posted, { nonce, content }: Outgoing, files: readonly { name: string }[] = []): boolean {
  if (posted.nonce === nonce) return true;
  const names = files.map(({ name }) => name).join('/');
  return isSame(posted.content, content) && (posted.fileNames ?? []).join('/') === names;
}

/** Discord trims what it is sent. */
function isSame(one: string, other: string): boolean {
  return one.trim() === other.trim();
}
