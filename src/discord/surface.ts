import {
  type APIMessage,
  ButtonStyle,
  type Client,
  ComponentType,
  DiscordAPIError,
  GuildPremiumTier,
  MessageFlags,
  RESTJSONErrorCodes,
  type RESTPatchAPIChannelMessageJSONBody,
  type RESTPostAPIChannelMessageJSONBody,
  Routes,
} from 'discord.js';
import type { Logger } from 'pino';
import {
  type MessageBody,
  type MessageButton,
  type Outgoing,
  type OutgoingFile,
  type Surface,
  UndeliverableError,
} from '../conversation/surface.ts';
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
/** How large a file may be: https://docs.discord.com/developers/reference#uploading-files */
const FILE_MIB = 10;
/** In servers with enough boosts: https://support.discord.com/hc/en-us/articles/360028038352 */
const MORE_FILE_MIB: Partial<Record<GuildPremiumTier, number>> = {
  [GuildPremiumTier.Tier2]: 50,
  [GuildPremiumTier.Tier3]: 100,
};

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

  function explained(error: unknown, placeId: string, { files = [] }: MessageBody): unknown {
    if (files.length > 0 && error instanceof Error && error.name === 'TimeoutError') {
      return new UndeliverableError('The files took too long.', { cause: error, isAboutPlace: false });
    }
    if (!isFinal(error)) return error;
    // A message may be allowed where files are not.
    const isAboutFiles = files.length > 0 && error.code === RESTJSONErrorCodes.MissingPermissions;
    const isAboutPlace = ABOUT_PLACE.has(error.code) && !isAboutFiles;
    if (isAboutPlace) remember(placeId);
    return new UndeliverableError(`Discord refused a message: ${error.message}`, { cause: error, isAboutPlace });
  }

  /** What is done to messages of an archived thread is refused until it is opened, which sending does by itself. */
  async function inOpenThread(placeId: string, call: () => Promise<unknown>): Promise<void> {
    try {
      await call();
    } catch (error) {
      if (!isFinal(error) || error.code !== RESTJSONErrorCodes.InvalidActionOnArchivedThread) throw error;
      await client.rest.patch(Routes.channel(placeId), { body: { archived: false } }).catch((again: unknown) => {
        throw isFinal(again) ? error : again;
      });
      await call();
    }
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
          ...toUpload(message),
        })) as APIMessage;
        return sent.id;
      } catch (error) {
        throw explained(error, placeId, message);
      }
    },
    async edit(placeId, messageId, message) {
      const { content, button, files = [] } = message;
      const body: RESTPatchAPIChannelMessageJSONBody = {
        content,
        components: button ? [rowOf(button)] : [],
        attachments: attachmentsOf(files),
        allowed_mentions: { parse: [] },
      };
      try {
        const route = Routes.channelMessage(placeId, messageId);
        await inOpenThread(placeId, () => client.rest.patch(route, { body, ...toUpload(message) }));
      } catch (error) {
        throw explained(error, placeId, message);
      }
    },
    async disarm(placeId, messageId) {
      if (isRefused(placeId)) return;
      await client.rest.patch(Routes.channelMessage(placeId, messageId), { body: { components: [] } });
    },
    async remove(placeId, messageId) {
      try {
        await inOpenThread(placeId, () => client.rest.delete(Routes.channelMessage(placeId, messageId)));
      } catch (error) {
        if (!isFinal(error)) throw error; // it is gone, or its place
      }
    },
    maxFileBytes(serverId) {
      const tier = serverId === undefined ? undefined : client.guilds.cache.get(serverId)?.premiumTier;
      return (MORE_FILE_MIB[tier ?? GuildPremiumTier.None] ?? FILE_MIB) * 1024 * 1024;
    },
    async showTyping(placeId) {
      if (!isRefused(placeId)) await client.rest.post(Routes.channelTyping(placeId));
    },
    startThread: (post) => startThread(client.rest, post, log),
    postedSince: (placeId, messageId) => postedSince(client, placeId, messageId),
  };
}

function toBody(message: Outgoing): RESTPostAPIChannelMessageJSONBody {
  const { content, nonce, mayPing, replyTo, isSilent, button, files = [] } = message;
  return {
    content,
    ...(files.length > 0 && { attachments: attachmentsOf(files) }),
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

function attachmentsOf(files: readonly OutgoingFile[]) {
  return files.map(({ name, description }, index) => ({
    id: `${index}`,
    filename: name,
    ...(description !== undefined && { description }),
  }));
}

/** What goes beside the body. */
function toUpload({ files = [] }: MessageBody) {
  return { files: files.map(({ name, content }) => ({ name, data: content })) };
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
