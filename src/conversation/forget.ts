import { createForgetMessages, type ForgetMessagesOptions } from './forget-messages.ts';
import { createForgetPeople, type ForgetPeopleOptions } from './forget-people.ts';
import type { Lease } from './lease.ts';
import type { Conversation, Inbox } from './conversation.ts';
import { createDropStale } from './drop-stale.ts';

export interface ForgetOptions extends ForgetMessagesOptions, Omit<ForgetPeopleOptions, 'dropStale'> {
  /** These people were forgotten in a conversation. */
  onForgotten?: (personIds: readonly string[]) => void;
}

/** Whether something has to leave the Assistants server before the assistant is asked again. */
export function hasToForget({ forget, deleted }: Inbox): boolean {
  return (forget ?? deleted) !== undefined;
}

/** Whether something has to leave it that nobody sees any more. */
export function hasStale({ stale, staleFiles }: Inbox): boolean {
  return (stale ?? staleFiles) !== undefined;
}

/** Has things leave the Assistants server: whole people, messages of deleted posts, what belongs to nothing any more. */
export function createForget(options: ForgetOptions) {
  const { ledger, onForgotten } = options;
  const dropStale = createDropStale(options);
  const forgetPeople = createForgetPeople({ ...options, dropStale });
  const forgetMessages = createForgetMessages(options);

  /** One of these. Rejects with the client's error when it is to be tried again later. */
  return async function forget(lease: Lease, conversation: Conversation, signal: AbortSignal): Promise<void> {
    const { inbox, record } = conversation;
    if (inbox.forget) {
      await forgetPeople(lease, conversation, signal);
      onForgotten?.(Object.keys(inbox.forget));
    } else if (inbox.deleted) {
      if (record?.threadId !== undefined) await forgetMessages(record.threadId, inbox.deleted, signal);
      await ledger.forgetDeleted(lease, conversation);
    } else {
      await dropStale(lease, conversation, signal);
    }
  };
}
