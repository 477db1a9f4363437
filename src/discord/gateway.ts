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
import { readPlace, readPost, type SeenPlace, type SeenPost } from './read-post.ts';
import { startThread } from './start-thread.ts';

export interface GatewayOptions {
  client: Client;
  conversations: Conversations;
  surface: Surface;
  commands: ReadonlyMap<string, Command>;
  log: Logger;
}

/** Listens to Discord and hands on what people post and command. */
export function createGateway({ client, conversations, surface, commands, log }: GatewayOptions) {
  const inOrder = createInOrder();
  const onInteraction = createInteractionHandler(commands, { conversations, log });
  const listeners: (() => void)[] = [];

  async function onMessage(message: Message): Promise<void> {
    // Read at once: the events behind this one change what discord.js knows of the thread and the author.
    const post = readPost(message);
    if (post === undefined) return;
    const isKnownChannel = message.guildId === null || !message.channel.partial;
    const place = isKnownChannel ? readPlace(message.channel) : undefined;
    // A thread started from a message has the message's id, so posts in a thread that is only just being started wait
    // here for the post it is started from.
    await inOrder.run(place?.kind === 'channel' ? message.id : message.channelId, async () => {
      const where = isKnownChannel ? place : readPlace(await message.channel.fetch());
      if (where === undefined) return;
      try {
        await take(message, post, where);
      } catch (error) {
        log.error({ channelId: post.channelId, postId: post.id, err: error }, 'post could not be taken in');
        if (post.isMentioned || where.isOwn || where.isJoined || where.kind === 'direct message') await apologise(post);
      }
    });
  }

  async function take(message: Message, post: SeenPost, { kind, isOwn, isJoined }: SeenPlace): Promise<void> {
    const { id, channelId, author, text, isMentioned } = post;
    const isKnown = kind === 'thread' && (isOwn || isJoined || (await conversations.has(channelId)));
    const decision = whenToSpeak({ kind, isMentioned, isKnown });
    if (decision === 'ignore') return;

    if (decision === 'start a thread') {
      const threadId = await startThread(message, threadName(text, author.name), log);
      if (threadId !== undefined) {
        await conversations.take({ id, author, text, conversationId: threadId, startsThread: true, hasHistory: false });
        return;
      }
    }
    // Whoever is mentioned in a thread becomes its member by that: not a sign of an earlier conversation.
    const hasHistory = isOwn || (isJoined && !isMentioned);
    const here: Post = { id, author, text, conversationId: channelId, startsThread: false, hasHistory };
    if (kind === 'channel') await inOrder.run(channelId, () => conversations.take(here));
    else await conversations.take(here);
  }

  async function apologise({ id, channelId, author }: SeenPost): Promise<void> {
    await surface.send({
      conversationId: channelId,
      content: texts.somethingWentWrong,
      replyTo: id,
      mayPing: author.id,
      nonce: `sorry-${id}`.slice(0, 25),
    });
  }

  /** A listener that never rejects: nobody would hear it. */
  function listen<Name extends keyof ClientEvents>(name: Name, listener: (...values: ClientEvents[Name]) => unknown) {
    const safely = async (...values: ClientEvents[Name]) => {
      try {
        await listener(...values);
      } catch (error) {
        log.error({ event: name, err: error }, 'event could not be handled');
      }
    };
    // discord.js types a listener by its event; the tuple type of a name that is not known yet is beyond it.
    client.on(name, safely as never);
    listeners.push(() => client.off(name, safely as never));
  }

  return {
    listen(): void {
      listen(Events.MessageCreate, onMessage);
      listen(Events.InteractionCreate, onInteraction);
    },
    /** Takes nothing more; resolves when what was being taken in is with the conversations. */
    async stopListening(): Promise<void> {
      for (const stop of listeners.splice(0)) stop();
      await inOrder.idle();
    },
  };
}
