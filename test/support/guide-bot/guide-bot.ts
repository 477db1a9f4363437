import { Events, GatewayIntentBits, Partials, REST, Routes } from 'discord.js';
import { GuideClient } from './guide-client.ts';

interface GuideBotOptions {
  /** All that it is told of where its Discord is. */
  api: string;
  token: string;
  applicationId: string;
  guildId: string;
}

/** A bot as the guide of discord.js teaches to write one. It knows nothing of the playground. */
export async function startGuideBot({ api, token, applicationId, guildId }: GuideBotOptions): Promise<GuideClient> {
  const client = await GuideClient.load({
    intents: [
      GatewayIntentBits.Guilds,
      GatewayIntentBits.GuildMembers,
      GatewayIntentBits.GuildModeration,
      GatewayIntentBits.GuildMessages,
      GatewayIntentBits.GuildMessageReactions,
      GatewayIntentBits.MessageContent,
      GatewayIntentBits.DirectMessages,
    ],
    partials: [Partials.Message, Partials.Channel, Partials.Reaction],
    rest: { api },
  });
  const rest = new REST({ api }).setToken(token);
  await rest.put(Routes.applicationGuildCommands(applicationId, guildId), { body: client.commandData() });
  const ready = new Promise((resolve) => void client.once(Events.ClientReady, resolve));
  await client.login(token);
  await ready;
  return client;
}
