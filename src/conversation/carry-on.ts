import type { setTimeout as delay } from 'node:timers/promises';
import type { OpenAI } from 'openai';
import type { Logger } from 'pino';
import type { SettingsHere } from '../server-settings/effective.ts';
import type { createAdmission } from './admission.ts';
import { type Answer, type AnswerOptions, createAnswerer } from './answer.ts';
import { createCompose, type Formulas } from './compose.ts';
import type { ToMessages } from './cut-answer.ts';
import { createDelivery } from './delivery.ts';
import type { Lease } from './lease.ts';
import type { Conversation } from './conversation.ts';
import type { Ledger } from './ledger.ts';
import type { Surface } from './surface.ts';
import { createGrowing, type GrowingOptions } from './growing.ts';
import { createOldButtons } from './old-buttons.ts';
import { createProgress } from './progress.ts';
import { createTurnUnderWay, type LastTurn, newestPost, type Part, type Turn, type TurnUnderWay } from './turn.ts';
import { createTyping } from './typing.ts';

export interface CarryOnOptions extends AnswerOptions, Pick<GrowingOptions, 'growEveryMs'> {
  admission: ReturnType<typeof createAdmission>;
  client: OpenAI;
  ledger: Ledger;
  surface: Surface;
  toMessages: ToMessages;
  formulas?: Formulas;
  log: Logger;
  sleep?: typeof delay;
  now?: () => number;
}

/** The post that a thread was to be started from was deleted: nobody waits for the answer. */
class PlaceGoneError extends Error {
  override name = 'PlaceGoneError';
}

