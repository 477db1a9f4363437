import { type ChatInputCommandInteraction, SlashCommandBuilder } from 'discord.js';

export const data = new SlashCommandBuilder()
  .setName('role')
  .setDescription('Gives you a role, or takes it.')
  .addStringOption((option) => option.setName('name').setDescription('Its name').setRequired(true));

export async function execute(interaction: ChatInputCommandInteraction): Promise<void> {
  if (!interaction.inCachedGuild()) return;
  const { guild, member } = interaction;
  const name = interaction.options.getString('name', true);
  const role =
    guild.roles.cache.find((one) => one.name === name) ??
    (await guild.roles.create({ name, colors: { primaryColor: 'Aqua' } }));
  if (member.roles.cache.has(role.id)) {
    await member.roles.remove(role);
    await interaction.reply(`You are no ${name} any more.`);
  } else {
    await member.roles.add(role);
    await interaction.reply(`You are a ${name} now.`);
  }
}
