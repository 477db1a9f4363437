import { type ChatInputCommandInteraction, SlashCommandBuilder } from 'discord.js';

export const data = new SlashCommandBuilder()
  .setName('info')
  .setDescription('About something.')
  .addSubcommand((subcommand) => subcommand.setName('server').setDescription('About the server'))
  .addSubcommandGroup((group) =>
    group
      .setName('of')
      .setDescription('About something that you name')
      .addSubcommand((subcommand) =>
        subcommand
          .setName('user')
          .setDescription('About a user')
          .addUserOption((option) => option.setName('target').setDescription('Whom').setRequired(true)),
      )
      .addSubcommand((subcommand) =>
        subcommand
          .setName('role')
          .setDescription('About a role')
          .addRoleOption((option) => option.setName('target').setDescription('Which').setRequired(true)),
      ),
  );

export async function execute(interaction: ChatInputCommandInteraction): Promise<void> {
  const { options } = interaction;
  if (options.getSubcommandGroup() === null) return void (await interaction.reply(`On ${interaction.guild?.name}.`));
  if (options.getSubcommand() === 'role')
    return void (await interaction.reply(`The role ${options.getRole('target', true).name}.`));
  const user = options.getUser('target', true);
  await interaction.reply(`${user.displayName} is ${user.bot ? 'a bot' : 'a person'}.`);
}
