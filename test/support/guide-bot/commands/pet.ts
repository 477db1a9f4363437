import {
  ActionRowBuilder,
  type ChatInputCommandInteraction,
  ComponentType,
  SlashCommandBuilder,
  StringSelectMenuBuilder,
  StringSelectMenuOptionBuilder,
  UserSelectMenuBuilder,
} from 'discord.js';

export const data = new SlashCommandBuilder().setName('pet').setDescription('Chooses pets, and who feeds them.');

export async function execute(interaction: ChatInputCommandInteraction): Promise<void> {
  const pets = new StringSelectMenuBuilder()
    .setCustomId('pets')
    .setPlaceholder('Make a selection')
    .setMinValues(1)
    .setMaxValues(2)
    .addOptions(
      ['Dog', 'Cat', 'Axolotl'].map((label) =>
        new StringSelectMenuOptionBuilder()
          .setLabel(label)
          .setValue(label.toLowerCase())
          .setDescription(`A ${label.toLowerCase()}.`)
          .setEmoji('🐾'),
      ),
    );
  const feeder = new UserSelectMenuBuilder().setCustomId('feeder').setPlaceholder('Who feeds them');
  const message = await interaction.reply({
    content: 'Choose.',
    components: [
      new ActionRowBuilder<StringSelectMenuBuilder>().addComponents(pets),
      new ActionRowBuilder<UserSelectMenuBuilder>().addComponents(feeder),
    ],
    withResponse: true,
  });
  const sent = message.resource?.message;
  const chosen = await sent?.awaitMessageComponent({ componentType: ComponentType.StringSelect, time: 60_000 });
  await chosen?.deferUpdate();
  const fed = await sent?.awaitMessageComponent({ componentType: ComponentType.UserSelect, time: 60_000 });
  const who = fed?.users.map(({ displayName }) => displayName).join(', ');
  await fed?.update({ content: `${who} feeds: ${chosen?.values.join(', ')}.`, components: [] });
}
