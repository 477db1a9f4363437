/** What tutorials show: a Map from channel to thread, `createAndPoll` as the SDK ships it, and the newest message. */
import { Client, Events, GatewayIntentBits, type Message } from 'discord.js';
import OpenAI from 'openai';

const { apiUrl, token, assistantsUrl } = JSON.parse(process.argv[2] ?? '{}') as Record<string, string>;
const { assistants, threads } = new OpenAI({ apiKey: 'none', baseURL: assistantsUrl }).beta;
const assistant = await assistants.create({ model: 'stub', name: 'Tutorial' });
const threadIds = new Map<string, string>();
const client = new Client({
  intents: [GatewayIntentBits.Guilds, GatewayIntentBits.GuildMessages, GatewayIntentBits.MessageContent],
  rest: { api: apiUrl ?? '' },
});

async function answer(message: Message): Promise<void> {
  const threadId = threadIds.get(message.channelId) ?? (await threads.create()).id;
  threadIds.set(message.channelId, threadId);
  await threads.messages.create(threadId, { role: 'user', content: message.content });
  const run = await threads.runs.createAndPoll(threadId, { assistant_id: assistant.id });
  if (run.status !== 'completed') throw new Error(`The run is ${run.status}.`);
  const [newest] = (await threads.messages.list(threadId)).data;
  const [part] = newest?.content ?? [];
  await message.reply(part?.type === 'text' ? part.text.value : '(nothing)');
}

client.on(Events.MessageCreate, (message) => {
  if (message.author.bot || message.system) return;
  answer(message).catch((error: unknown) => console.error(error));
});
client.once(Events.ClientReady, () => console.log('Ready'));
await client.login(token);
