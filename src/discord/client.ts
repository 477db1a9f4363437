import { Client, DefaultRestOptions, GatewayIntentBits, Options, Partials, type RESTOptions } from 'discord.js';

export interface DiscordClientOptions {
  /** The REST API without a version. */
  apiUrl: string;
  cdnUrl: string;
  /** Ask for what is written in messages that do not concern Bobbin. @default true */
  hasMessageContent?: boolean;
  /** How long a request with files may take, in milliseconds. @default 120_000 */
  uploadMs?: number;
}

/**
 * A discord.js client that remembers servers, channels, roles, threads and itself, and nothing that grows with what
 * people write. Nothing that it sends may ping anybody unless the message says whom.
 */
export function createDiscordClient({
  apiUrl,
  cdnUrl,
  hasMessageContent = true,
  uploadMs = 120_000,
}: DiscordClientOptions): Client {
  return new Client({
    intents: [
      GatewayIntentBits.Guilds,
      GatewayIntentBits.GuildMessages,
      GatewayIntentBits.DirectMessages,
      ...(hasMessageContent ? [GatewayIntentBits.MessageContent] : []),
    ],
    // Posts in DMs and in threads that were archived arrive for channels that are not cached; edits, for such messages.
    partials: [Partials.Channel, Partials.Message],
    // What is kept back beyond the end of a rate limit's window. The default, 50 ms, is a twentieth of all there is.
    rest: { api: apiUrl, cdn: cdnUrl, offset: 20, makeRequest: patientWithFiles(uploadMs) },
    allowedMentions: { parse: [] },
    makeCache: Options.cacheWithLimits({
      ...Options.DefaultMakeCacheSettings,
      MessageManager: 0,
      ReactionManager: 0,
      ReactionUserManager: 0,
      PresenceManager: 0,
      VoiceStateManager: 0,
      GuildBanManager: 0,
      GuildInviteManager: 0,
      GuildEmojiManager: 0,
      GuildStickerManager: 0,
      GuildScheduledEventManager: 0,
      StageInstanceManager: 0,
      AutoModerationRuleManager: 0,
      // A handful, because an author's nickname is read from here while the message is handled.
      GuildMemberManager: { maxSize: 10, keepOverLimit: (member) => member.id === member.client.user.id },
      UserManager: { maxSize: 10, keepOverLimit: (user) => user.id === user.client.user.id },
      // Only whether Bobbin itself is in the thread.
      ThreadMemberManager: { maxSize: 1, keepOverLimit: (member) => member.id === member.client.user.id },
    }),
  });
}

/** What discord.js gives to every request, 15 s, is not enough for 25 MiB on a line that many people have at home. */
function patientWithFiles(uploadMs: number): RESTOptions['makeRequest'] {
  return async (url, init) => {
    const hasFiles = init.body instanceof FormData;
    return DefaultRestOptions.makeRequest(url, hasFiles ? { ...init, signal: AbortSignal.timeout(uploadMs) } : init);
  };
}

/** Whether Bobbin has asked for what is written in messages that do not concern it. */
export function readsMessageContent({ options }: Client): boolean {
  return options.intents.has(GatewayIntentBits.MessageContent);
}
