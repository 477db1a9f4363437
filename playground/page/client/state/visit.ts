import { batch, computed, effect, signal } from '@preact/signals';
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import { type Api, Refusal } from '../api.ts';
import { readUploads } from '../composer/files/read-uploads.ts';
import { accountName, nameOf } from '../names.ts';
import type { Channel, Command, Hello, Message, Person, Role, ServerEvent, State, User } from '../types.ts';
import { createChannels, PRIVATE_THREAD } from './channels.ts';
import { createFaults } from './faults.ts';
import { createHost } from './host.ts';
import { createInteractions } from './interactions.ts';
import { createJumps } from './jumps.ts';
import { createLayers } from './layers.ts';
import { createMessageLists } from './message-lists.ts';
import { countMentions, mentionsPerson } from './mentions.ts';
import { createOutbox } from './outbox.ts';
import { createReadMarks } from './read-marks.ts';
import { createRoute, DIRECTS, type Route } from './route.ts';
import { createToasts } from './toasts.ts';
import { createTyping } from './typing.ts';
import { createWriting } from './writing.ts';

interface Options {
  api: Api;
  state: State;
  /** The person is not there any more: another world. */
  onGone: () => void;
  /** This tab acts as somebody else from now on. */
  become: (personId: string) => void;
}

export type Visit = ReturnType<typeof createVisit>;

