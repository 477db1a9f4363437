import type { SettingsHere } from '../server-settings/effective.ts';
import type { Answer, AnswerOptions, createAnswerer } from './answer.ts';
import { type ComposeOptions, createCompose } from './compose.ts';
import type { Conversation } from './conversation.ts';
import { createGrowing, type GrowingOptions } from './growing.ts';
import type { Insist } from './insist.ts';
import type { Progress } from './progress.ts';
import type { Surface } from './surface.ts';
import type { Part, TurnUnderWay } from './turn.ts';
import { createTyping, type TypingOptions } from './typing.ts';

export interface PrepareAnswerOptions
  extends AnswerOptions, Pick<ComposeOptions, 'toMessages' | 'formulas'>, Pick<GrowingOptions, 'growEveryMs'> {
  surface: Surface;
}

interface Helpers extends Pick<TypingOptions, 'isBusy'> {
  answerer: ReturnType<typeof createAnswerer>;
  insist: Insist;
}

/** The post that a thread was to be started from was deleted: nobody waits for the answer. */
class PlaceGoneError extends Error {
  override name = 'PlaceGoneError';
}

/** Finds out what is posted in a turn, and where; meanwhile people see that somebody is at it. */
export function createPrepareAnswer(options: PrepareAnswerOptions, { answerer, insist, isBusy }: Helpers) {
  const { surface, terms } = options;
  const { compose, sketch } = createCompose(options);
  const growingOf = createGrowing(options);
  const typing = createTyping({ ...options, isBusy });

  /** Shows the answer while it is written. */
  function grow(
    work: TurnUnderWay,
    place: () => string | undefined,
    { last }: Conversation,
    { mostMessages }: SettingsHere,
    progress: Progress,
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
    const outcome = await insist(() => surface.startThread(post), conversationId, signal);
    if (outcome === 'gone') return undefined;
    return outcome === 'started' ? conversationId : post.channelId;
  }

  /** Finds the answer and its place, and writes both down; nothing when the question was deleted meanwhile. */
  return async function prepareAnswer(
    work: TurnUnderWay,
    before: Conversation,
    progress: Progress,
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
  };
}
