import { Events, type GuildMember } from 'discord.js';

export const name = Events.GuildMemberAdd;

export async function execute(member: GuildMember): Promise<void> {
  const channel = member.guild.channels.cache.find((one) => one.name === 'help');
  if (channel?.isSendable()) await channel.send(`Welcome, ${member.toString()}!`);
}
