import type { setTimeout as delay } from 'node:timers/promises';
import type { OpenAI } from 'openai';
import type { Logger } from 'pino';
import type { ToMessages } from './cut-answer.ts';
import type { Grown } from './grown.ts';
import type { Insist } from './insist.ts';
import { isThis } from './is-this.ts';
import { createLoadFiles } from './load-files.ts';
import { type Outgoing, type Surface, UndeliverableError } from './surface.ts';
import { newestPost, type Part, type Turn, type TurnUnderWay } from './turn.ts';
import { withoutLost, withoutRefused } from './without-files.ts';

export interface DeliverPartOptions {
  client: OpenAI;
  surface: Surface;
  toMessages: ToMessages;
  log: Logger;
  sleep?: typeof delay;
  now?: () => number;
}

/** A part that is to be sent, or shown by what is there. */
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

/** Discord remembers a nonce for “the past few minutes”; after this long one looks instead. */
const NONCE_TRUSTED_MS = 60_000;

/** Sends one part of an answer with its files, or makes what shows it already the part. */
export function createDeliverPart(options: DeliverPartOptions, insist: Insist) {
  const { surface, toMessages, log, now = Date.now } = options;
  const loadFiles = createLoadFiles(options);

  /** A call that sends a message, unless one before it has. */
  function createSend(message: Outgoing, others: ReadonlySet<string>, { lease, turn }: TurnUnderWay) {
    const firstTryMs = now();
    return async () => {
      await lease.check();
      const there = now() - firstTryMs > NONCE_TRUSTED_MS ? await find(message, others, turn) : undefined;
      return there ?? surface.send(message);
    };
  }

  /** The id of a message whose sending nobody heard of. */
  async function find(message: Outgoing, others: ReadonlySet<string>, turn: Turn): Promise<string | undefined> {
    const posted = await surface.postedSince(message.placeId, newestPost(turn).id);
    const known = new Set(turn.parts?.map(({ messageId }) => messageId));
    return posted.find((one) => !known.has(one.id) && !others.has(one.id) && isThis(one, message, message.files))?.id;
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

  /**
   * Answers the part with its id, or what is to be sent in its place when it cannot be; `gone` when what shows it cannot
   * become the part; `undefined` when Discord will not have it.
   */
  return async function deliverPart(
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
      if (part.files) {
        // One that took too long may be there all the same.
        const look = () => find(message, others, turn);
        const messageId = shown ? undefined : await insist(look, conversationId, signal);
        return messageId === undefined ? withoutRefused(part, before, toMessages, say) : [{ ...part, messageId }];
      }
      const content = say('answers.refusedByDiscord');
      return part.content === content ? undefined : [{ ...part, content }];
    }
  };
}
