import { type Signal, signal } from '@preact/signals';
import type { Message, MessageEvent, MessageList, MessagePage } from '../types.ts';
import { applyToMessages } from './message-changes.ts';

/** The list of one channel, with what happened while it was being read. */
interface Kept {
  shown: Signal<MessageList>;
  waiting: MessageEvent[];
  /** Grows with each reading: an answer to an older one comes too late. */
  turn: number;
}

interface Options {
  read: (channelId: string, before?: string) => Promise<MessagePage>;
  ownId: string;
}

export type MessageLists = ReturnType<typeof createMessageLists>;

/**
 * The messages of the channels that were opened. What happens while a list is being read is applied after it, so
 * that nothing is missing and nothing comes twice.
 */
export function createMessageLists({ read, ownId }: Options) {
  const lists = new Map<string, Kept>();

  function keep(channelId: string): Kept {
    const kept: Kept = lists.get(channelId) ?? {
      shown: signal<MessageList>({ messages: [], hasMore: false, status: 'loading' }),
      waiting: [],
      turn: 0,
    };
    lists.set(channelId, kept);
    return kept;
  }

  async function load(channelId: string): Promise<void> {
    const list = keep(channelId);
    const { shown } = list;
    const turn = ++list.turn;
    list.waiting = [];
    shown.value = { ...shown.peek(), status: 'loading' };
    try {
      const page = await read(channelId);
      if (turn !== list.turn) return;
      // A reaction says what changes, not what is: applied to a list that has it already, it would count twice.
      if (list.waiting.some(({ type }) => type.startsWith('MESSAGE_REACTION'))) return await load(channelId);
      const messages = list.waiting.reduce<readonly Message[]>(
        (all, event) => applyToMessages(all, event, ownId),
        page.messages,
      );
      shown.value = { messages, hasMore: page.hasMore, status: 'ready' };
    } catch (error) {
      if (turn !== list.turn) return;
      shown.value = { ...shown.peek(), status: 'failed', problem: (error as Error).message };
    }
  }

  return {
    /** The list of a channel; reads it when it is not there or may have changed unseen. */
    open(channelId: string): Signal<MessageList> {
      const isKnown = lists.has(channelId);
      const { shown } = keep(channelId);
      if (!isKnown || shown.peek().status === 'outdated') void load(channelId);
      return shown;
    },

    /** Rejects with a sentence for a person. */
    async loadOlder(channelId: string): Promise<void> {
      const list = lists.get(channelId);
      const oldest = list?.shown.peek().messages[0];
      if (!list || !oldest) return;
      const { turn, shown } = list;
      const page = await read(channelId, oldest.id);
      const now = shown.peek();
      if (turn !== list.turn || now.messages[0]?.id !== oldest.id) return;
      shown.value = { ...now, messages: [...page.messages, ...now.messages], hasMore: page.hasMore };
    },

    apply(event: MessageEvent): void {
      const list = lists.get(event.data.channel_id);
      if (!list) return;
      const now = list.shown.peek();
      if (now.status !== 'ready') list.waiting.push(event);
      else list.shown.value = { ...now, messages: applyToMessages(now.messages, event, ownId) };
    },

    forget: (channelId: string) => lists.delete(channelId),

    /** Events may have been missed. What is shown stays until it is read anew; what is on show is read at once. */
    expire(channelsOnShow: readonly (string | undefined)[]): void {
      for (const [channelId, list] of lists) {
        list.turn += 1;
        list.shown.value = { ...list.shown.peek(), status: 'outdated' };
        if (channelsOnShow.includes(channelId)) void load(channelId);
      }
    },
  };
}
