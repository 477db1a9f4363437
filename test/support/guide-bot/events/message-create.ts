import { Events, type Message } from 'discord.js';

export const name = Events.MessageCreate;

export async function execute(message: Message): Promise<void> {
  if (message.author.bot || !message.inGuild()) return;
  if (message.content.toLowerCase() === 'hello') await message.react('👋');
  if (message.content === '!help') await message.reply('Type **/** to see what I can do.');
}
