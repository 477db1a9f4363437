import {
  type APIMessage,
  type Client,
  DiscordAPIError,
  type RESTPostAPIChannelMessageJSONBody,
  Routes,
} from 'discord.js';
import { type Outgoing, type Surface, UndeliverableError } from '../conversation/surface.ts';

/** Sends over REST by id alone, so that it works for channels that the gateway has not told of. */
export function createSurface(client: Pick<Client, 'rest'>): Surface {
  return {
    async send(message) {
      try {
        const sent = (await client.rest.post(Routes.channelMessages(message.conversationId), {
          body: toBody(message),
        })) as APIMessage;
        return sent.id;
      } catch (error) {
        if (!isFinal(error)) throw error;
        throw new UndeliverableError(`Discord refused a message: ${error.message}`, { cause: error });
      }
    },
    async showTyping(conversationId) {
      await client.rest.post(Routes.channelTyping(conversationId));
    },
  };
}

function toBody({ content, nonce, mayPing, replyTo }: Outgoing): RESTPostAPIChannelMessageJSONBody {
  return {
    content,
    nonce,
    enforce_nonce: true,
    allowed_mentions: {
      parse: [],
      users: mayPing === undefined ? [] : [mayPing],
      replied_user: replyTo !== undefined && mayPing !== undefined,
    },
    ...(replyTo !== undefined && { message_reference: { message_id: replyTo, fail_if_not_exists: false } }),
  };
}

/** Every 4xx but 408 and 429 stays what it is, however often one asks. */
function isFinal(error: unknown): error is DiscordAPIError {
  return error instanceof DiscordAPIError && error.status < 500 && error.status !== 408 && error.status !== 429;
}