/** Brings a turn to its end, from wherever it is: begun just now, or left by a process that died. */
export function createCarryOn(options: CarryOnOptions) {
  const { ledger, surface, admission, terms } = options;
  const answerer = createAnswerer(options);
  let sending = 0;
  const delivery = createDelivery({ ...options, surface: { ...surface, send: countedSend } });
  const { compose, sketch } = createCompose(options);
  const progressOf = createProgress(options);
  const growingOf = createGrowing(options);
  const takeOffButton = createOldButtons({ ...options, isBusy: () => sending > 0 });
  const typing = createTyping({ ...options, isBusy: () => sending > 0 });

  async function countedSend(message: Parameters<Surface['send']>[0]): Promise<string> {
    sending += 1;
    try {
      return await surface.send(message);
    } finally {
      sending -= 1;
    }
  }

  /** Answers whether all work on the conversation is done, and its lease given up with that. */
  async function carryOn(lease: Lease, before: Conversation, begun: Turn, isNew: boolean, signal: AbortSignal) {
    const work = createTurnUnderWay(ledger, lease, before.id, begun, isNew);
    const progress = progressOf(work);
    let conversation = before;
    if (!work.turn.parts) {
      await admission.admit(work);
      const prepared = work.turn.isRefused ? await refuse(work) : await prepare(work, before, progress, signal);
      if (!prepared) {
        await ledger.markGone(before.id);
        return false;
      }
      conversation = prepared;
    }
    await delivery.deliver(work, before.last?.messageIds ?? [], signal);
    await progress.remove();
    await admission.book(work);
    if (isUnstarted(work.turn)) {
      await ledger.markGone(before.id);
      return false;
    }
    const isDone = await end(work, conversation);
    if (!work.turn.replaces) disarm(before.last);
    return isDone;
  }

  /** The button of the answer before has nothing to do any more. */
  function disarm(last: LastTurn | undefined): void {
    const messageId = last?.messageIds.at(-1);
    if (last && messageId !== undefined) takeOffButton(last.placeId ?? last.posts[0].conversationId, messageId);
  }

  /** Nobody gets an answer: that is said where they asked, and no thread is started for it. */
  async function refuse(work: TurnUnderWay): Promise<Conversation> {
    const { turn } = work;
    if (isUnstarted(turn)) work.note({ placeId: newestPost(turn).channelId });
    return work.saveParts(turn.refusals ?? []);
  }

  /** Finds the answer and its place, and writes both down; nothing when the question was deleted meanwhile. */
  async function prepare(
    work: TurnUnderWay,
    before: Conversation,
    progress: ReturnType<typeof progressOf>,
    signal: AbortSignal,
  ): Promise<Conversation | undefined> {
    const settings = await terms.settingsOf(work.turn);
    const gone = new AbortController();
    let placeId: string | undefined;
    const opening = openPlace(work, signal).then((opened) => {
      placeId = opened;
      if (opened === undefined) gone.abort(new PlaceGoneError('The question was deleted.'));
      return opened;
    });
    opening.catch(() => undefined); // it is awaited below; until then nobody hears it
    const stopping = AbortSignal.any([signal, gone.signal]);
    // What a process that died has shown stays as it is until the answer is there.
    const isShown = work.turn.growing !== undefined;
    const growing =
      settings.growing && !isShown ? grow(work, () => placeId, before, settings, progress, stopping) : undefined;
    try {
      const { mostMessages } = settings;
      const composed = async (answer: Answer, isForgotten: boolean): Promise<Part[]> => {
        const parts = await compose(work, answer, { isForgotten, mostMessages, signal: stopping });
        return [...parts, ...(work.turn.refusals ?? [])];
      };
      const answering = typing.during(
        () => placeId,
        async () => {
          const answer = await answerer.answer(work, stopping, growing?.draft);
          await growing?.stop();
          return { answer, parts: await composed(answer, false) };
        },
        () => {
          if (!isShown) progress.start(() => placeId);
          growing?.start();
        },
      );
      const { answer, parts } = await answering;
      const place = await opening;
      if (place === undefined) throw gone.signal.reason;
      work.note(place === work.conversationId ? {} : { placeId: place });
      return await work.saveParts(parts, answer.isApology ? undefined : async () => composed(answer, true));
    } catch (error) {
      if (error instanceof PlaceGoneError) return undefined;
      throw error;
    } finally {
      progress.stop();
      await growing?.stop();
    }
  }

  /** Shows the answer while it is written. */
  function grow(
    work: TurnUnderWay,
    place: () => string | undefined,
    { last }: Conversation,
    { mostMessages }: SettingsHere,
    progress: ReturnType<typeof progressOf>,
    signal: AbortSignal,
  ) {
    const replaced = work.turn.replaces?.messageIds ?? [];
    return growingOf(work, {
      place,
      mostMessages,
      others: new Set([...(last?.messageIds ?? []), ...replaced]),
      toMessages: (markdown) => sketch(work, markdown, signal),
      // Nobody is to see two answers to one question.
      beforeFirst: async () => {
        for (const messageId of replaced) await surface.remove(place() ?? work.conversationId, messageId);
      },
      onShown: () => void progress.remove(),
    });
  }

  /** Where the answer goes; `undefined` when the question was deleted before its thread could be started. */
  async function openPlace({ conversationId, turn }: TurnUnderWay, signal: AbortSignal): Promise<string | undefined> {
    const post = turn.posts.find(({ threadName }) => threadName !== undefined);
    if (!post) return turn.placeId ?? conversationId;
    const outcome = await delivery.insist(() => surface.startThread(post), conversationId, signal);
    if (outcome === 'gone') return undefined;
    return outcome === 'started' ? conversationId : post.channelId;
  }

  /** Posts and commands may come in while the turn is being ended: what they want of it is seen to. */
  async function end(work: TurnUnderWay, seen: Conversation): Promise<boolean> {
    const { lease, turn } = work;
    for (let conversation = seen; ; conversation = await ledger.read(seen.id)) {
      const ended = await ledger.end(lease, conversation, turn);
      if (ended !== 'changed') return ended === 'done';
    }
  }

  return { carryOn, cancelRun: answerer.cancel };
}

/** A turn whose thread was not started, because nobody gets an answer in it. */
function isUnstarted({ isRefused, posts }: Turn): boolean {
  return isRefused === true && posts.some(({ threadName }) => threadName !== undefined);
}
