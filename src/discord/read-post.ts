import { ChannelType, type Message, MessageType } from 'discord.js';
import type { Place } from '../conversation/when-to-speak.ts';

/** A message of a person that could get an answer, with all that has to be read from it while discord.js knows it. */
export interface SeenPost {
  readonly id: string;
  readonly channelId: string;
  readonly author: { readonly id: string; readonly name: string };
  /** Without the mention of Bobbin at its beginning or end. */
  readonly text: string;
  readonly place: Place['kind'];
  readonly isMentioned: boolean;
  /** Bobbin started this thread. */
  readonly isOwnThread: boolean;
  /** Bobbin is a member of this thread, as whoever has posted in one is. */
  readonly isJoinedThread: boolean;
}

/** The post that this message is; `undefined` for what nobody answers: bots, webhooks, system messages, empty ones. */
export async function readPost(message: Message): Promise<SeenPost | undefined> {
  if (message.type !== MessageType.Default && message.type !== MessageType.Reply) return undefined;
  if (message.author.bot || message.webhookId !== null) return undefined;

  const me = message.client.user.id;
  const ownRoleId = message.mentions.roles.find((role) => role.tags?.botId === me)?.id;
  const text = withoutMention(message.content, me, ownRoleId);
  const files = [...message.attachments.values()].map((file) => `(attached file: ${file.name})`);
  const whole = [text, ...files].filter((line) => line !== '').join('\n');
  if (whole === '') return undefined;
  const post = {
    id: message.id,
    channelId: message.channelId,
    author: {
      id: message.author.id,
      name: message.member?.displayName ?? message.author.displayName,
    },
    text: whole,
    isMentioned: message.mentions.users.has(me) || ownRoleId !== undefined,
    isOwnThread: false,
    isJoinedThread: false,
  };

  if (message.guildId === null) {
    return message.channel.type === ChannelType.GroupDM ? undefined : { ...post, place: 'direct message' };
  }
  const channel = message.channel.partial ? await message.channel.fetch() : message.channel;
  if (!channel.isThread()) return { ...post, place: 'channel' };
  return { ...post, place: 'thread', isOwnThread: channel.ownerId === me, isJoinedThread: channel.joined };
}

function withoutMention(content: string, me: string, ownRoleId: string | undefined): string {
  const mention = ownRoleId === undefined ? `<@!?${me}>` : `(?:<@!?${me}>|<@&${ownRoleId}>)`;
  return content.replace(new RegExp(`^\\s*${mention}[\\s,:]*|\\s*${mention}\\s*$`, 'g'), '').trim();
}
