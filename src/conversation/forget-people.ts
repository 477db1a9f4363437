import type { setTimeout as delay } from 'node:timers/promises';
import { APIError, NotFoundError, type OpenAI } from 'openai';
import type { Logger } from 'pino';
import { ask, hasId, mayPass, ONE_TRY } from '../assistants/server-call.ts';
import { isNewer } from '../snowflake.ts';
import { createCopyThread } from './copy-thread.ts';
import { forgetting, scrubIsDue } from './forget-marks.ts';
import { inboxKey, lastKey, recordKey } from './keys.ts';
import type { Lease } from './lease.ts';
import type { Conversation, ConversationRecord, Inbox } from './conversation.ts';
import type { Ledger } from './ledger.ts';
import type { Post } from './post.ts';
import { filesOfMessage, messagesOf, type ThreadMessage } from './thread-messages.ts';

export interface ForgetPeopleOptions {
  client: OpenAI;
  ledger: Ledger;
  log: Logger;
  sleep?: typeof delay;
  now?: () => number;
}

/** People, each with the newest post that is to be forgotten. */
type People = Readonly<Record<string, string>>;

/**
 * Forgets people in one conversation, which has no turn under way. The API deletes neither runs nor their steps, in which
 * a post may be quoted, so the Assistants thread is replaced: by one with everybody else's messages or, when there are
 * none, by nothing. Safe to do again wherever it broke off.
 */
export function createForgetPeople({ client, ledger, log, sleep, now = Date.now }: ForgetPeopleOptions) {
  const copyThread = createCopyThread({ client, ...(sleep && { sleep }) });

  async function forgetPeople(lease: Lease, { id, inbox, record }: Conversation, signal: AbortSignal): Promise<void> {
    const people = inbox.forget ?? {};
    await change(lease, id, (current) => ({ inbox: withoutPosts(current.inbox, people) }));
    await deleteStale(lease, id, inbox.stale, signal);
    if (record?.threadId !== undefined) await replace(lease, id, record.threadId, people, signal);
    await change(lease, id, ({ inbox: current }) => {
      const left = withoutMarks(current, people);
      const forgotten = Object.keys(people).filter((personId) => left.forget?.[personId] === undefined);
      return { inbox: left, forgotten };
    });
    log.info({ conversationId: id, people: Object.keys(people).length }, 'people were forgotten');
  }

  /** Deletes the Assistants threads that belong to nothing any more. */
  async function deleteStale(
    lease: Lease,
    id: string,
    threadIds: readonly string[] | undefined,
    signal: AbortSignal,
  ): Promise<void> {
    if (!threadIds) return;
    for (const threadId of threadIds) {
      await orGone(() => client.beta.threads.delete(threadId, { signal }));
    }
    const gone = new Set(threadIds);
    await change(lease, id, ({ inbox }) => ({
      inbox: withStale(inbox, (stale) => stale.filter((one) => !gone.has(one))),
    }));
  }

  async function replace(lease: Lease, id: string, oldId: string, people: People, signal: AbortSignal): Promise<void> {
    const found = await orGone(() => look(oldId, people, signal));
    if (!found) return; // the next turn finds out
    let newId: string | undefined;
    if (found.hasOthers) {
      newId = await makeThread(id, signal);
      const made = newId;
      await change(lease, id, ({ inbox }) => ({ inbox: withStale(inbox, (stale) => [...stale, made]) }));
      await copyThread(oldId, newId, (message) => !isFrom(people, message), signal);
    }
    for (const fileId of found.ownFiles) await deleteFile(fileId, signal);
    await change(lease, id, ({ inbox, record }) => {
      if (record?.threadId !== oldId) return { inbox }; // it was reset meanwhile, and so the copy is stale
      const { threadId: _old, ...rest } = record;
      return {
        record: newId === undefined ? rest : { ...rest, threadId: newId },
        inbox: withStale(inbox, (stale) => [...stale.filter((one) => one !== newId), oldId]),
      };
    });
    await deleteStale(lease, id, (await ledger.read(id)).inbox.stale, signal);
  }

  /** Whether others than these people have written, and the files that only these people's messages have. */
  async function look(threadId: string, people: People, signal: AbortSignal) {
    const [own, others] = [new Set<string>(), new Set<string>()];
    let hasOthers = false;
    for await (const message of messagesOf(client, threadId, { order: 'asc', signal, sleep })) {
      const isOwn = isFrom(people, message);
      hasOthers ||= message.role === 'user' && !isOwn;
      for (const fileId of filesOfMessage(message)) (isOwn ? own : others).add(fileId);
    }
    return { hasOthers, ownFiles: [...own].filter((fileId) => !others.has(fileId)) };
  }

  /** Empty and written down before it is filled, so that none with somebody's messages in it is ever left behind. */
  async function makeThread(id: string, signal: AbortSignal): Promise<string> {
    const create = () => client.beta.threads.create({ metadata: { discord_channel_id: id } }, { signal, ...ONE_TRY });
    return (await ask(create, hasId, { signal, ...(sleep && { sleep }) })).id;
  }

  async function deleteFile(fileId: string, signal: AbortSignal): Promise<void> {
    try {
      await orGone(() => client.files.delete(fileId, { signal }));
    } catch (error) {
      if (!(error instanceof APIError) || mayPass(error)) throw error;
      log.warn({ fileId, err: error }, 'the server does not let a file of a forgotten person be deleted');
    }
  }

  /** Changes inbox and record as they are now, whatever has come in meanwhile. @throws {LeaseLostError} */
  async function change(
    lease: Lease,
    id: string,
    work: (current: Conversation) => { inbox: Inbox; record?: ConversationRecord; forgotten?: readonly string[] },
  ): Promise<void> {
    for (;;) {
      const current = await ledger.read(id);
      const { inbox, record, forgotten = [] } = work(current);
      const { retry: _nothing, ...left } = inbox;
      const writes = {
        [inboxKey(id)]: left,
        [lastKey(id)]: undefined, // its run is in the old thread, its posts may be theirs
        ...(record && { [recordKey(id)]: record }),
        ...(forgotten.length > 0 && scrubIsDue(now(), true)),
      };
      const seen = { [inboxKey(id)]: current.inbox, [recordKey(id)]: current.record };
      const scores = forgotten.map((personId) => forgetting(personId, id, undefined));
      if (await lease.commit(writes, seen, { scores })) return;
    }
  }

  return { forgetPeople, deleteStale };
}

