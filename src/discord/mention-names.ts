import type { GuildMember, Message } from 'discord.js';
import { ChannelType, PermissionFlagsBits } from 'discord.js';
import { speakerName } from '../conversation/post.ts';
import { oneLine } from '../markdown/plain-name.ts';

/** Whose names may be told. */
export interface Naming {
  readonly guild: Message['guild'];
  /** Who reads: names of channels that they do not see stay hidden. Absent: what everybody sees is named. */
  readonly viewer: GuildMember | null;
}

/** Code is shown as it is. */
const CODE = /(```[^]*?```|``[^]*?``|`[^`\n]*`)/;
/** https://docs.discord.com/developers/reference#message-formatting */
const MENTION =
  /<(?:@!?(?<user>\d{1,20})|@&(?<role>\d{1,20})|#(?<channel>\d{1,20})|\/(?<command>[^:<>\n]{1,100}):\d{1,20}|a?:(?<emoji>\w{1,32}):\d{1,20}|t:(?<time>-?\d{1,13})(?::\w)?)>/g;
const MAX_NAME_LENGTH = 100;

/** A text of Discord's with names and times for its ids and numbers, for somebody who does not see it in Discord. */
export function withNames(text: string, mentions: Message['mentions'], naming: Naming): string {
  const named = (piece: string) =>
    piece.replace(MENTION, (found, ...rest) => {
      const { user, role, channel, command, emoji, time } = rest.at(-1) as Record<string, string | undefined>;
      if (user !== undefined) return marked('@', userName(user, mentions, naming)) ?? found;
      if (role !== undefined) return marked('@', naming.guild?.roles.cache.get(role)?.name) ?? found;
      if (channel !== undefined) return marked('#', channelName(channel, naming)) ?? found;
      if (command !== undefined) return `/${command}`;
      if (emoji !== undefined) return `:${emoji}:`;
      return timeInWords(Number(time)) ?? found;
    });
  return text
    .split(CODE)
    .map((piece, index) => (index % 2 === 1 ? piece : named(piece)))
    .join('');
}

function marked(mark: string, name: string | undefined): string | undefined {
  return name === undefined ? undefined : `${mark}${oneLine(name, MAX_NAME_LENGTH)}`;
}

function userName(id: string, { users }: Message['mentions'], { guild }: Naming): string | undefined {
  const name = guild?.members.cache.get(id)?.displayName ?? users.get(id)?.displayName;
  return name === undefined ? undefined : speakerName(name);
}

function channelName(id: string, { guild, viewer }: Naming): string | undefined {
  const channel = guild?.channels.cache.get(id);
  if (!channel || channel.type === ChannelType.PrivateThread) return undefined;
  const permissions = channel.permissionsFor(viewer ?? channel.guild.roles.everyone);
  return permissions?.has(PermissionFlagsBits.ViewChannel) ? channel.name : undefined;
}

function timeInWords(seconds: number): string | undefined {
  const time = new Date(seconds * 1_000);
  if (Number.isNaN(time.getTime())) return undefined;
  return time
    .toISOString()
    .replace('T', ' ')
    .replace(/:\d\d\.\d{3}Z$/, ' UTC');
}
