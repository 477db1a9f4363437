import { setTimeout as wait } from 'node:timers/promises';
import { type ChatInputCommandInteraction, MessageFlags, SlashCommandBuilder } from 'discord.js';

export const data = new SlashCommandBuilder()
  .setName('later')
  .setDescription('Takes its time.')
  .addStringOption((option) =>
    option
      .setName('end')
      .setDescription('What becomes of it')
      .setRequired(true)
      .addChoices({ name: 'An answer', value: 'answer' }, { name: 'Nothing', value: 'nothing' }),
  );

/** Long enough to be seen. */
const THINKING_MS = 1_500;

export async function execute(interaction: ChatInputCommandInteraction): Promise<void> {
  if (interaction.options.getString('end') === 'nothing') {
    await interaction.deferReply({ flags: MessageFlags.Ephemeral });
    await wait(THINKING_MS);
    return interaction.deleteReply();
  }
  await interaction.deferReply();
  await wait(THINKING_MS);
  await interaction.editReply('Here it is.');
  const more = await interaction.followUp({ content: 'And this, for you.', flags: MessageFlags.Ephemeral });
  await interaction.editReply({ content: 'And this, for you alone.', message: more });
}
