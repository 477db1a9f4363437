import { createForgetMessages, type ForgetMessagesOptions } from './forget-messages.ts';
import { createForgetPeople, type ForgetPeopleOptions } from './forget-people.ts';
import type { Lease } from './lease.ts';
import type { Conversation, Inbox } from './conversation.ts';

export interface ForgetOptions extends ForgetMessagesOptions, ForgetPeopleOptions {
  /** These people were forgotten in a conversation. */
  onForgotten?: (personIds: readonly string[]) => void;
}

/** Whether something has to leave the Assistants server. */
export function hasToForget({ forget, stale, deleted }: Inbox): boolean {
  return (forget ?? stale ?? deleted) !== undefined;
}

/** Has things leave the Assistants server: whole people, threads that are left over, messages of deleted posts. */
export function createForget(options: ForgetOptions) {
  const { ledger, onForgotten } = options;
  const { forgetPeople, deleteStale } = createForgetPeople(options);
  const forgetMessages = createForgetMessages(options);

  /** One of these. Rejects with the client's error when it is to be tried again later. */
  return async function forget(lease: Lease, conversation: Conversation, signal: AbortSignal): Promise<void> {
    const { id, inbox, record } = conversation;
    if (inbox.forget) {
      await forgetPeople(lease, conversation, signal);
      onForgotten?.(Object.keys(inbox.forget));
    } else if (inbox.stale) {
      await deleteStale(lease, id, inbox.stale, signal);
    } else if (inbox.deleted) {
      if (record?.threadId !== undefined) await forgetMessages(record.threadId, inbox.deleted, signal);
      await ledger.forgetDeleted(lease, conversation);
    }
  };
}
