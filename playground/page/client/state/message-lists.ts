import { type Signal, signal } from '@preact/signals';
import type { Message, MessageEvent, MessageList, MessagePage, MessageQuery } from '../types.ts';
import { applyToMessages } from './message-changes.ts';

/** As many as one request gives. */
const MAX_PAGE = 100;
/** How many requests are made to read anew what somebody has scrolled through. */
const MAX_PAGES_AGAIN = 5;
const EMPTY: MessageList = { messages: [], hasMore: false, hasNewer: false, part: 0, status: 'loading' };

/** The list of one channel. */
interface Kept {
  shown: Signal<MessageList>;
  /** Grows with each reading of the list: an answer to an older one comes too late. */
  turn: number;
  /** What has happened since each of the readings that are under way. */
  readings: Set<MessageEvent[]>;
}

interface Options {
  read: (channelId: string, query: MessageQuery) => Promise<MessagePage>;
}

/**
 * The messages of the channels that were opened. What happens while some are being read is applied to them, so that
 * nothing is missing and nothing comes twice.
 */
export function createMessageLists({ read }: Options) {
  const lists = new Map<string, Kept>();

  function keep(channelId: string): Kept {
    const kept = lists.get(channelId) ?? { shown: signal(EMPTY), turn: 0, readings: new Set() };
    lists.set(channelId, kept);
    return kept;
  }

  /** What is read, as it is when it arrives. */
  async function settled(channelId: string, reading: () => Promise<MessagePage>): Promise<MessagePage> {
    const { readings } = keep(channelId);
    const missed: MessageEvent[] = [];
    readings.add(missed);
    const page = await reading().finally(() => readings.delete(missed));
    const messages = missed
      .filter(({ type }) => type !== 'MESSAGE_CREATE' || !page.hasNewer)
      .reduce<readonly Message[]>((all, event) => applyToMessages(all, event), page.messages);
    return { ...page, messages: [...messages] };
  }

  /** The newest messages, and before them as many as there were when they follow each other. */
  async function readNewest(channelId: string, before: MessageList): Promise<MessagePage> {
    const oldest = before.messages[0]?.id;
    const newest = before.messages.at(-1)?.id;
    let { messages, hasMore } = await read(channelId, {});
    if (!messages.some(({ id }) => id === newest)) return { messages, hasMore, hasNewer: false };
    for (let count = 0; hasMore && count < MAX_PAGES_AGAIN; count += 1) {
      const [start] = messages;
      if (!start || messages.some(({ id }) => id === oldest)) break;
      const page = await read(channelId, { before: start.id, limit: MAX_PAGE });
      messages = [...page.messages, ...messages];
      hasMore = page.hasMore;
    }
    return { messages, hasMore, hasNewer: false };
  }

  /** The same part of the past, from its first message on. */
  async function readPart(channelId: string, before: MessageList): Promise<MessagePage> {
    const newest = before.messages.at(-1)?.id;
    let after = String(BigInt(before.messages[0]?.id ?? 1) - 1n);
    const messages: Message[] = [];
    for (let count = 0; count < MAX_PAGES_AGAIN; count += 1) {
      const page = await read(channelId, { after, limit: MAX_PAGE });
      messages.push(...page.messages);
      after = messages.at(-1)?.id ?? after;
      if (!page.hasNewer) return { messages, hasMore: before.hasMore, hasNewer: false };
      if (messages.some(({ id }) => id === newest)) break;
    }
    return { messages, hasMore: before.hasMore, hasNewer: true };
  }

  /** Shows what is read in place of what there is. Answers whether nothing else was read meanwhile. */
  async function replace(channelId: string, reading: () => Promise<MessagePage>): Promise<boolean> {
    const list = keep(channelId);
    const { shown } = list;
    const turn = ++list.turn;
    shown.value = { ...shown.peek(), status: 'loading' };
    try {
      const page = await settled(channelId, reading);
      if (turn !== list.turn) return false;
      const before = shown.peek();
      const anchor = before.hasNewer ? before.messages[0] : before.messages.at(-1);
      const isSamePart = page.messages.some(({ id }) => id === anchor?.id);
      shown.value = { ...page, part: isSamePart ? before.part : before.part + 1, status: 'ready' };
    } catch (error) {
      if (turn !== list.turn) return false;
      shown.value = { ...shown.peek(), status: 'failed', problem: (error as Error).message };
    }
    return true;
  }

  const load = (channelId: string) => {
    const before = keep(channelId).shown.peek();
    return replace(channelId, () => (before.hasNewer ? readPart : readNewest)(channelId, before));
  };

  /** Adds a page at one end, unless it has become another list meanwhile. */
  async function extend(channelId: string, query: MessageQuery, add: (now: MessageList, page: MessagePage) => object) {
    const list = keep(channelId);
    const { turn } = list;
    const { part } = list.shown.peek();
    const page = await settled(channelId, () => read(channelId, { ...query, limit: MAX_PAGE }));
    const now = list.shown.peek();
    if (turn === list.turn && now.part === part) list.shown.value = { ...now, ...add(now, page) };
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
      const oldest = keep(channelId).shown.peek().messages[0];
      if (!oldest) return;
      await extend(channelId, { before: oldest.id }, (now, { messages, hasMore }) =>
        now.messages[0]?.id === oldest.id ? { messages: [...messages, ...now.messages], hasMore } : {},
      );
    },

    /** Rejects with a sentence for a person. */
    async loadNewer(channelId: string): Promise<void> {
      const newest = keep(channelId).shown.peek().messages.at(-1);
      if (!newest) return;
      await extend(channelId, { after: newest.id }, (now, { messages, hasNewer }) =>
        now.messages.at(-1)?.id === newest.id ? { messages: [...now.messages, ...messages], hasNewer } : {},
      );
    },

    /** Reads a message with those around it. Answers whether nothing else was read meanwhile. */
    loadAround: (channelId: string, messageId: string): Promise<boolean> =>
      replace(channelId, () => read(channelId, { around: messageId })),

    /** Back from where somebody has jumped to. */
    async loadNewest(channelId: string): Promise<void> {
      if (keep(channelId).shown.peek().hasNewer) await replace(channelId, () => read(channelId, {}));
    },
    /** After it has failed. */
    reload: load,

    apply(event: MessageEvent): void {
      const list = lists.get(event.data.channel_id);
      if (!list) return;
      for (const missed of list.readings) missed.push(event);
      const now = list.shown.peek();
      const isAtNewest = !now.hasNewer && (now.status === 'ready' || now.messages.length > 0);
      if (event.type === 'MESSAGE_CREATE' && !isAtNewest) return;
      list.shown.value = { ...now, messages: applyToMessages(now.messages, event) };
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
