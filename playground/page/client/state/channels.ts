import { computed, signal } from '@preact/signals';
import { byAge, isNewer } from '../ids.ts';
import type { Channel, Message, State } from '../types.ts';

/** The kinds of channels, threads and messages that are told apart here (`discord.com/developers/docs/resources/channel`). */
export const TEXT = 0;
export const CATEGORY = 4;
export const ANNOUNCEMENT = 5;
export const FORUM = 15;
export const PRIVATE_THREAD = 12;
const TEXT_CHANNELS = [TEXT, ANNOUNCEMENT];
const THREAD_STARTER = 21;
const EPHEMERAL = 64;

export type Channels = ReturnType<typeof createChannels>;

/** The channels, threads and direct messages that one person sees. */
export function createChannels(state: State) {
  const all = signal<ReadonlyMap<string, Channel>>(new Map());

  function take(read: State): void {
    all.value = new Map([...read.channels, ...read.threads, ...read.directs].map((channel) => [channel.id, channel]));
  }

  function set(channel: Channel): void {
    all.value = new Map(all.peek()).set(channel.id, channel);
  }

  const list = computed(() => [...all.value.values()]);
  const inOrder = (types: readonly number[]) =>
    list.value
      .filter(({ type }) => types.includes(type))
      .toSorted((left, right) => (left.position ?? 0) - (right.position ?? 0) || byAge(left, right));

  take(state);

  return {
    take,
    /** Adds what is new of a channel to what is known of it. */
    merge: (channel: Channel) => set({ ...all.peek().get(channel.id), ...channel }),
    remove(id: string): void {
      // The threads of a channel go with it.
      all.value = new Map(
        [...all.peek()].filter(([, one]) => one.id !== id && !(one.thread_metadata && one.parent_id === id)),
      );
    },
    /** This person is not in a thread any more. */
    leave(id: string): void {
      const { member: _member, ...thread } = all.peek().get(id) ?? {};
      if ('id' in thread) set(thread);
    },
    /** A message has come. */
    takeMessage({ id, channel_id: channelId, type, flags }: Message): void {
      const channel = all.peek().get(channelId);
      // An older one is counted in the state already; one that only this person sees counts nowhere.
      if (!channel || !isNewer(id, channel.last_message_id) || (flags & EPHEMERAL) !== 0) return;
      const { message_count: count } = channel;
      const isCounted = type !== THREAD_STARTER && id !== channelId;
      const counted = count === undefined ? {} : { message_count: count + (isCounted ? 1 : 0) };
      set({ ...channel, last_message_id: id, ...counted });
    },
    takeDeletion(channelId: string, count: number): void {
      const channel = all.peek().get(channelId);
      if (channel?.message_count === undefined) return;
      set({ ...channel, message_count: Math.max(0, channel.message_count - count) });
    },

    all: list,
    get: (id: string | undefined): Channel | undefined => (id === undefined ? undefined : all.value.get(id)),
    /** What one can write in: text channels, in their order. */
    text: computed(() => inOrder(TEXT_CHANNELS)),
    /** What stands in the sidebar: text channels, forums and categories, in their order. */
    places: computed(() => inOrder([...TEXT_CHANNELS, FORUM, CATEGORY])),
    /** The threads that are not archived, the newest first. */
    threads: computed(() =>
      list.value
        .filter(({ thread_metadata: thread }) => thread?.archived === false)
        .toSorted((left, right) => byAge(right, left)),
    ),
    /** Those of a channel or forum, the archived ones too, the newest first. */
    threadsOf: (parentId: string): Channel[] =>
      list.value
        .filter(({ parent_id, thread_metadata }) => parent_id === parentId && thread_metadata !== undefined)
        .toSorted((left, right) => byAge(right, left)),
    directs: computed(() => list.value.filter(({ recipients }) => recipients !== undefined)),
  };
}
