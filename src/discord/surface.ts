import {
  type APIMessage,
  ButtonStyle,
  type Client,
  ComponentType,
  DiscordAPIError,
  MessageFlags,
  RESTJSONErrorCodes,
  type RESTPostAPIChannelMessageJSONBody,
  Routes,
} from 'discord.js';
import type { Logger } from 'pino';
import { type MessageButton, type Outgoing, type Surface, UndeliverableError } from '../conversation/surface.ts';
import { customId, type Row } from './command-result.ts';
import { postedSince } from './history.ts';
import { startThread } from './start-thread.ts';

/** Errors that are about the place and not about the message. */
const ABOUT_PLACE: ReadonlySet<number | string> = new Set([
  RESTJSONErrorCodes.UnknownChannel,
  RESTJSONErrorCodes.MissingAccess,
  RESTJSONErrorCodes.MissingPermissions,
  RESTJSONErrorCodes.CannotSendMessagesToThisUser,
  RESTJSONErrorCodes.CannotSendMessagesInNonTextChannel,
  RESTJSONErrorCodes.ThreadLocked,
]);
/** For this long nothing is sent to a place that refused: Discord bans who collects 10,000 refusals in ten minutes. */
const REFUSAL_MS = 5 * 60_000;
const MAX_REMEMBERED = 1_000;

/** Works over REST by id alone, so also for channels that the gateway has not told of. */
export function createSurface(client: Client, log: Logger, now: () => number = Date.now): Surface {
  const refusedUntil = new Map<string, number>();

  function isRefused(channelId: string): boolean {
    return (refusedUntil.get(channelId) ?? 0) > now();
  }

  function remember(channelId: string): void {
    if (refusedUntil.size >= MAX_REMEMBERED) refusedUntil.clear();
    refusedUntil.set(channelId, now() + REFUSAL_MS);
  }

  return {
    async send(message) {
      const { placeId } = message;
      if (isRefused(placeId)) {
        throw new UndeliverableError('Discord refused this place moments ago.', { isAboutPlace: true });
      }
      try {
        const sent = (await client.rest.post(Routes.channelMessages(placeId), {
          body: toBody(message),
        })) as APIMessage;
        return sent.id;
      } catch (error) {
        if (!isFinal(error)) throw error;
        const isAboutPlace = ABOUT_PLACE.has(error.code);
        if (isAboutPlace) remember(placeId);
        throw new UndeliverableError(`Discord refused a message: ${error.message}`, { cause: error, isAboutPlace });
      }
    },
    async edit(placeId, messageId, content) {
      await client.rest.patch(Routes.channelMessage(placeId, messageId), {
        body: { content, allowed_mentions: { parse: [] } },
      });
    },
    async disarm(placeId, messageId) {
      if (isRefused(placeId)) return;
      await client.rest.patch(Routes.channelMessage(placeId, messageId), { body: { components: [] } });
    },
    async remove(placeId, messageId) {
      const remove = () => client.rest.delete(Routes.channelMessage(placeId, messageId));
      try {
        await remove().catch(async (error: unknown) => {
          if (!(error instanceof DiscordAPIError) || error.code !== RESTJSONErrorCodes.InvalidActionOnArchivedThread)
            throw error;
          await client.rest.patch(Routes.channel(placeId), { body: { archived: false } });
          await remove();
        });
      } catch (error) {
        if (!isFinal(error)) throw error; // it is gone, or its place
      }
    },
    async showTyping(placeId) {
      if (!isRefused(placeId)) await client.rest.post(Routes.channelTyping(placeId));
    },
    startThread: (post) => startThread(client.rest, post, log),
    postedSince: (placeId, messageId) => postedSince(client, placeId, messageId),
  };
}

function toBody({ content, nonce, mayPing, replyTo, isSilent, button }: Outgoing): RESTPostAPIChannelMessageJSONBody {
  return {
    content,
    nonce,
    enforce_nonce: true,
    ...(isSilent && { flags: MessageFlags.SuppressNotifications }),
    ...(button && { components: [rowOf(button)] }),
    allowed_mentions: {
      parse: [],
      users: mayPing === undefined ? [] : [mayPing],
      replied_user: replyTo !== undefined && mayPing !== undefined,
    },
    ...(replyTo !== undefined && { message_reference: { message_id: replyTo, fail_if_not_exists: false } }),
  };
}

function rowOf({ kind, conversationId, turnKey, label }: MessageButton): Row {
  const id = customId(kind, conversationId, turnKey);
  const style = kind === 'stop' ? ButtonStyle.Danger : ButtonStyle.Secondary;
  return { type: ComponentType.ActionRow, components: [{ type: ComponentType.Button, custom_id: id, style, label }] };
}

/** Every 4xx but 408 and 429 stays what it is, however often one asks. */
function isFinal(error: unknown): error is DiscordAPIError {
  return error instanceof DiscordAPIError && error.status < 500 && error.status !== 408 && error.status !== 429;
}
