import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from 'pino';
import { finishedPart } from '../markdown/finished-part.ts';
import { addressOf, nonceOf } from './address.ts';
import { createDraft } from './draft.ts';
import { isFinal } from './insist.ts';
import { stopButton } from './progress.ts';
import type { Surface } from './surface.ts';
import { type Growing, newestPost, type TurnUnderWay } from './turn.ts';

export interface GrowingOptions {
  surface: Pick<Surface, 'send' | 'edit' | 'postedSince'>;
  log: Logger;
  sleep?: typeof delay;
  /** Between two requests for the same answer: Discord allows five edits in five seconds. @default 1200 */
  growEveryMs?: number;
}

export interface Growth {
  /** The place where the answer will be, once that is known. */
  place: () => string | undefined;
  /** What is posted of a text, as of a whole answer. */
  toMessages: (markdown: string) => Promise<readonly string[]>;
  /** An answer of more messages grows no more. */
  mostMessages: number;
  /** Messages that are older answers. */
  others: ReadonlySet<string>;
  /** Called before the first message is sent. */
  beforeFirst: () => Promise<void>;
  /** Called when the first message is there. */
  onShown: () => void;
}

/** So much is worth showing; so is a sentence or a line. */
const WORTH_SHOWING = 80;
const SENTENCE = /[.!?…:]["'”’)*_]*\s|[。！？]|\n/;
/** Over all conversations, so that answers that are whole need not wait for those that grow. */
const MAX_AT_ONCE = 4;
/** What is longer, in characters, is much more than can be shown, and takes long to render. */
const MAX_DRAFT = 100_000;
const DONE = new Error('The answer is there.');

/**
 * Shows answers while they are written. Each message is written down before it is sent, so that whoever carries the turn
 * on finds it: `delivery.ts` makes of them what the answer is in the end.
 */
export function createGrowing({ surface, log, sleep = delay, growEveryMs = 1_200 }: GrowingOptions) {
  let atOnce = 0;

  /** Of one turn. Start it when somebody has waited for a second. */
  return function growingOf(work: TurnUnderWay, growth: Growth) {
    const draft = createDraft();
    const stop = new AbortController();
    const { signal } = stop;
    let growing: Promise<void> | undefined;
    let hasMore = Promise.withResolvers<void>();
    draft.onMore(() => hasMore.resolve());

    async function grow(): Promise<void> {
      await hasMore.promise;
      while (!signal.aborted) {
        hasMore = Promise.withResolvers<void>();
        const placeId = growth.place();
        const step = placeId === undefined ? undefined : await nextStep(placeId);
        if (signal.aborted || step === 'enough') return;
        // Nobody stands in line: in a moment there is more to show.
        if (step && atOnce < MAX_AT_ONCE) await counted(step);
        await sleep(growEveryMs, undefined, { signal, ref: false });
        // What came before there was a place for it is still to be shown.
        if (placeId !== undefined && !step) await hasMore.promise;
      }
    }

    async function counted(step: () => Promise<void>): Promise<void> {
      atOnce += 1;
      try {
        await step();
      } finally {
        atOnce -= 1;
      }
    }

    /** One request to Discord: what differs first between what is shown and what there is to show. */
    async function nextStep(placeId: string): Promise<(() => Promise<void>) | 'enough' | undefined> {
      const { text } = draft;
      if (text.length > MAX_DRAFT) return 'enough';
      const markdown = finishedPart(text);
      const { messages = [] } = work.turn.growing ?? {};
      if (!isWorthShowing(markdown)) return undefined;
      const wanted = await growth.toMessages(markdown);
      if (wanted.length > growth.mostMessages) return 'enough';
      for (const [index, { content, messageId, hasButton }] of messages.entries()) {
        const now = wanted[index];
        const isLast = index === messages.length - 1;
        if (messageId === undefined) return () => send(placeId, index, content);
        if (now !== undefined && (now !== content || hasButton !== isLast)) {
          return () => edit(placeId, index, now, isLast);
        }
      }
      const next = wanted[messages.length];
      // A word on its own in a message may yet go back into the one before.
      if (next === undefined || (messages.length === wanted.length - 1 && messages.length > 0 && !isWorthShowing(next)))
        return undefined;
      return () => send(placeId, messages.length, next);
    }

    async function send(placeId: string, index: number, content: string): Promise<void> {
      const { turn, lease } = work;
      if (index === 0) await growth.beforeFirst();
      const before = turn.growing?.messages[index];
      const earlierId = before && (await find(placeId, content));
      if (!before) await save(placeId, index, { content });
      await lease.check();
      const messageId =
        earlierId ??
        (await surface.send({
          ...addressOf(turn, placeId, index),
          content,
          // Not that of the part it becomes: Discord would drop that as a repetition.
          nonce: nonceOf(turn.key, `growing ${index}`),
          button: stopButton(work),
        }));
      await save(placeId, index, { content, messageId, hasButton: true });
      log.debug({ conversationId: work.conversationId, messageId, index }, 'answer is shown growing');
      if (index === 0) growth.onShown();
    }

    async function edit(placeId: string, index: number, content: string, hasButton: boolean): Promise<void> {
      const message = work.turn.growing?.messages[index];
      if (message?.messageId === undefined) return;
      await work.lease.check();
      const body = { content, ...(hasButton && { button: stopButton(work) }) };
      await surface.edit(placeId, message.messageId, body);
      work.note(changed(placeId, index, { ...message, content, hasButton }));
    }

    async function save(placeId: string, index: number, message: Growing['messages'][number]): Promise<void> {
      await work.save(changed(placeId, index, message));
    }

    function changed(placeId: string, index: number, message: Growing['messages'][number]) {
      const messages = [...(work.turn.growing?.messages ?? [])];
      messages[index] = message;
      return { growing: { placeId, messages } };
    }

    /** One that was sent, and nobody heard of it. */
    async function find(placeId: string, content: string): Promise<string | undefined> {
      const { messages = [] } = work.turn.growing ?? {};
      const others = new Set([...growth.others, ...messages.flatMap(({ messageId }) => messageId ?? [])]);
      const posted = await surface.postedSince(placeId, newestPost(work.turn).id);
      return posted.find((one) => !others.has(one.id) && one.content.trim() === content.trim())?.id;
    }

    async function keepGrowing(): Promise<void> {
      const { conversationId } = work;
      while (!signal.aborted) {
        try {
          return await grow();
        } catch (error) {
          if (signal.aborted) return;
          const isOver = isFinal(error);
          // The answer comes without it, as it would have.
          log[isOver ? 'info' : 'warn']({ conversationId, err: error }, 'answer could not be shown growing');
          if (isOver) return;
          await sleep(growEveryMs, undefined, { signal, ref: false }).catch(() => undefined);
        }
      }
    }

    return {
      /** Hears what is written. */
      draft,

      start(): void {
        growing ??= keepGrowing();
      },

      /** Resolves when nothing more is sent or edited. */
      async stop(): Promise<void> {
        stop.abort(DONE);
        hasMore.resolve();
        draft.close();
        await growing;
      },
    };
  };
}

function isWorthShowing(markdown: string): boolean {
  return markdown.length >= WORTH_SHOWING || SENTENCE.test(markdown);
}
