import {
  type Channel,
  ChannelType,
  DiscordAPIError,
  type GuildMember,
  type Message,
  MessageType,
  RESTJSONErrorCodes,
} from 'discord.js';
import type { Author } from '../conversation/post.ts';
import type { Place } from '../conversation/when-to-speak.ts';

/** A message that could get an answer. */
export interface SeenPost {
  readonly id: string;
  readonly channelId: string;
  /** Absent in a DM. */
  readonly serverId?: string;
  /** The server's language. */
  readonly locale?: string;
  readonly author: Author;
  /** Discord has not said with which roles and under which name: it was read from a channel's history. */
  readonly isMemberUnknown?: boolean;
  /** Without the mention of Bobbin at its beginning or end. */
  readonly text: string;
  readonly isMentioned: boolean;
  /** It replies to a message of Bobbin's, perhaps with the ping switched off. */
  readonly isReply: boolean;
  /** What the person has written, in characters; `text` names the files, too. */
  readonly length: number;
  readonly fileCount: number;
}

/** Where a post was made. */
export interface SeenPlace {
  readonly kind: Place['kind'];
  /** Bobbin started this thread. */
  readonly isOwn: boolean;
  /** Bobbin is a member of this thread, as whoever has posted in one is. */
  readonly isJoined: boolean;
  /** The channel or forum whose settings hold here: of a thread, the one around it. */
  readonly homeId: string;
  readonly categoryId?: string;
  /** Of a forum post. */
  readonly title?: string;
  readonly tagIds?: readonly string[];
}

/**
 * The post that this message is; `undefined` for what nobody answers: Bobbin's own, system messages, empty ones.
 * To be called when the message arrives: the author's nickname is not remembered for long.
 */
export function readPost(message: Message): SeenPost | undefined {
  if (message.type !== MessageType.Default && message.type !== MessageType.Reply) return undefined;
  const me = message.client.user.id;
  if (message.author.id === me) return undefined;

  const ownRoleId = message.guild?.roles.botRoleFor(me)?.id;
  const text = withoutMention(message.content, me, ownRoleId);
  const files = [...message.attachments.values()].map(({ name }) => attachedFile(name));
  const whole = [text, ...files].filter((line) => line !== '').join('\n');
  if (whole === '') return undefined;
  return {
    id: message.id,
    channelId: message.channelId,
    ...(message.guildId !== null && { serverId: message.guildId }),
    ...(message.guild && { locale: message.guild.preferredLocale }),
    author: authorOf(message),
    ...(message.guild && !message.member && message.webhookId === null && { isMemberUnknown: true }),
    text: whole,
    length: text.length,
    fileCount: files.length,
    isReply: message.mentions.repliedUser?.id === me,
    isMentioned:
      message.mentions.users.has(me) ||
      // Discord lists a role only for authors who may ping it; who writes its name means it all the same.
      (ownRoleId !== undefined && withoutCode(message.content).includes(`<@&${ownRoleId}>`)),
  };
}

/** What the assistant reads of a post in a place: of the one that a forum post begins with, its title, too. */
export function textIn({ title }: SeenPlace, { id, channelId, text }: SeenPost): string {
  return title !== undefined && id === channelId ? `**${title}**\n\n${text}` : text;
}

/** What the assistant reads of a file, until it can read files. */
export function attachedFile(name: string): string {
  return `(attached file: ${name})`;
}

/** The place that a channel is for Bobbin, as it stands when this is called; `undefined` where nobody is answered. */
export function readPlace(channel: Channel): SeenPlace | undefined {
  if (channel.type === ChannelType.GroupDM) return undefined;
  if (channel.isDMBased()) return { kind: 'direct message', isOwn: false, isJoined: false, homeId: channel.id };
  const home = channel.isThread() ? channel.parent : channel;
  const aroundId = channel.isThread() ? channel.parentId : null;
  const { id: homeId = aroundId ?? channel.id, parentId: categoryId } = home ?? {};
  const around = { homeId, ...(categoryId && { categoryId }) };
  if (!channel.isThread()) return { kind: 'channel', isOwn: false, isJoined: false, ...around };
  const isInForum = home?.type === ChannelType.GuildForum || home?.type === ChannelType.GuildMedia;
  return {
    kind: isInForum ? 'forum post' : 'thread',
    isOwn: channel.ownerId === channel.client.user.id,
    isJoined: channel.joined,
    ...around,
    ...(isInForum && { title: channel.name, tagIds: channel.appliedTags }),
  };
}

function authorOf({ author, member, webhookId }: Message): Author {
  const { id, displayName: name } = author;
  return { id, name, ...(member && asMember(member)), ...((author.bot || webhookId !== null) && { isBot: true }) };
}

function asMember({ displayName: name, roles, guild }: GuildMember): Pick<Author, 'name' | 'roleIds'> {
  const roleIds = [...roles.cache.keys()].filter((id) => id !== guild.id);
  return { name, ...(roleIds.length > 0 && { roleIds }) };
}

/** Who has posted, with the roles and the name that they have now if it is not known what they were. */
export async function authorNow({ guild }: Message, { author, isMemberUnknown }: SeenPost): Promise<Author> {
  if (!guild || !isMemberUnknown) return author;
  try {
    return { ...author, ...asMember(await guild.members.fetch(author.id)) };
  } catch (error) {
    if (error instanceof DiscordAPIError && error.code === RESTJSONErrorCodes.UnknownMember) return author;
    throw error;
  }
}

function withoutCode(content: string): string {
  return content.replace(/```[^]*?```|`[^`\n]*`/g, '');
}

function withoutMention(content: string, me: string, ownRoleId: string | undefined): string {
  const mention = ownRoleId === undefined ? `<@!?${me}>` : `(?:<@!?${me}>|<@&${ownRoleId}>)`;
  return content.replace(new RegExp(`^\\s*${mention}[\\s,:]*|\\s*${mention}\\s*$`, 'g'), '').trim();
}
