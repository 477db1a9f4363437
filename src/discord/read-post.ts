import { DiscordAPIError, type GuildMember, type Message, MessageType, RESTJSONErrorCodes } from 'discord.js';
import type { Author, PostFile } from '../conversation/post.ts';
import { messageText } from './message-text.ts';
import { filesOf, isPaste } from './post-files.ts';
import { forwardedIn, type Quoted } from './quote.ts';
import type { SeenPlace } from './read-place.ts';

/** A message that could get an answer, as far as it tells itself. */
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
  readonly isMentioned: boolean;
  /** It replies to a message of Bobbin's, perhaps with the ping switched off. */
  readonly isReply: boolean;
  /** What the assistant reads of it, without the mention of Bobbin at its beginning or end. */
  readonly text: string;
  /** What it passes on from elsewhere. */
  readonly forward?: Quoted;
  /** What the person has written or passed on, in characters. */
  readonly length: number;
  /** With those that are passed on. */
  readonly files: readonly PostFile[];
  /** A file that Discord's client has made of the text, or of the end of it. */
  readonly paste?: PostFile;
  /** The message of its channel that it replies to. */
  readonly repliesTo?: string;
}

/**
 * The post that this message is; `undefined` for what nobody answers: Bobbin's own, system messages, empty ones.
 * To be called when the message arrives: the author's nickname is not remembered for long.
 */
export function readPost(message: Message): SeenPost | undefined {
  if (message.type !== MessageType.Default && message.type !== MessageType.Reply) return undefined;
  const { id, channelId, guild, guildId, member, content, mentions, reference, type } = message;
  const me = message.client.user.id;
  if (message.author.id === me) return undefined;

  const ownRoleId = guild?.roles.botRoleFor(me)?.id;
  const words = withoutMention(content, me, ownRoleId);
  const said = messageText(message, { guild, viewer: member }, words);
  const forward = forwardedIn(message, member);
  const attached = filesOf(message);
  const paste = attached.find(isPaste);
  const files = [...attached.filter((file) => file !== paste), ...(forward?.files ?? [])];
  const repliesTo = (type === MessageType.Reply && reference?.messageId) || undefined;
  // Who replies with nothing but a mention asks about the message; without a content it is only not shown.
  const isAboutAnother = repliesTo !== undefined && content !== '';
  if (said === '' && !forward && attached.length === 0 && !isAboutAnother) return undefined;
  return {
    id,
    channelId,
    ...(guildId !== null && { serverId: guildId }),
    ...(guild && { locale: guild.preferredLocale }),
    author: authorOf(message),
    ...(guild && !member && message.webhookId === null && { isMemberUnknown: true }),
    isReply: mentions.repliedUser?.id === me,
    isMentioned:
      mentions.users.has(me) ||
      // Discord lists a role only for authors who may ping it; who writes its name means it all the same.
      (ownRoleId !== undefined && withoutCode(content).includes(`<@&${ownRoleId}>`)),
    text: said,
    ...(forward && { forward }),
    length: words.length + (forward?.text.length ?? 0),
    files,
    ...(paste && { paste }),
    ...(repliesTo !== undefined && { repliesTo }),
  };
}

/** Texts one below the other, without those that are empty. */
export function inParagraphs(...texts: readonly string[]): string {
  return texts.filter((text) => text !== '').join('\n\n');
}

/** What the assistant reads of a post in a place: of the one that a forum post begins with, its title, too. */
export function textIn({ title }: SeenPlace, { id, channelId }: SeenPost, text: string): string {
  return title !== undefined && id === channelId ? inParagraphs(`**${title}**`, text) : text;
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
