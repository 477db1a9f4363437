import { setTimeout as delay } from 'node:timers/promises';
import type OpenAI from 'openai';
import type { Budgets } from '../budgets/budgets.ts';
import type { DefaultAssistant } from '../assistants/default-assistant.ts';
import type { AssistantDirectory } from '../assistants/directory.ts';
import type { ServerSettingsKeeper } from '../server-settings/server-settings.ts';
import type { Store } from '../storage/store.ts';
import { createMessageWriter } from '../markdown/message-writer.ts';
import { createAdmission } from './admission.ts';
import type { ToMessages } from './cut-answer.ts';
import { createExport } from './export.ts';
import { createForgetIdle } from './forget-idle.ts';
import { createForgetPerson } from './forget-person.ts';
import { createLedger } from './ledger.ts';
import type { Post } from './post.ts';
import { createTerms, type TalkingPlace } from './terms.ts';
import { type Asking, createWorkers, mayAsk, type WorkersOptions } from './workers.ts';

export interface ConversationsOptions extends Omit<
  WorkersOptions,
  'ledger' | 'leaseMs' | 'runTimeoutMs' | 'terms' | 'admission' | 'toMessages' | 'onForgotten'
> {
  client: OpenAI;
  store: Store;
  defaultAssistant: DefaultAssistant;
  assistants: AssistantDirectory;
  settings: ServerSettingsKeeper;
  budgets: Budgets;
  /** How long one run may take. @default 600_000, the API's own limit */
  runTimeoutMs?: number;
  /** How long after the death of its process a conversation can be taken over. @default 5000 */
  leaseMs?: number;
  /** @default what `createMessageWriter` makes */
  toMessages?: ToMessages;
}

export type Conversations = ReturnType<typeof createConversations>;

const MAX_ENDING_TRIES = 20;
const ENDING_WAIT_MS = 100;

/**
 * What the bot does with posts: winds each Discord thread onto an Assistants thread, and answers. Whatever goes to the
 * store rejects with a `StoreAwayError` while that does not work.
 */
