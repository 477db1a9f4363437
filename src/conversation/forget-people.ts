import type { setTimeout as delay } from 'node:timers/promises';
import type { OpenAI } from 'openai';
import type { Logger } from 'pino';
import { orGone } from '../assistants/or-gone.ts';
import { ask, hasId, ONE_TRY } from '../assistants/server-call.ts';
import { isNewer } from '../snowflake.ts';
import { createCopyThread } from './copy-thread.ts';
import { forgetting, scrubIsDue } from './forget-marks.ts';
import { inboxKey, lastKey, recordKey } from './keys.ts';
import type { Lease } from './lease.ts';
import type { Conversation, ConversationRecord, Inbox } from './conversation.ts';
import type { Ledger } from './ledger.ts';
import type { Post } from './post.ts';
import { withoutStale, withStale } from './stale.ts';
import type { createDropStale } from './drop-stale.ts';
import { messagesOf, type ThreadMessage } from './thread-messages.ts';

export interface ForgetPeopleOptions {
  client: OpenAI;
  ledger: Ledger;
  dropStale: ReturnType<typeof createDropStale>;
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
export function createForgetPeople(options: ForgetPeopleOptions) {
  const { client, ledger, dropStale, log, sleep, now = Date.now } = options;
  const copyThread = createCopyThread({ client, ...(sleep && { sleep }) });

  return async function forgetPeople(lease: Lease, before: Conversation, signal: AbortSignal): Promise<void> {
    const { id, inbox, record } = before;
    const people = inbox.forget ?? {};
    await change(lease, id, (current) => ({ inbox: withoutPosts(current.inbox, people) }));
    await dropStale(lease, before, signal);
    if (record?.threadId !== undefined) await replace(lease, id, record.threadId, people, signal);
    await change(lease, id, ({ inbox: current }) => {
      const left = withoutMarks(current, people);
      const forgotten = Object.keys(people).filter((personId) => left.forget?.[personId] === undefined);
      return { inbox: left, forgotten };
    });
    log.info({ conversationId: id, people: Object.keys(people).length }, 'people were forgotten');
  };

  async function replace(lease: Lease, id: string, oldId: string, people: People, signal: AbortSignal): Promise<void> {
    const hasOthers = await orGone(() => look(oldId, people, signal));
    if (hasOthers === undefined) return; // the next turn finds out
    let newId: string | undefined;
    if (hasOthers) {
      newId = await makeThread(id, signal);
      const made = newId;
      await change(lease, id, ({ inbox }) => ({ inbox: withStale(inbox, { stale: [made] }) }));
      await copyThread(oldId, newId, (message) => !isFrom(people, message), signal);
    }
    await change(lease, id, ({ inbox, record }) => {
      if (record?.threadId !== oldId) return { inbox }; // it was reset meanwhile, and so the copy is stale
      const { threadId: _old, ...rest } = record;
      return {
        record: newId === undefined ? rest : { ...rest, threadId: newId },
        inbox: withStale(withoutStale(inbox, { stale: [newId ?? []].flat() }), { stale: [oldId] }),
      };
    });
    await dropStale(lease, await ledger.read(id), signal);
  }

  /** Whether others than these people have written. */
  async function look(threadId: string, people: People, signal: AbortSignal): Promise<boolean> {
    for await (const message of messagesOf(client, threadId, { order: 'asc', signal, sleep })) {
      if (message.role === 'user' && !isFrom(people, message)) return true;
    }
    return false;
  }

  /** Empty and written down before it is filled, so that none with somebody's messages in it is ever left behind. */
  async function makeThread(id: string, signal: AbortSignal): Promise<string> {
    const create = () => client.beta.threads.create({ metadata: { discord_channel_id: id } }, { signal, ...ONE_TRY });
    return (await ask(create, hasId, { signal, ...(sleep && { sleep }) })).id;
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
