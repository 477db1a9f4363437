import { titleOf } from '../names.ts';
import { useVisit } from '../state/visit.ts';
import { readThreadId } from './assistants/assistants-api.ts';
import type { Entries } from './entries.ts';
import { newestId } from './entry-list.ts';
import { useLoaded } from './use-loaded.ts';

/** The conversation that is open, and its thread of the Assistants API. */
export interface Conversation {
  channelIds: readonly string[];
  /** `#general`, the name of a thread; missing when nothing is open. */
  title?: string;
  /** Undefined when it has none, or it is not known yet. */
  threadId?: string | undefined;
  /** Whether the thread was asked for and answered. */
  isKnown: boolean;
}

/** Follows what is open on the page; asks for its Assistants thread again whenever the bot has talked to that API. */
export function useConversation(entries: Entries): Conversation {
  const visit = useVisit();
  const { channel, thread } = visit.current.value;
  const open = thread ?? channel;
  const hasAssistants = visit.host.now.value?.hasAssistants === true;
  const turn = newestId(entries.all.value.filter(({ kind }) => kind === 'assistants'));
  const { value } = useLoaded(`${open?.id} ${hasAssistants}`, turn, async () =>
    open && hasAssistants ? readThreadId(open.id) : { threadId: null },
  );
  return {
    channelIds: [channel, thread].flatMap((one) => (one ? [one.id] : [])),
    ...(open && { title: open.recipients || open.thread_metadata ? titleOf(open) : `#${titleOf(open)}` }),
    threadId: value?.threadId ?? undefined,
    isKnown: value !== undefined,
  };
}
