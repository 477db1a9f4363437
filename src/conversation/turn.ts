import type { BroughtFiles } from './brought-file.ts';
import type { Lease } from './lease.ts';
import type { Conversation, ConversationRecord } from './conversation.ts';
import type { Ledger } from './ledger.ts';
import { type Say, textsIn } from '../texts/texts.ts';
import type { Post } from './post.ts';

/** A file of an answer. It is stored as it is; its bytes are the Assistants server's, or drawn, or a text. */
export type PartFile = {
  /** Letters, digits, dots, hyphens and underscores: Discord changes other names. */
  readonly name: string;
  /** What whoever does not see it is told; 1024 characters at most. */
  readonly description?: string;
} & ({ readonly fileId: string } | { readonly base64: string } | { readonly text: string });

/** One message of an answer. */
export interface Part {
  /** 1 to 2000 characters; with files it may be empty. */
  readonly content: string;
  /** 10 at most. */
  readonly files?: readonly PartFile[];
  /** The post that it replies to, when that is not the newest one. */
  readonly replyTo?: string;
  /** The only person whom it may ping, when that is not the author of the newest post. */
  readonly mayPing?: string;
  /** The Discord id, once it is there. */
  readonly messageId?: string;
}

/** The messages that show an answer while it is written, the first one first. It is stored as it is. */
export interface Growing {
  readonly placeId: string;
  readonly messages: readonly {
    /** As it is known to be; as it was sent while there is no id. */
    readonly content: string;
    /** The Discord id, once it is there. */
    readonly messageId?: string;
    readonly hasButton?: boolean;
  }[];
}

/** An answer that a person wants once more. */
export interface Replaced {
  readonly runId?: string | undefined;
  readonly messageIds: readonly string[];
}

/** What is remembered of the last turn, so that its question can be answered once more. It is stored as it is. */
export interface LastTurn {
  readonly key: string;
  /** How often its question was to be answered once more. */
  readonly tries?: number | undefined;
  readonly posts: Turn['posts'];
  readonly runId?: string | undefined;
  readonly isUnheard?: boolean;
  readonly placeId?: string;
  /** Of its messages in Discord, the first one first. */
  readonly messageIds: readonly string[];
}

/** Posts that are answered together, and how far their answer is. It is stored as it is. */
export interface Turn {
  /**
   * The id of the newest post, of an answer once more also which one it is; names the turn on the Assistants server and
   * in the nonces of its messages.
   */
  readonly key: string;
  readonly tries?: number | undefined;
  /** Oldest first. */
  readonly posts: readonly [Post, ...Post[]];
  /** So many of them, the first ones, are from turns that failed: the assistant is only told them. */
  readonly carried?: number;
  /** How often the conversation had been reset when the turn began. */
  readonly resets: number;
  /** The Assistants thread; absent until it is made. */
  readonly threadId?: string | undefined;
  /** The assistant that was chosen; absent means the default one. */
  readonly assistantId?: string | undefined;
  /** What the authors are told whose posts are not answered now; absent until that is decided. */
  readonly refusals?: readonly Part[];
  /** What is said below the answer of budgets that are nearly used up. */
  readonly warnings?: readonly string[];
  /** None of the posts is answered. */
  readonly isRefused?: boolean;
  /** What the answer has cost; absent when there is none. */
  readonly usage?: { readonly tokens: number; readonly assistantId: string };
  /** The name of the assistant that answers because the chosen one is gone. */
  readonly insteadOfChosen?: string;
  /** What has become of the files of the posts; of those that are not there it is not known yet. */
  readonly files?: BroughtFiles;
  /** What the Assistants server does not take of files in messages: then they are brought in words, or not at all. */
  readonly refusedUploads?: 'attachments' | 'all';
  /** Files on the Assistants server that no message will have. */
  readonly staleFiles?: readonly string[];
  /** The run under way; absent until it is known to be there. */
  readonly runId?: string | undefined;
  /** How many runs have failed in a way that may pass. */
  readonly failedRuns?: number;
  /** The assistant has the posts from an earlier turn. */
  readonly isHeard?: boolean;
  /** The assistant never got the posts. */
  readonly isUnheard?: boolean;
  /** The silent message that says what is going on, once it is to be there. */
  readonly notice?: string;
  /** Its Discord id, once it is there. */
  readonly noticeId?: string;
  /** What is shown of the answer already: it becomes the answer. */
  readonly growing?: Growing;
  /** The answer that this one takes the place of. */
  readonly replaces?: Replaced;
  /** The Discord id of whoever wanted it once more, and pays for it; absent when the authors of the posts do. */
  readonly askedBy?: string;
  /** Where the answer goes, when it is not the conversation's own place. */
  readonly placeId?: string;
  /** The answer as it is sent; absent until it is known. */
  readonly parts?: readonly Part[];
}

/** So many posts are answered together at most; the others are the next turn. */
const MAX_POSTS = 50;

/** What a small model is given of a conversation on somebody else's server. */
const SAFE_LENGTH = 12_000;
/** As much of a model's context as one takes, in characters. */
const PICTURE_LENGTH = 3_200;
const PICTURE = /\.(?:png|jpe?g|gif|webp)$/i;
/** What else there is of a post. */
const POST_LENGTH = 100;

/**
 * The turn that answers what waits in a conversation, or answers once more; `undefined` when nothing is to be done. It
 * has several posts only if they are not longer together than so many characters: the model would not see the first ones.
 */