/** Whether a post, or the message that was made of it, is to be forgotten. */
function isTheirs(people: People, authorId: string | undefined, postId: string | undefined): boolean {
  const newest = authorId === undefined ? undefined : people[authorId];
  return newest !== undefined && (postId === undefined || !isNewer(postId, newest));
}

function isFrom(people: People, { role, metadata }: ThreadMessage): boolean {
  return role === 'user' && isTheirs(people, metadata?.['discord_author_id'], metadata?.['discord_message_id']);
}

/** The inbox without the posts of these people that wait, or were not heard. */
function withoutPosts(inbox: Inbox, people: People): Inbox {
  const others = (posts: readonly Post[]) => posts.filter(({ author, id }) => !isTheirs(people, author.id, id));
  return { ...inbox, posts: others(inbox.posts), ...(inbox.unheard && { unheard: others(inbox.unheard) }) };
}

/** The inbox without these marks; one that was set anew meanwhile stays. */
function withoutMarks({ forget = {}, ...rest }: Inbox, people: People): Inbox {
  const left = Object.entries(forget).filter(([personId, newest]) => people[personId] !== newest);
  return left.length > 0 ? { ...rest, forget: Object.fromEntries(left) } : rest;
}

function withStale({ stale = [], ...rest }: Inbox, change: (stale: readonly string[]) => readonly string[]): Inbox {
  const left = change(stale);
  return left.length > 0 ? { ...rest, stale: left } : rest;
}

/** For what is as good as done when it is not there. */
async function orGone<Result>(call: () => Promise<Result>): Promise<Result | undefined> {
  try {
    return await call();
  } catch (error) {
    if (error instanceof NotFoundError) return undefined;
    throw error;
  }
}
