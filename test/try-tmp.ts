import { createDiscord } from '/work/main/playground/discord/discord.ts';
import { Client, Events, GatewayIntentBits, Partials } from 'discord.js';
const discord = await createDiscord({ application: { name: 'Tester' } });
const client = new Client({
  rest: { api: discord.apiUrl },
  partials: [Partials.Channel],
  intents: [
    GatewayIntentBits.Guilds,
    GatewayIntentBits.GuildMessages,
    GatewayIntentBits.MessageContent,
    GatewayIntentBits.DirectMessages,
  ],
});
client.on(Events.MessageCreate, async (m) => {
  if (m.author.bot || m.system) return;
  console.log('got', m.content, m.guild?.name, m.member?.displayName);
  if (m.channel.isThread() || m.channel.isDMBased()) return void (await m.reply('pong ' + m.content));
  const t = await m.startThread({ name: 'talk' });
  await t.send('hello');
});
client.on('debug', (x) => process.env.DEBUG && console.log(x));
client.on(Events.InteractionCreate, async (i) => {
  if (i.isChatInputCommand()) {
    await i.deferReply({ flags: 64 });
    await i.editReply('echo ' + i.options.getString('text'));
  }
});
console.time('login');
await client.login(discord.token);
await new Promise((r) => client.once(Events.ClientReady, r));
console.timeEnd('login');
const ada = discord.person('Ada');
const p = await ada.post(discord.channel('general').id, 'hi <@' + discord.bot.id + '>');
await discord.until(() => discord.messages(p.id).find((m) => m.content === 'hello'));
await ada.post(p.id, 'in thread');
await discord.until(() => discord.messages(p.id).find((m) => m.content.startsWith('pong')));
const dm = await ada.openDm();
await ada.post(dm.id, 'psst');
await discord.until(() => discord.messages(dm.id).find((m) => m.content.startsWith('pong')));
await client.application!.commands.set([
  { name: 'echo', description: 'says it', options: [{ type: 3, name: 'text', description: 't', required: true }] },
]);
console.log(await ada.command(p.id, '/echo text:hi there').then((r) => [r.message.content, r.ephemeral, r.deferred]));
console.log(discord.messages(p.id).map((m) => [m.type, m.author.username, m.content]));
console.log(discord.requests.map((r) => `${r.method} ${r.path} ${r.status}`).join('\n'));
await client.destroy();
await discord.close();
