import { addressOf, nonceOf } from './address.ts';
import { createDeliverPart, type DeliverPartOptions } from './deliver-part.ts';
import { grownIn } from './grown.ts';
import type { Insist } from './insist.ts';
import { isThis } from './is-this.ts';
import type { MessageButton, Outgoing } from './surface.ts';
import { newestPost, type Part, type TurnUnderWay } from './turn.ts';

/**
 * Posts the parts of an answer in order, each exactly once, and waits out an outage of Discord however long it takes.
 * A part whose sending may have happened unheard is guarded by its nonce for a while; after that it is looked for. Of files
 * that cannot be had, or that Discord does not take, it is said that they are missing.
 */
export function createDelivery(options: DeliverPartOptions, insist: Insist) {
  const { surface } = options;
  const deliverPart = createDeliverPart(options, insist);

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

  /**
   * Resolves when everything is there, or when Discord refuses it for good. The last part's id is only noted. Messages of
   * the turn before may say the same, and may have come after the post.
   */
  return async function deliver(work: TurnUnderWay, before: readonly string[], signal: AbortSignal): Promise<void> {
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
  };
}

function retryButton({ conversationId, turn, say }: TurnUnderWay): MessageButton {
  return { kind: 'retry', conversationId, turnKey: turn.key, label: say('retry.button') };
}
