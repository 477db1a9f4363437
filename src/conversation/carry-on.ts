import type { createAdmission } from './admission.ts';
import { createAnswerer } from './answer.ts';
import type { Conversation } from './conversation.ts';
import type { DeliverPartOptions } from './deliver-part.ts';
import { createDelivery } from './delivery.ts';
import { createInsist } from './insist.ts';
import type { Lease } from './lease.ts';
import { createOldButtons } from './old-buttons.ts';
import { createPrepareAnswer, type PrepareAnswerOptions } from './prepare-answer.ts';
import { createProgress } from './progress.ts';
import type { Surface } from './surface.ts';
import { createTurnUnderWay, type LastTurn, newestPost, type Turn, type TurnUnderWay } from './turn.ts';

export interface CarryOnOptions extends PrepareAnswerOptions, DeliverPartOptions {
  admission: ReturnType<typeof createAdmission>;
}

/** Brings a turn to its end, from wherever it is: begun just now, or left by a process that died. */
export function createCarryOn(options: CarryOnOptions) {
  const { ledger, surface, admission } = options;
  let sending = 0;
  const isBusy = () => sending > 0;
  const insist = createInsist(options);
  const answerer = createAnswerer(options);
  const prepareAnswer = createPrepareAnswer(options, { answerer, insist, isBusy });
  const deliver = createDelivery({ ...options, surface: { ...surface, send: countedSend } }, insist);
  const progressOf = createProgress(options);
  const takeOffButton = createOldButtons({ ...options, isBusy });

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
      const prepared = work.turn.isRefused ? await refuse(work) : await prepareAnswer(work, before, progress, signal);
      if (!prepared) {
        await ledger.markGone(before.id);
        return false;
      }
      conversation = prepared;
    }
    await deliver(work, before.last?.messageIds ?? [], signal);
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
