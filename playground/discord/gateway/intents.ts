import { GatewayIntentBits as Intents } from 'discord-api-types/v10';

const guildIntents: Record<string, number> = {
  GUILD_CREATE: Intents.Guilds,
  GUILD_UPDATE: Intents.Guilds,
  GUILD_DELETE: Intents.Guilds,
  GUILD_ROLE_CREATE: Intents.Guilds,
  CHANNEL_CREATE: Intents.Guilds,
  CHANNEL_UPDATE: Intents.Guilds,
  CHANNEL_DELETE: Intents.Guilds,
  CHANNEL_PINS_UPDATE: Intents.Guilds,
  THREAD_CREATE: Intents.Guilds,
  THREAD_UPDATE: Intents.Guilds,
  THREAD_DELETE: Intents.Guilds,
  THREAD_LIST_SYNC: Intents.Guilds,
  THREAD_MEMBERS_UPDATE: Intents.Guilds | Intents.GuildMembers,
  GUILD_MEMBER_ADD: Intents.GuildMembers,
  GUILD_MEMBER_UPDATE: Intents.GuildMembers,
  MESSAGE_CREATE: Intents.GuildMessages,
  MESSAGE_UPDATE: Intents.GuildMessages,
  MESSAGE_DELETE: Intents.GuildMessages,
  MESSAGE_DELETE_BULK: Intents.GuildMessages,
  MESSAGE_REACTION_ADD: Intents.GuildMessageReactions,
  MESSAGE_REACTION_REMOVE: Intents.GuildMessageReactions,
  MESSAGE_REACTION_REMOVE_ALL: Intents.GuildMessageReactions,
  MESSAGE_REACTION_REMOVE_EMOJI: Intents.GuildMessageReactions,
  MESSAGE_POLL_VOTE_ADD: Intents.GuildMessagePolls,
  MESSAGE_POLL_VOTE_REMOVE: Intents.GuildMessagePolls,
  TYPING_START: Intents.GuildMessageTyping,
};

const directIntents: Record<string, number> = {
  MESSAGE_CREATE: Intents.DirectMessages,
  MESSAGE_UPDATE: Intents.DirectMessages,
  MESSAGE_DELETE: Intents.DirectMessages,
  CHANNEL_PINS_UPDATE: Intents.DirectMessages,
  MESSAGE_REACTION_ADD: Intents.DirectMessageReactions,
  MESSAGE_REACTION_REMOVE: Intents.DirectMessageReactions,
  MESSAGE_REACTION_REMOVE_ALL: Intents.DirectMessageReactions,
  MESSAGE_REACTION_REMOVE_EMOJI: Intents.DirectMessageReactions,
  MESSAGE_POLL_VOTE_ADD: Intents.DirectMessagePolls,
  MESSAGE_POLL_VOTE_REMOVE: Intents.DirectMessagePolls,
  TYPING_START: Intents.DirectMessageTyping,
};

/** The highest intent that there is; bits above it are refused with 4013. */
export const ALL_INTENTS = Object.values(Intents)
  .filter((value) => typeof value === 'number')
  .reduce((all, intent) => all | intent, 0);

/** What every bot is told, whatever its intents are. */
const always = new Set(['INTERACTION_CREATE', 'APPLICATION_COMMAND_PERMISSIONS_UPDATE']);

/** Whether one with these intents is told of such events. One of several intents is enough. */
export function isWanted(type: string, intents: number, isDirect: boolean): boolean {
  if (always.has(type)) return true;
  const needed = (isDirect ? directIntents : guildIntents)[type];
  return needed !== undefined && (intents & needed) !== 0;
}