export function createConversations(options: ConversationsOptions) {
  const {
    store,
    defaultAssistant,
    assistants,
    settings,
    log,
    leaseMs = 5_000,
    runTimeoutMs = 600_000,
    now = Date.now,
    sleep = delay,
  } = options;
  const ledger = createLedger({ store, leaseMs, now });
  const admission = createAdmission(options);
  const terms = createTerms({ settings, assistants, defaultAssistant });
  const onForgotten = (personIds: readonly string[]) => void forgetting.settle(personIds);
  const writer = createMessageWriter();
  const onFailure = (error: unknown) => log.error({ err: error }, 'answer could not be rendered');
  const { toMessages = (markdown) => writer.write(markdown, { onFailure }) } = options;
  const workers = createWorkers({
    ...options,
    terms,
    admission,
    toMessages,
    ledger,
    leaseMs,
    runTimeoutMs,
    onForgotten,
  });
  const { takeUp } = workers;
  const forgetting = createForgetPerson({ ...options, now, takeUp });

  return {
    /** Whether Bobbin has a conversation in this Discord thread, channel or DM, or had one and was taken out of it. */
    async memoryOf(conversationId: string): Promise<'talking' | 'left' | 'none'> {
      const record = await ledger.get(conversationId);
      if (record === undefined) return 'none';
      return record.hasLeft ? 'left' : 'talking';
    },

    /** The Assistants thread of a conversation, when it has one yet. */
    threadOf: async (conversationId: string) => (await ledger.get(conversationId))?.threadId,

    /** Somebody took Bobbin out of the thread: it is quiet there until it is mentioned. */
    async leave(conversationId: string): Promise<void> {
      await ledger.update(conversationId, (record) => record && { ...record, hasLeft: true });
    },

    /**
     * Takes a post in, once however often it is handed in; it is answered later, together with those that wait beside
     * it. Calls for one conversation must come in the order of the posts.
     */
    async take(post: Post): Promise<void> {
      await ledger.takeIn(post);
      // Also for one that another process has taken in: that may be ending, or die.
      workers.wake(post.conversationId);
    },

    /** How far a post is in a conversation: it is to be answered, it has been told the assistant, or it is not there. */
    stateOf: ledger.stateOf,

    /** A post is another one now. One that is answered already, or being answered, is not answered again. */
    async edit(conversationId: string, postId: string, change: Pick<Post, 'text' | 'files'>): Promise<void> {
      if (await ledger.edit(conversationId, postId, change)) workers.wake(conversationId);
    },

    /** A post was deleted: the assistant is not to have it (any more). */
    async remove(conversationId: string, postId: string): Promise<void> {
      if (await ledger.remove(conversationId, postId)) workers.wake(conversationId);
    },

    /** Discord has deleted the thread, channel or DM: the conversation goes with it. */
    async placeGone(conversationId: string): Promise<void> {
      if (await ledger.markGone(conversationId)) workers.interrupt(conversationId);
    },

    /** Discord does not know the place, of which nobody has said that it was deleted. */
    async placeMissing(conversationId: string): Promise<void> {
      if (await ledger.markMissing(conversationId)) workers.wake(conversationId);
    },

    /** Whether this process is the one to answer a command: each process on the token is told of it. */
    claimCommand: (interactionId: string) => ledger.claim(`command/${interactionId}`),

    /** Goes on with everything that an earlier process has left. */
    async resume(): Promise<void> {
      await Promise.all([workers.resume(), forgetting.resume()]);
    },

    /** The newest post of each conversation that was taken in, in the order of the ids. */
    newestPosts: ledger.newestPosts,

    /** The conversations of a server, or without one all DMs, that had a post since, the newest first. */
    activeSince: ledger.activeSince,

    /** Whether this person may reset or switch here; `undefined` when there is no conversation. */
    async isStarter(conversationId: string, personId: string): Promise<boolean | undefined> {
      const record = await ledger.get(conversationId);
      return record && record.startedBy === personId;
    },

    /** Stops the answer under way, if it is that turn's or no turn is named. */
    stop: workers.stop,

    /** Answers the last question once more, if it is that turn's or no turn is named, and nothing newer is there. */
    async retry(conversationId: string, turnKey: string | undefined, who: Asking) {
      const ask = () => ledger.retry(conversationId, turnKey, who.personId, (posts) => mayAsk(who, posts));
      let outcome = await ask();
      // Its answer is there to be pressed on, and the turn is just being ended.
      for (let tries = 0; outcome === 'ending' && tries < MAX_ENDING_TRIES; tries += 1) {
        await sleep(ENDING_WAIT_MS);
        outcome = await ask();
      }
      if (outcome === 'retrying') workers.wake(conversationId);
      return outcome;
    },

    /** The conversation starts over with the next post. An answer that is under way still comes. */
    async reset(conversationId: string): Promise<void> {
      await ledger.update(conversationId, (record) => {
        if (record === undefined) return undefined;
        const { threadId: _old, isForgotten: _told, resets = 0, ...rest } = record;
        return { ...rest, resets: resets + 1 };
      });
      // A turn that is under way still needs the thread, which goes after its end.
      workers.wake(conversationId);
    },

    /** Talks to another assistant from the next turn on; what was said stays. */
    async switchAssistant(conversationId: string, personId: string, assistantId: string): Promise<void> {
      await ledger.update(conversationId, (record) => ({ startedBy: personId, ...record, assistantId }));
    },

    /** Forgets everything that a person has posted, in every conversation; waits for it, `waitMs` at most. */
    forgetPerson: forgetting.forgetPerson,

    /** Forgets the conversations of a server, or without one the DMs, that had no post since. Answers how many. */
    forgetIdle: createForgetIdle({ store, now, takeUp }),

    /** What was said in a conversation, for `markdown/export.ts`. */
    export: createExport({ ...options, ledger }),

    /**
     * The assistants one can talk to in a place, oldest first; who answers there where nobody has chosen, and who
     * answers in this conversation.
     */
    async assistants(place: TalkingPlace, conversationId: string) {
      const [all, record] = await Promise.all([assistants.list(place.serverId), ledger.get(conversationId)]);
      const usualId = await terms.whoTalks(place);
      const chosen = record?.assistantId;
      const currentId = chosen === undefined ? usualId : await terms.whoTalks(place, { chosen });
      return { all, usualId, currentId };
    },

    whoTalks: terms.whoTalks,

    /** Who answers where neither somebody nor a setting has chosen. */
    defaultAssistant,

    /** The conversations for which this assistant was chosen, with their servers. */
    chosenIn: ledger.chosenIn,

    /**
     * Waits for the turns under way; after the bound it leaves them for the next start. No post may be handed in any
     * more.
     */
    async close(boundMs: number): Promise<void> {
      forgetting.close();
      await workers.close(boundMs);
      await writer.close();
    },
  };
}
