import type { Store } from '../storage/store.ts';
import { forgetting, scrubIsDue } from './forget-marks.ts';
import { activeSet, chosen, inboxKey, lastKey, recordKey, turnKey, waits } from './keys.ts';
import type { Lease } from './lease.ts';
import type { Conversation } from './conversation.ts';
import { createPostIndex } from './post-index.ts';
import { orAway } from './store-away.ts';

export interface EraseOptions {
  store: Store;
  now: () => number;
}

/**
 * Leaves nothing of a conversation in the store, and gives up its lease. One that is only idle stays when something has
 * come in; answers whether it is gone.
 */
export async function erase({ store, now }: EraseOptions, lease: Lease, conversation: Conversation): Promise<boolean> {
  const { id, record, inbox } = conversation;
  const postIndex = createPostIndex(store);
  const index = await orAway(postIndex.of(id));
  const forgotten = Object.keys(inbox.forget ?? {});
  const keys = [recordKey(id), inboxKey(id), turnKey(id), lastKey(id)];
  const nothing = Object.fromEntries(keys.map((key) => [key, undefined]));
  const isErased = await lease.commit(
    { ...nothing, ...scrubIsDue(now(), forgotten.length > 0) },
    inbox.isIdle && !inbox.isGone ? { [inboxKey(id)]: inbox } : undefined,
    {
      scores: [
        waits(id, undefined),
        { set: activeSet(record?.serverId), member: id, score: undefined },
        ...chosen(id, record, undefined),
        ...forgotten.map((personId) => forgetting(personId, id, undefined)),
      ],
      releases: [lease.lock],
    },
  );
  if (isErased) await orAway(postIndex.remove(index));
  return isErased;
}
