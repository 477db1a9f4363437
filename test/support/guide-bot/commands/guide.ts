import { type AutocompleteInteraction, type ChatInputCommandInteraction, SlashCommandBuilder } from 'discord.js';

const PAGES = [
  'Popular Topics: Threads',
  'Popular Topics: Sharding',
  'Library: Voice Connections',
  'Interactions: Buttons',
];

export const data = new SlashCommandBuilder()
  .setName('guide')
  .setDescription('Finds a page of the guide.')
  .addStringOption((option) =>
    option.setName('query').setDescription('What to look for').setRequired(true).setAutocomplete(true),
  );

export async function autocomplete(interaction: AutocompleteInteraction): Promise<void> {
  const typed = interaction.options.getFocused().toLowerCase();
  const found = PAGES.filter((page) => page.toLowerCase().includes(typed));
  await interaction.respond(found.map((page) => ({ name: page, value: page })));
}

export async function execute(interaction: ChatInputCommandInteraction): Promise<void> {
  await interaction.reply(`You look for “${interaction.options.getString('query', true)}”.`);
}
