/** @import { Api } from './api.js' */
/** @import { Channel, Command, Message, ServerEvent, State, User } from './types.ts' */
import { Refusal } from './api.js';
import { byAge, isNewer } from './ids.js';
import { createMessageLists } from './message-lists.js';
import { createReadMarks } from './read-marks.js';
import { createTyping } from './typing.js';

/** The kind of message with which Discord opens a thread; it is not counted. */
const THREAD_STARTER = 21;

const TEXT_CHANNELS = [0, 5];
export const CATEGORY = 4;
export const FORUM = 15;
export const PRIVATE_THREAD = 12;

/** @typedef {ReturnType<typeof createStore>} Store */

/**
 * What one person sees of the local Discord, kept true by its events.
 *
 * @param {object} options
 * @param {Api} options.api
 * @param {State} options.state
 * @param {() => void} options.onChange
 * @param {() => void} options.onGone The person is not there any more: another world.
 */
export function createStore({ api, state: firstState, onChange, onGone }) {
  let state = firstState;
  let isConnected = true;
  /** What happened while the state is being read. @type {ServerEvent[] | undefined} */
  let waiting;
  let refreshes = 0;
  /** Channels, threads and direct messages. @type {Map<string, Channel>} */
  const channels = new Map();
  /** The first messages of forum posts, by post. @type {Map<string, Message | undefined>} */
  const starters = new Map();
  /** By channel. @type {Map<string, Promise<Command[]>>} */
  const commands = new Map();
  const lists = createMessageLists({ read: api.messages, ownId: () => state.you.id, onChange });
  const typing = createTyping(onChange);
  const marks = createReadMarks(state.you.id);

  /** @param {State} read */
  function take(read) {
    state = read;
    channels.clear();
    for (const channel of [...read.channels, ...read.threads, ...read.directs]) channels.set(channel.id, channel);
  }

  /** Reads everything anew: after a (re)connection, and when something is not known here. */
  async function refresh() {
    const turn = ++refreshes;
    waiting = [];
    try {
      const read = await api.state();
      if (turn !== refreshes) return;
      take(read);
    } catch (error) {
      // Without an answer the stream ends too; its next HELLO comes here again.
      if (turn === refreshes && error instanceof Refusal && error.status === 404) onGone();
      return;
    }
    const missed = waiting;
    waiting = undefined;
    for (const event of missed) apply(event);
    onChange();
  }

  /** @param {ServerEvent} event */
  function apply(event) {
    if (event.type === 'HELLO') {
      isConnected = true;
      commands.clear();
      starters.clear();
      typing.clear();
      lists.expire();
      void refresh();
      return;
    }
    if (waiting) {
      waiting.push(event);
      return;
    }
    switch (event.type) {
      case 'MESSAGE_CREATE':
        takeMessage(event.data);
        lists.apply(event);
        break;
      case 'MESSAGE_DELETE':
      case 'MESSAGE_DELETE_BULK':
        takeDeletion(event.data.channel_id, 'ids' in event.data ? event.data.ids.length : 1);
        lists.apply(event);
        break;
      case 'MESSAGE_UPDATE':
        if (starters.has(event.data.id)) starters.set(event.data.id, event.data);
        lists.apply(event);
        break;
      case 'MESSAGE_REACTION_ADD':
      case 'MESSAGE_REACTION_REMOVE':
      case 'MESSAGE_REACTION_REMOVE_ALL':
      case 'MESSAGE_REACTION_REMOVE_EMOJI':
        lists.apply(event);
        break;
      case 'THREAD_CREATE':
      case 'CHANNEL_CREATE':
      case 'CHANNEL_UPDATE':
      case 'THREAD_UPDATE':
        channels.set(event.data.id, { ...channels.get(event.data.id), ...event.data });
        break;
      case 'CHANNEL_DELETE':
      case 'THREAD_DELETE':
        channels.delete(event.data.id);
        starters.delete(event.data.id);
        lists.forget(event.data.id);
        break;
      case 'BOT_STATUS':
        state = { ...state, bot: { ...state.bot, online: event.data.online } };
        break;
      case 'COMMANDS_CHANGED':
        commands.clear();
        break;
      case 'MODAL_OPEN':
        state = { ...state, modal: event.data };
        break;
      case 'MODAL_CLOSE':
        if (state.modal?.id === event.data.id) state = { ...state, modal: null };
        break;
      case 'TYPING_START':
        if (event.data.user_id !== state.you.id) typing.start(event.data.channel_id, event.data.user_id);
        break;
      case 'GUILD_MEMBER_ADD':
      case 'GUILD_MEMBER_UPDATE':
      case 'GUILD_ROLE_CREATE':
        void refresh();
        break;
    }
    onChange();
  }

  /** @param {Message} message */
  function takeMessage({ id, channel_id, author, type, flags }) {
    typing.stop(channel_id, author.id);
    const channel = channels.get(channel_id);
    if (!channel) {
      void refresh(); // a direct message begins without an event of its own
      return;
    }
    // An older one is counted in the state already; one that only this person sees counts nowhere.
    if (!isNewer(id, channel.last_message_id) || (flags & 64) !== 0) return;
    const counted = channel.message_count !== undefined && type !== THREAD_STARTER && id !== channel_id ? 1 : 0;
    channels.set(channel_id, {
      ...channel,
      last_message_id: id,
      ...(channel.message_count !== undefined && { message_count: channel.message_count + counted }),
    });
    if (author.id === state.you.id) marks.read(channel_id, id);
  }

  /**
   * @param {string} channelId
   * @param {number} count
   */
  function takeDeletion(channelId, count) {
    const channel = channels.get(channelId);
    if (channel?.message_count === undefined) return;
    channels.set(channelId, { ...channel, message_count: Math.max(0, channel.message_count - count) });
  }

  /** @param {readonly number[]} types */
  function inOrder(types) {
    return [...channels.values()]
      .filter(({ type }) => types.includes(type))
      .toSorted((left, right) => (left.position ?? 0) - (right.position ?? 0) || byAge(left, right));
  }

  take(firstState);
  if (marks.isNew) for (const { id, last_message_id } of channels.values()) marks.read(id, last_message_id);

  return {
    apply,
    lists,
    marks,
    get state() {
      return state;
    },
    get isConnected() {
      return isConnected;
    },
    lost() {
      isConnected = false;
      onChange();
    },

    /** @param {string | undefined} id */
    channel: (id) => (id === undefined ? undefined : channels.get(id)),
    /** @param {Channel} channel */
    addChannel(channel) {
      channels.set(channel.id, { ...channel, ...channels.get(channel.id) });
      onChange();
    },
    /** What one can write in: text channels, in their order. */
    textChannels: () => inOrder(TEXT_CHANNELS),
    /** What stands in the sidebar: text channels, forums and categories, in their order. */
    places: () => inOrder([...TEXT_CHANNELS, FORUM, CATEGORY]),
    /**
     * The threads of a channel that are not archived, the newest first.
     *
     * @param {string} channelId
     */
    threadsOf: (channelId) =>
      [...channels.values()]
        .filter(({ parent_id, thread_metadata }) => parent_id === channelId && thread_metadata?.archived === false)
        .toSorted((left, right) => byAge(right, left)),
    /**
     * The first message of a forum post; undefined while it is read, and when it was deleted.
     *
     * @param {string} postId
     */
    starterOf(postId) {
      if (!starters.has(postId)) {
        starters.set(postId, undefined);
        api
          .message(postId, postId)
          .then((message) => {
            starters.set(postId, message);
            onChange();
          })
          .catch(() => starters.delete(postId)); // asked again with the next change
      }
      return starters.get(postId);
    },
    threads: () => [...channels.values()].filter(({ thread_metadata }) => thread_metadata?.archived === false),
    directs: () => [...channels.values()].filter(({ recipients }) => recipients !== undefined),

    /** @param {string} id @returns {User | undefined} */
    user: (id) => [state.bot, ...state.people].find((user) => user.id === id),
    /** @param {string} id */
    role: (id) => state.roles.find((role) => role.id === id),
    /** @param {string} channelId */
    typingIn: (channelId) => typing.in(channelId).flatMap((id) => nameOf([state.bot, ...state.people], id ?? '')),

    /** @param {string} channelId */
    async commandsIn(channelId) {
      const asked = commands.get(channelId) ?? api.commands(channelId);
      commands.set(channelId, asked);
      asked.catch(() => commands.delete(channelId)); // asked again next time
      return asked;
    },
  };
}

/**
 * @param {readonly User[]} users
 * @param {string} id
 */
function nameOf(users, id) {
  const user = users.find((one) => one.id === id);
  return user ? [user.global_name ?? user.username] : [];
}
