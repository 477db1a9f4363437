import { ChannelType } from 'discord-api-types/v10';

/** What may have any name: all others are written small and with hyphens, as `#rules-and-news`. */
const FREE: readonly ChannelType[] = [ChannelType.GuildCategory, ChannelType.GuildVoice, ChannelType.GuildStageVoice];

/** The name of a channel as Discord writes it. */
export function channelName(wanted: string, type: ChannelType = ChannelType.GuildText): string {
  const name = wanted.trim();
  return FREE.includes(type) ? name : name.toLowerCase().replaceAll(/\s+/g, '-');
}
