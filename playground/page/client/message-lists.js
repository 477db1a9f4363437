/** @import { Message, MessageEvent, MessageList, MessagePage } from './types.ts' */
import { isNewer } from './ids.js';

/** @typedef {MessageList & { waiting: MessageEvent[], turn: number }} KeptList */

/**
 * The messages of the channels that were opened. What happens while a list is being read is applied after it, so
 * that nothing is missing and nothing comes twice.
 *
 * @param {object} options
 * @param {(channelId: string, before?: string) => Promise<MessagePage>} options.read
 * @param {() => string | undefined} options.ownId
 * @param {() => void} options.onChange
 */
export function createMessageLists({ read, ownId, onChange }) {
  /** @type {Map<string, KeptList>} */
  const lists = new Map();

  /**
   * @param {KeptList} list
   * @param {string} id
   * @param {(message: Message) => Message} change
   */
  function replace(list, id, change) {
    list.messages = list.messages.map((message) => (message.id === id ? change(message) : message));
  }

  /**
   * @param {KeptList} list
   * @param {MessageEvent} event
   */
  function change(list, event) {
    switch (event.type) {
      case 'MESSAGE_CREATE': {
        const { data } = event;
        const others = list.messages.filter(({ id }) => id !== data.id);
        const index = others.findLastIndex(({ id }) => isNewer(data.id, id)) + 1;
        list.messages = others.toSpliced(index, 0, data);
        break;
      }
      case 'MESSAGE_UPDATE':
        replace(list, event.data.id, () => event.data);
        break;
      case 'MESSAGE_DELETE':
        list.messages = list.messages.filter(({ id }) => id !== event.data.id);
        break;
      case 'MESSAGE_DELETE_BULK':
        list.messages = list.messages.filter(({ id }) => !event.data.ids.includes(id));
        break;
      case 'MESSAGE_REACTION_ADD':
      case 'MESSAGE_REACTION_REMOVE':
        replace(list, event.data.message_id, (message) =>
          withReaction(message, event.data.emoji.name, {
            isAdded: event.type === 'MESSAGE_REACTION_ADD',
            isOwn: event.data.user_id === ownId(),
          }),
        );
        break;
      case 'MESSAGE_REACTION_REMOVE_ALL':
        replace(list, event.data.message_id, (message) => ({ ...message, reactions: [] }));
        break;
      case 'MESSAGE_REACTION_REMOVE_EMOJI':
        replace(list, event.data.message_id, (message) => ({
          ...message,
          reactions: message.reactions?.filter(({ emoji }) => emoji.name !== event.data.emoji.name) ?? [],
        }));
        break;
    }
  }

  /** @param {string} channelId */
  async function load(channelId) {
    const list = lists.get(channelId) ?? { messages: [], hasMore: false, status: 'loading', waiting: [], turn: 0 };
    lists.set(channelId, list);
    list.status = 'loading';
    list.waiting = [];
    const turn = ++list.turn;
    try {
      const page = await read(channelId);
      if (turn !== list.turn) return;
      Object.assign(list, page, { status: 'ready' });
    } catch (error) {
      if (turn !== list.turn) return;
      Object.assign(list, { status: 'failed', problem: /** @type {Error} */ (error).message });
    }
    // A reaction says what changes, not what is: applied to a list that has it already, it would count twice.
    if (list.waiting.some(({ type }) => type.startsWith('MESSAGE_REACTION'))) return load(channelId);
    for (const event of list.waiting) change(list, event);
    onChange();
  }

  return {
    /**
     * The list of a channel; reads it when it is not there or may have changed unseen.
     *
     * @param {string} channelId
     * @returns {MessageList}
     */
    open(channelId) {
      const list = lists.get(channelId);
      if (!list || list.status === 'outdated') void load(channelId);
      return list ?? { messages: [], hasMore: false, status: 'loading' };
    },

    /** @param {string} channelId */
    async loadOlder(channelId) {
      const list = lists.get(channelId);
      const [oldest] = list?.messages ?? [];
      if (!list || !oldest) return;
      const { turn } = list;
      const page = await read(channelId, oldest.id);
      if (turn !== list.turn || list.messages[0]?.id !== oldest.id) return;
      list.messages = [...page.messages, ...list.messages];
      list.hasMore = page.hasMore;
      onChange();
    },

    /** @param {MessageEvent} event */
    apply(event) {
      const list = lists.get(event.data.channel_id);
      if (!list) return;
      if (list.status === 'ready') change(list, event);
      else list.waiting.push(event);
    },

    /** @param {string} channelId */
    forget: (channelId) => lists.delete(channelId),

    /** Events may have been missed. What is shown stays until it is read anew. */
    expire() {
      for (const list of lists.values()) Object.assign(list, { status: 'outdated', turn: list.turn + 1 });
    },
  };
}

/**
 * @param {Message} message
 * @param {string} name
 * @param {{ isAdded: boolean, isOwn: boolean }} what
 * @returns {Message}
 */
function withReaction(message, name, { isAdded, isOwn }) {
  const reactions = message.reactions ?? [];
  const before = reactions.find(({ emoji }) => emoji.name === name) ?? { emoji: { name }, count: 0, me: false };
  const after = { ...before, count: before.count + (isAdded ? 1 : -1), me: isOwn ? isAdded : before.me };
  const all = reactions.includes(before)
    ? reactions.map((reaction) => (reaction === before ? after : reaction))
    : [...reactions, after];
  return { ...message, reactions: all.filter(({ count }) => count > 0) };
}