/** What one person sees of the local Discord, kept true by its events, and what they have open. */
export function createVisit({ api, state: first, onGone, become }: Options) {
  const ending = new AbortController();
  const state = signal(first);
  const isConnected = signal(true);
  const channels = createChannels(first);
  const lists = createMessageLists({ read: api.messages });
  const typing = createTyping();
  const marks = createReadMarks(first.you.id, ending.signal);
  const route = createRoute(ending.signal);
  const jumps = createJumps();
  const interactions = createInteractions({
    api,
    newestIn: (id) => lists.open(id).peek().messages.at(-1)?.id,
    isConnected: () => isConnected.peek(),
  });
  const writing = createWriting({ personId: first.you.id, storage: localStorage });
  const host = createHost(first.hasControls);
  const faults = createFaults();
  /** The commands of each channel. */
  const commands = new Map<string, Promise<Command[]>>();
  const listeners = new Set<(event: ServerEvent) => void>();
  /** What happened while the state is being read. */
  let waiting: ServerEvent[] | undefined;
  let refreshes = 0;
  let hasBegun = false;

  if (marks.isNew) for (const { id, last_message_id } of channels.all.peek()) marks.read(id, last_message_id);
  else void countMissed();

  /** What the address names, or what is there. */
  const current = computed(() => {
    const { channelId, threadId } = route.current.value;
    if (channelId === DIRECTS) return { channel: undefined, thread: undefined };
    const channel = channels.get(channelId) ?? channels.text.value[0];
    const thread = channels.get(threadId);
    return { channel, thread: thread?.parent_id === channel?.id ? thread : undefined };
  });
  const users = computed<readonly User[]>(() => [state.value.bot, ...state.value.people]);

  /** Reads everything anew: after a (re)connection, and when something is not known here. */
  async function refresh(): Promise<void> {
    const turn = ++refreshes;
    waiting = [];
    try {
      const read = await api.state();
      if (turn !== refreshes) return;
      state.value = read;
      channels.take(read);
    } catch (error) {
      // Without an answer the stream ends too; its next HELLO comes here again.
      if (turn === refreshes && error instanceof Refusal && error.status === 404) onGone();
      return;
    }
    const missed = waiting;
    waiting = undefined;
    for (const event of missed) apply(event);
  }

  function apply(event: ServerEvent): void {
    if (waiting && event.type !== 'HELLO') waiting.push(event);
    else
      batch(() => {
        take(event);
        for (const listener of listeners) listener(event);
      });
  }

  /** There is a connection (again). Only the first time it may be known that nothing was missed before. */
  function begin({ faults: broken, eventCount }: Hello): void {
    const isComplete = !hasBegun && eventCount === first.eventCount;
    hasBegun = true;
    const { channel, thread } = current.peek();
    batch(() => {
      isConnected.value = true;
      faults.take(broken);
      interactions.refreshed();
      if (isComplete) return;
      commands.clear();
      typing.clear();
      lists.expire([channel?.id, thread?.id]);
    });
    void host.refresh();
    if (!isComplete) void refresh();
  }

  function take(event: ServerEvent): void {
    switch (event.type) {
      case 'HELLO':
        return begin(event.data);
      case 'MESSAGE_CREATE':
        takeMessage(event.data);
        return lists.apply(event);
      case 'MESSAGE_DELETE':
        interactions.forget(event.data.id);
        writing.forget(event.data.channel_id, [event.data.id]);
        channels.takeDeletion(event.data.channel_id, 1);
        return lists.apply(event);
      case 'MESSAGE_DELETE_BULK':
        writing.forget(event.data.channel_id, event.data.ids);
        channels.takeDeletion(event.data.channel_id, event.data.ids.length);
        return lists.apply(event);
      case 'MESSAGE_UPDATE':
      case 'MESSAGE_POLL_VOTE_ADD':
      case 'MESSAGE_POLL_VOTE_REMOVE':
      case 'MESSAGE_REACTION_ADD':
      case 'MESSAGE_REACTION_REMOVE':
      case 'MESSAGE_REACTION_REMOVE_ALL':
      case 'MESSAGE_REACTION_REMOVE_EMOJI':
        return lists.apply(event);
      case 'THREAD_CREATE':
      case 'THREAD_UPDATE':
        return channels.merge(event.data);
      case 'CHANNEL_CREATE':
      case 'CHANNEL_UPDATE':
        // These do not say who sees what there now.
        if (channels.get(event.data.id)) channels.merge(event.data);
        void refresh();
        return;
      case 'THREAD_MEMBERS_UPDATE':
        if (event.data.removed_member_ids?.includes(first.you.id)) leave(event.data.id);
        return;
      case 'CHANNEL_DELETE':
      case 'THREAD_DELETE':
        lists.forget(event.data.id);
        return channels.remove(event.data.id);
      case 'BOT_STATUS': {
        const { bot } = state.peek();
        state.value = { ...state.peek(), bot: { ...bot, online: event.data.online } };
        void host.refresh();
        return;
      }
      case 'HOST_STATUS':
        host.takeStatus(event.data);
        void host.refresh();
        return;
      case 'FAULTS_CHANGED':
        return faults.take(event.data);
      case 'STARTED_OVER':
        if (!host.isStartingOver()) onGone();
        return;
      case 'COMMANDS_CHANGED':
        commands.clear();
        return;
      case 'INTERACTION_SUCCESS':
        return interactions.succeeded(event.data.nonce);
      case 'MODAL_OPEN':
        state.value = { ...state.peek(), modal: event.data };
        return;
      case 'MODAL_CLOSE':
        if (state.peek().modal?.id === event.data.id) state.value = { ...state.peek(), modal: null };
        return;
      case 'TYPING_START':
        if (event.data.user_id !== first.you.id) typing.start(event.data.channel_id, event.data.user_id);
        return;
      case 'GUILD_EMOJIS_UPDATE':
        state.value = { ...state.peek(), emojis: event.data.emojis };
        return;
      case 'GUILD_UPDATE':
      case 'GUILD_MEMBER_ADD':
      case 'GUILD_MEMBER_UPDATE':
      case 'GUILD_MEMBER_REMOVE':
      case 'GUILD_ROLE_CREATE':
      case 'GUILD_ROLE_UPDATE':
      case 'GUILD_ROLE_DELETE':
        void refresh();
        return;
      case 'CHANNEL_PINS_UPDATE':
    }
  }

  function takeMessage(message: Message): void {
    const { id, channel_id: channelId, author, interaction_metadata: interaction } = message;
    typing.stop(channelId, author.id);
    const channel = channels.get(channelId);
    // A direct message begins without an event of its own.
    if (!channel) void refresh();
    // All of them are for one alone.
    const isDirect = !channel || channel.recipients !== undefined;
    channels.takeMessage(message);
    if (author.id === first.you.id) marks.read(channelId, id);
    else if (isDirect || mentionsPerson(message, state.peek().you)) marks.mention(channelId);
    if (interaction?.user.id === first.you.id) interactions.heard(channelId, interaction.name);
  }

  /** A private thread is gone for who leaves it. */
  function leave(threadId: string): void {
    channels.leave(threadId);
    if (channels.get(threadId)?.type === PRIVATE_THREAD) void refresh();
  }

  /** Counts what mentions this person and came while this browser did not look. */
  async function countMissed(): Promise<void> {
    const missed = channels.all
      .peek()
      .filter((channel) => (!channel.thread_metadata || channel.member) && marks.isUnread(channel));
    for (const { id } of missed) {
      const page = await api.messages(id).catch(() => undefined); // only a number in a list
      const count = countMentions(page?.messages ?? [], first.you, marks.readUntil(id));
      if (count > marks.mentionsIn(id)) marks.mention(id, count - marks.mentionsIn(id));
    }
  }

  /** Opens a channel, or a thread beside its channel. */
  function open(channel: Channel): void {
    if (channel.thread_metadata) route.go(channel.parent_id ?? '', channel.id);
    else route.go(channel.id);
  }

  /** An address of a message was followed: the address is that of its place from now on. */
  effect(() => {
    const { channelId = '', threadId, messageId } = route.current.value;
    if (messageId === undefined) return;
    jumps.ask({ channelId: threadId ?? channelId, messageId });
    route.replace(channelId, threadId);
  });

  const user = (id: string) => users.value.find((one) => one.id === id);

  /** What somebody is called in a channel: by their nickname, but in direct messages. */
  function nameIn(channelId: string, who: User): string {
    const isDirect = channels.get(channelId)?.recipients !== undefined;
    return isDirect ? accountName(who) : nameOf(user(who.id) ?? who);
  }

  return {
    api,
    apply,
    channels,
    lists,
    marks,
    interactions,
    host,
    faults,
    /** Loads the page anew, in another world. */
    beginAnew: onGone,
    layers: createLayers(),
    toasts: createToasts(),
    writing,
    outbox: createOutbox({ api, writing, readFiles: readUploads }),
    state: state as { readonly value: State },
    isConnected: isConnected as { readonly value: boolean },
    route: route.current as { readonly value: Route },
    current,
    lost(): void {
      isConnected.value = false;
      interactions.lost();
    },
    /** Calls back with every event, after it was taken in. Answers how to stop. */
    listen(listener: (event: ServerEvent) => void): () => void {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },

    open,
    jumps,
    /** Opens the place of a message and shows it there. */
    jumpTo({ channel_id: channelId, id }: { channel_id: string; id: string }): void {
      const { channel, thread } = current.peek();
      const place = channels.all.peek().find((one) => one.id === channelId);
      if (!place) return;
      jumps.ask({ channelId, messageId: id });
      if (channelId !== channel?.id && channelId !== thread?.id) open(place);
    },
    closeThread(): void {
      const { channel } = current.peek();
      if (channel) route.go(channel.id);
    },
    /** Shows the server, when nothing in it can be opened. */
    openServer: () => route.go(''),
    /** Shows the direct messages, none of them open. */
    openDirects: () => route.go(DIRECTS),
    /** Opens the conversation with the bot, or with somebody else. */
    async openDirect(userId?: string): Promise<void> {
      const channel = await api.openDirect(userId);
      channels.merge(channel);
      route.go(channel.id);
    },

    become,
    /** Somebody else takes the place of this person. */
    end: () => ending.abort(),
    /** Everybody, the bot first. */
    users,
    user,
    nameIn,
    person: (id: string): Person | undefined => state.value.people.find((person) => person.id === id),
    role: (id: string): Role | undefined => state.value.roles.find((role) => role.id === id),
    /** The names of those who type there. */
    typingIn: (channelId: string): string[] =>
      typing.in(channelId).flatMap((id) => {
        const found = user(id);
        return found ? [nameIn(channelId, found)] : [];
      }),
    async commandsIn(channelId: string): Promise<Command[]> {
      const asked = commands.get(channelId) ?? api.commands(channelId);
      commands.set(channelId, asked);
      asked.catch(() => commands.delete(channelId)); // asked again next time
      return asked;
    },
  };
}

export const VisitContext = createContext<Visit | undefined>(undefined);

/** What the person at this page sees and has open. */
export function useVisit(): Visit {
  const visit = useContext(VisitContext);
  if (!visit) throw new Error('There is no visit around this component.');
  return visit;
}
