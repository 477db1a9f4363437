import { type APIMessage, MessageType } from 'discord-api-types/v10';
import type { Actions } from '../actions/actions.ts';
import type { Draft } from '../actions/messages.ts';
import type { ChannelRecord } from '../records.ts';
import type { Views } from '../views.ts';
import type { People } from './people.ts';

interface OthersOptions {
  actions: Actions;
  views: Views;
  people: People;
  botId: () => string;
  channel: (nameOrId: string) => ChannelRecord;
}

/** Posts that are nobody's whom one could be: other bots', webhooks', Discord's own. */
export function createOthers({ actions, views, people, botId, channel }: OthersOptions) {
  return {
    /** A post of another bot. */
    async postAsBot(
      nameOrId: string,
      content: string,
      { name = 'OtherBot', ...draft }: { name?: string } & Pick<Draft, 'embeds' | 'components' | 'flags'> = {},
    ): Promise<APIMessage> {
      const user = people.otherBot(name);
      return views.message(actions.messages.create(user.id, channel(nameOrId).id, { content, ...draft }), botId());
    },
    async postAsWebhook(
      nameOrId: string,
      content: string,
      { name = 'Webhook', embeds }: { name?: string } & Pick<Draft, 'embeds'> = {},
    ): Promise<APIMessage> {
      const place = channel(nameOrId);
      const user = people.webhookUser(name);
      const composed = actions.messages.compose(user.id, place, { content, embeds });
      return views.message(
        actions.timeline.append({ ...composed, channelId: place.id, authorId: user.id, webhookId: user.id }),
        botId(),
      );
    },
    /** A message of Discord itself, somebody's joining for example (type 7). */
    async systemMessage(
      nameOrId: string,
      type: MessageType = MessageType.UserJoin,
      { author = 'Newcomer' } = {},
    ): Promise<APIMessage> {
      const { id } = people.person(author);
      return views.message(actions.timeline.append({ channelId: channel(nameOrId).id, authorId: id, type }), botId());
    },
  };
}
