import { type Client, type ClientEvents, Events, type Message } from 'discord.js';
import type { Logger } from 'pino';
import type { Conversations } from '../conversation/conversations.ts';
import { createInOrder } from '../in-order.ts';
import type { Post } from '../conversation/post.ts';
import type { Surface } from '../conversation/surface.ts';
import { whenToSpeak } from '../conversation/when-to-speak.ts';
import { threadName } from '../markdown/thread-name.ts';
import { texts } from '../texts.ts';
import type { Command } from './command.ts';
import { createInteractionHandler } from './interactions.ts';
import { hasSpoken } from './has-spoken.ts';
import { maySpeak } from './may-speak.ts';
import { readPlace, readPost, type SeenPlace, type SeenPost } from './read-post.ts';
import { startThread } from './start-thread.ts';

export interface GatewayOptions {
  client: Client;
  conversations: Conversations;
  surface: Surface;
  commands: ReadonlyMap<string, Command>;
  log: Logger;
}

const MAX_REMEMBERED = 1_000;

/** Listens to Discord and hands on what people post and command. */
export function createGateway({ client, conversations, surface, commands, log }: GatewayOptions) {
  const inOrder = createInOrder();
  const onInteraction = createInteractionHandler(commands, { conversations, log });
  /** Threads of others that Bobbin is in without ever having written there. */
  const silent = new Set<string>();
  const unwritable = new Set<string>();
  const listeners: (() => void)[] = [];
  const underWay = new Set<Promise<unknown>>();

  async function onMessage(message: Message): Promise<void> {
    // Read at once: the events behind this one change what discord.js knows of the thread and the author.
    const seen = readPost(message);
    if (seen === undefined) return;
    const isKnownChannel = message.guildId === null || !message.channel.partial;
    const place = isKnownChannel ? readPlace(message.channel) : undefined;
    // A thread started from a message has the message's id, so posts in a thread that is only just being started wait
    // here for the post it is started from.
    await inOrder.run(place?.kind === 'channel' ? message.id : message.channelId, async () => {
      let post: Post = { ...seen, conversationId: seen.channelId, startsThread: false, hasHistory: false };
      try {
        const where = isKnownChannel ? place : readPlace(await message.channel.fetch());
        const placed = where && (await placePost(message, seen, where));
        if (placed === undefined) return;
        post = placed;
        await inOrder.run(`take ${post.conversationId}`, () => conversations.take(post));
      } catch (error) {
        log.error({ channelId: seen.channelId, postId: seen.id, err: error }, 'post could not be taken in');
        if (seen.isMentioned || place?.kind === 'direct message' || place?.isOwn) await apologise(post);
      }
    });
  }

  /** The post with the conversation that it belongs to; `undefined` when it is not for Bobbin to answer. */
  async function placePost(message: Message, seen: SeenPost, { kind, isOwn, isJoined }: SeenPlace) {
    const { id, channelId, author, text, isMentioned } = seen;
    if (kind === 'channel' && !isMentioned) return undefined;
    const memory = await conversations.memoryOf(channelId);
    // A flushed store is no reason to fall silent. Being a member is no proof: whoever is mentioned becomes one.
    const mayHaveSpoken =
      memory === 'none' && !silent.has(channelId) && (isOwn || isJoined || kind === 'direct message');
    const hasHistory = mayHaveSpoken && kind !== 'channel' && (await hasSpoken(client, channelId));
    const isKnown = memory === 'talking' || (memory === 'none' && (isOwn || hasHistory));
    const decision = whenToSpeak({ kind, isMentioned, isKnown });
    if (decision === 'ignore') {
      if (mayHaveSpoken) remember(silent, channelId);
      return undefined;
    }
    silent.delete(channelId);

    if (decision === 'start a thread') {
      const threadId = await startThread(message, threadName(text, author.name), log);
      if (threadId === 'gone') return undefined;
      if (threadId !== 'none') {
        return { id, author, text, conversationId: threadId, startsThread: true, hasHistory: false } satisfies Post;
      }
    }
    if (!maySpeak(message.channel)) {
      if (!unwritable.has(channelId)) log.warn({ channelId }, 'not permitted to write here, so nothing is answered');
      remember(unwritable, channelId);
      return undefined;
    }
    unwritable.delete(channelId);
    return { id, author, text, conversationId: channelId, startsThread: false, hasHistory } satisfies Post;
  }

  async function apologise({ id, conversationId, author, startsThread }: Post): Promise<void> {
    await surface.send({
      conversationId,
      content: texts.somethingWentWrong,
      mayPing: author.id,
      nonce: `sorry-${id}`.slice(0, 25),
      ...(!startsThread && { replyTo: id }),
    });
  }

  /** Taken out of a thread, Bobbin is quiet there until somebody mentions it again. */
  async function onMembersUpdate(removed: ReadonlyMap<string, unknown>, threadId: string): Promise<void> {
    if (client.user && removed.has(client.user.id)) await conversations.leave(threadId);
  }

  /** A listener that never rejects: nobody would hear it. */
  function listen<Name extends keyof ClientEvents>(name: Name, listener: (...values: ClientEvents[Name]) => unknown) {
    const handle = async (...values: ClientEvents[Name]) => {
      try {
        await listener(...values);
      } catch (error) {
        log.error({ event: name, err: error }, 'event could not be handled');
      }
    };
    const safely = (...values: ClientEvents[Name]) => {
      const handling = handle(...values).finally(() => underWay.delete(handling));
      underWay.add(handling);
    };
    // discord.js types a listener by its event; the tuple type of a name that is not known yet is beyond it.
    client.on(name, safely as never);
    listeners.push(() => client.off(name, safely as never));
  }

  return {
    listen(): void {
      listen(Events.MessageCreate, onMessage);
      listen(Events.InteractionCreate, onInteraction);
      listen(Events.ThreadMembersUpdate, (_added, removed, thread) => onMembersUpdate(removed, thread.id));
    },
    /** Takes nothing more; resolves when commands under way are answered and posts are with the conversations. */
    async stopListening(): Promise<void> {
      for (const stop of listeners.splice(0)) stop();
      await Promise.all(underWay);
    },
  };
}

/** A set that forgets all rather than grow for ever: what it holds only spares work. */
function remember(places: Set<string>, channelId: string): void {
  if (places.size >= MAX_REMEMBERED) places.clear();
  places.add(channelId);
}
