import { type APIGuild, type APIGuildChannel, type APIGuildMember, type APIRole, ChannelType } from 'discord.js';
import { inviteUrl } from '../discord/invite.ts';
import type { DiscordApi } from './discord-api.ts';
import { DiscordRefusal } from './discord-api.ts';
import type { Finding } from './finding.ts';
import { channelPermissions, lacking, maySpeak, type Place, serverPermissions } from './permissions.ts';

const TALKABLE: ReadonlySet<ChannelType> = new Set([
  ChannelType.GuildText,
  ChannelType.GuildAnnouncement,
  ChannelType.GuildForum,
]);
const MAX_NAMED = 5;

/** Who the bot is. */
export interface Identity {
  readonly botId: string;
  readonly applicationId: string;
}

/** What the bot may do in one server, and in how many of its channels it can speak. */
export async function checkServer(
  api: DiscordApi,
  { id, name }: { id: string; name: string },
  { botId, applicationId }: Identity,
  signal: AbortSignal,
): Promise<Finding> {
  const about = `“${name}”`;
  try {
    const [guild, roles, member, channels] = await Promise.all([
      api.get<APIGuild>(`/guilds/${id}`, signal),
      api.get<APIRole[]>(`/guilds/${id}/roles`, signal),
      api.get<APIGuildMember>(`/guilds/${id}/members/${botId}`, signal),
      api.get<APIGuildChannel[]>(`/guilds/${id}/channels`, signal),
    ]);
    const place: Place = { guild, roles, member };
    return describe(
      about,
      place,
      channels.filter(({ type }) => TALKABLE.has(type)),
      applicationId,
    );
  } catch (error) {
    if (!(error instanceof DiscordRefusal)) throw error;
    return { verdict: 'doubtful', about, says: `could not be looked at: ${error.message}` };
  }
}

function describe(about: string, place: Place, channels: readonly APIGuildChannel[], applicationId: string): Finding {
  const missing = lacking(serverPermissions(place));
  const silent = channels.filter((channel) => !maySpeak(channelPermissions(place, overwritesOf(channel))));
  const speaks = channels.length - silent.length;
  const where = `It can speak in ${speaks} of ${channels.length} channels${silent.length > 0 ? `, not in ${named(silent)}` : ''}.`;
  if (missing.length === 0 && (speaks > 0 || channels.length === 0)) return { verdict: 'good', about, says: where };
  const advice =
    missing.length > 0
      ? `Allow its role that in Server Settings → Roles, or add it again: ${inviteUrl(applicationId)}`
      : 'Allow its role View Channel and Send Messages in a channel: Edit Channel → Permissions.';
  return {
    verdict: speaks > 0 ? 'doubtful' : 'bad',
    about,
    says: missing.length > 0 ? `It lacks ${missing.join(', ')}. ${where}` : where,
    advice,
  };
}

function overwritesOf(channel: APIGuildChannel) {
  return 'permission_overwrites' in channel ? (channel.permission_overwrites ?? []) : [];
}

function named(channels: readonly APIGuildChannel[]): string {
  const names = channels.slice(0, MAX_NAMED).map(({ name }) => `#${name}`);
  const more = channels.length - names.length;
  return `${names.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}
