/** The limit: a bot that keeps nothing, asks the model directly and replies. */
import { Client, Events, GatewayIntentBits } from 'discord.js';
import OpenAI from 'openai';

const { apiUrl, token, modelUrl } = JSON.parse(process.argv[2] ?? '{}') as Record<string, string>;
const model = new OpenAI({ apiKey: 'none', baseURL: modelUrl });
const client = new Client({
  intents: [GatewayIntentBits.Guilds, GatewayIntentBits.GuildMessages, GatewayIntentBits.MessageContent],
  rest: { api: apiUrl ?? '' },
});

client.on(Events.MessageCreate, (message) => {
  if (message.author.bot || message.system) return;
  const messages = [{ role: 'user' as const, content: message.content }];
  model.chat.completions
    .create({ model: 'stub', messages })
    .then(({ choices }) => message.reply(choices[0]?.message.content ?? '(nothing)'))
    .catch((error: unknown) => console.error(error));
});
client.once(Events.ClientReady, () => console.log('Ready'));
await client.login(token);
