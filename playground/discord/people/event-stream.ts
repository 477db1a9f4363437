import type { Permissions } from '../permissions.ts';
import type { Views } from '../views.ts';
import type { World, WorldEvent } from '../world.ts';

const KEEP_ALIVE_MS = 15_000;
/** What bots are told and nobody else, and what only tests ask for. */
const HIDDEN = new Set(['INTERACTION_CREATE', 'REQUEST', 'CONNECTION_CLOSED', 'THREAD_LIST_SYNC']);

/** These say what changes. They come with the message as it is then: a page may have read it before or after. */
const WITH_MESSAGE = /^MESSAGE_(?:REACTION|POLL_VOTE)_/;

/** Channels come with what this person may do there, as in `State`. */
const WITH_PERMISSIONS = new Set(['CHANNEL_CREATE', 'CHANNEL_UPDATE', 'THREAD_CREATE', 'THREAD_UPDATE']);

interface EventStreamOptions {
  world: World;
  permissions: Permissions;
  views: Views;
  userId: string;
  /** The first event, so that a page knows that it is connected (again). */
  hello: object;
}

/** What one person may see, as server-sent events: `data: {"type":"MESSAGE_CREATE","data":{…}}`. */
export function createEventStream({ world, permissions, views, userId, hello }: EventStreamOptions): Response {
  const encoder = new TextEncoder();
  let stop: (() => void) | undefined;

  function maySee(event: WorldEvent): boolean {
    if (HIDDEN.has(event.type)) return false;
    if (event.onlyFor !== undefined) return event.onlyFor === userId;
    const channel = event.channelId === undefined ? undefined : world.channels.get(event.channelId);
    if (event.channelId !== undefined) return channel !== undefined && permissions.canView(channel, userId);
    return event.guildId === undefined || world.member(event.guildId, userId) !== undefined;
  }

  function viewed(event: WorldEvent): object {
    const data: { id?: string; message_id?: string } = event.view(userId);
    const message = WITH_MESSAGE.test(event.type) ? world.findMessage(data.message_id ?? '') : undefined;
    if (message) return { ...data, message: views.message(message, userId) };
    const channel = WITH_PERMISSIONS.has(event.type) ? world.channels.get(data.id ?? '') : undefined;
    if (!channel) return data;
    return { ...data, permissions: permissions.inChannel(channel, userId).toString() };
  }

  const stream = new ReadableStream<Uint8Array<ArrayBuffer>>({
    start(controller) {
      const send = (text: string) => controller.enqueue(encoder.encode(text));
      const sendEvent = (event: object) => send(`data: ${JSON.stringify(event)}\n\n`);
      sendEvent({ type: 'HELLO', data: hello });
      const stopListening = world.listen((event) => {
        if (!maySee(event)) return;
        const { type, guildId, channelId } = event;
        sendEvent({ type, guildId, channelId, data: viewed(event) });
        // This person is no more: the page has to be another one.
        if (type !== 'STARTED_OVER') return;
        stop?.();
        controller.close();
      });
      const keepAlive = setInterval(() => send(': still here\n\n'), KEEP_ALIVE_MS).unref();
      stop = () => {
        stopListening();
        clearInterval(keepAlive);
      };
    },
    cancel: () => stop?.(),
  });
  return new Response(stream, {
    headers: { 'content-type': 'text/event-stream', 'cache-control': 'no-store' },
  });
}
