import { ApplicationFlags, GatewayIntentBits as Intents } from 'discord-api-types/v10';

/** The intents that have to be switched on for an application before it may ask for them. */
export type PrivilegedIntent = 'MESSAGE_CONTENT' | 'GUILD_MEMBERS' | 'GUILD_PRESENCES';

const bits: Record<PrivilegedIntent, number> = {
  MESSAGE_CONTENT: Intents.MessageContent,
  GUILD_MEMBERS: Intents.GuildMembers,
  GUILD_PRESENCES: Intents.GuildPresences,
};

const flags: Record<PrivilegedIntent, ApplicationFlags> = {
  MESSAGE_CONTENT: ApplicationFlags.GatewayMessageContentLimited,
  GUILD_MEMBERS: ApplicationFlags.GatewayGuildMembersLimited,
  GUILD_PRESENCES: ApplicationFlags.GatewayPresenceLimited,
};

export type PrivilegedIntents = ReturnType<typeof createPrivilegedIntents>;

/** The three switches of the developer portal: all on, all off, or just these. */
export function createPrivilegedIntents(initial: boolean | readonly PrivilegedIntent[]) {
  let enabled = chosen(initial);
  return {
    set(wanted: boolean | readonly PrivilegedIntent[]): void {
      enabled = chosen(wanted);
    },
    has: (intent: PrivilegedIntent) => enabled.has(intent),
    /** Whether an application may log in with these intents. */
    allow: (intents: number) => entries(bits).every(([name, bit]) => !(intents & bit) || enabled.has(name)),
    applicationFlags: () =>
      entries(flags).reduce((all, [name, flag]) => (enabled.has(name) ? all | flag : all), 0 as ApplicationFlags),
  };
}

function chosen(wanted: boolean | readonly PrivilegedIntent[]): Set<PrivilegedIntent> {
  if (typeof wanted !== 'boolean') return new Set(wanted);
  return new Set(wanted ? entries(bits).map(([name]) => name) : []);
}

function entries<Value>(record: Record<PrivilegedIntent, Value>): [PrivilegedIntent, Value][] {
  return Object.entries(record) as [PrivilegedIntent, Value][];
}