export function nextTurn(conversation: Conversation, maxLength = SAFE_LENGTH): Turn | undefined {
  const { record, inbox } = conversation;
  let length = 0;
  const tooLong = inbox.posts.findIndex((post, index) => (length += lengthOf(post)) > maxLength && index > 0);
  const waiting = inbox.posts.slice(0, Math.min(MAX_POSTS, tooLong === -1 ? Infinity : tooLong));
  const newest = waiting.at(-1);
  const { unheard = [] } = inbox;
  const [first, ...rest] = [...unheard, ...waiting];
  if (!first || !newest) return retryTurn(conversation);
  return {
    key: newest.id,
    posts: [first, ...rest],
    ...(unheard.length > 0 && { carried: unheard.length }),
    resets: record?.resets ?? 0,
    threadId: record?.threadId,
    assistantId: record?.assistantId,
  };
}

/** Without the text of files, which has a limit of its own. */
function lengthOf({ text, files = [] }: Post): number {
  const pictures = files.filter(({ contentType, name }) => contentType?.startsWith('image/') || PICTURE.test(name));
  return POST_LENGTH + text.length + pictures.length * PICTURE_LENGTH;
}

function retryTurn({ record, inbox, last }: Conversation): Turn | undefined {
  if (!last || inbox.retry?.key !== last.key) return undefined;
  const { posts, runId, messageIds, placeId, isUnheard } = last;
  const tries = (last.tries ?? 0) + 1;
  return {
    key: `${posts.at(-1)?.id}+${tries}`,
    tries,
    posts,
    askedBy: inbox.retry.byId,
    resets: record?.resets ?? 0,
    threadId: record?.threadId,
    assistantId: record?.assistantId,
    replaces: { runId, messageIds },
    ...(placeId !== undefined && { placeId }),
    ...(!isUnheard && { isHeard: true }),
  };
}

/** The posts of a turn that the next one tells the assistant. */
export function unheardOf({ isUnheard, isRefused, isHeard, replaces, posts, carried = 0 }: Turn): readonly Post[] {
  if (isUnheard) return posts;
  if (!isRefused) return [];
  return replaces && !isHeard ? posts : posts.slice(0, carried);
}

/** What will be remembered of a turn that is over, with the one before; nothing when no answer is there. */
export function lastTurn(turn: Turn, before: LastTurn | undefined): LastTurn | undefined {
  // Nothing has taken the place of that answer.
  if (turn.isRefused && turn.replaces) return before && { ...before, tries: turn.tries };
  // What says a refusal replies to its post.
  const answer = (turn.parts ?? []).filter(({ replyTo }) => replyTo === undefined);
  const messageIds = answer.flatMap(({ messageId }) => messageId ?? []);
  if (messageIds.length === 0 || turn.isRefused) return undefined;
  const { key, tries, runId, isUnheard, placeId } = turn;
  const [first, ...rest] = turn.posts.map(({ threadName: _started, ...post }) => post);
  return {
    key,
    tries,
    posts: [first as Post, ...rest],
    runId,
    messageIds,
    ...(isUnheard && { isUnheard }),
    ...(placeId !== undefined && { placeId }),
  };
}

/** The post that a turn answers to. */
export function newestPost({ posts }: Turn): Post {
  return posts.at(-1) ?? posts[0];
}

export type TurnUnderWay = ReturnType<typeof createTurnUnderWay>;

/** A turn that this process works on: what it says about itself is stored before it goes on. */
export function createTurnUnderWay(ledger: Ledger, lease: Lease, conversationId: string, begun: Turn, isNew: boolean) {
  let turn = begun;
  let saving: Promise<unknown> = Promise.resolve();

  /** One after another, so that an older state never comes last. */
  async function inLine<Result>(save: () => Promise<Result>): Promise<Result> {
    const saved = saving.then(save, save);
    saving = saved.catch(() => undefined); // whoever has saved hears of it
    return saved;
  }

  return {
    conversationId,
    lease,
    /** Nobody can have worked on it before. */
    isNew,
    get turn(): Turn {
      return turn;
    },
    /** In the language of the place. */
    say: ((key, values) => textsIn(newestPost(turn).locale)(key, values)) as Say,

    /** @throws {StoreAwayError} and {LeaseLostError} */
    async save(change: Partial<Turn>): Promise<void> {
      turn = { ...turn, ...change };
      await inLine(() => ledger.save(lease, conversationId, turn));
    },

    /** Remembers something that the next `save`, or the end of the turn, stores. */
    note(change: Partial<Turn>): void {
      turn = { ...turn, ...change };
    },

    /** A new Assistants thread; it is the conversation's, too, unless that was reset meanwhile or has one. */
    async saveThread(threadId: string): Promise<void> {
      turn = { ...turn, threadId };
      await inLine(async () => {
        for (;;) {
          const before = await ledger.get(conversationId);
          const isWanted = before && before.threadId === undefined && (before.resets ?? 0) === turn.resets;
          const record = isWanted ? { before, after: { ...before, threadId } } : undefined;
          if (await ledger.save(lease, conversationId, turn, record)) return;
        }
      });
    },

    /**
     * The answer as it will be sent, and how it is made for people who have to be told with it that the conversation has
     * lost its memory. Answers with the conversation as it is then.
     */
    async saveParts(parts: readonly Part[], whenForgotten?: () => Promise<readonly Part[]>): Promise<Conversation> {
      let told: readonly Part[] | undefined;
      return inLine(async () => {
        for (;;) {
          const conversation = await ledger.read(conversationId);
          const { record: before } = conversation;
          const isTold = whenForgotten !== undefined && before?.isForgotten === true;
          if (isTold) told ??= await whenForgotten();
          turn = { ...turn, parts: isTold && told ? told : parts };
          const record = isTold ? { before, after: withoutFlag(before) } : undefined;
          if (await ledger.save(lease, conversationId, turn, record)) {
            return { ...conversation, record: record ? record.after : before, turn };
          }
        }
      });
    },
  };
}

function withoutFlag({ isForgotten: _told, ...rest }: ConversationRecord): ConversationRecord {
  return rest;
}
