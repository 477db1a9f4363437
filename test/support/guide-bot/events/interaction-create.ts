import { Collection, Events, type Interaction, MessageFlags, time, TimestampStyles } from 'discord.js';
import { type GuideCommand, GuideClient } from '../guide-client.ts';

const DEFAULT_COOLDOWN_SECONDS = 0;

export const name = Events.InteractionCreate;

export async function execute(interaction: Interaction): Promise<void> {
  const { client } = interaction;
  if (!(client instanceof GuideClient)) return;
  if (!interaction.isCommand() && !interaction.isAutocomplete()) return;
  const command = client.commands.get(interaction.commandName);
  if (!command) return;
  if (interaction.isAutocomplete()) {
    await command.autocomplete?.(interaction);
    return;
  }
  if (!interaction.isChatInputCommand() && !interaction.isContextMenuCommand()) return;

  const readyAt = cooldownOf(client, command, interaction.user.id);
  if (readyAt !== undefined) {
    const when = time(Math.round(readyAt / 1_000), TimestampStyles.RelativeTime);
    await interaction.reply({ content: `Please wait: you can use it again ${when}.`, flags: MessageFlags.Ephemeral });
    return;
  }
  try {
    await command.execute(interaction);
  } catch (error) {
    const content = `There was an error while executing this command: ${String(error)}`;
    if (interaction.replied || interaction.deferred)
      await interaction.followUp({ content, flags: MessageFlags.Ephemeral });
    else await interaction.reply({ content, flags: MessageFlags.Ephemeral });
  }
}

/** When the command can be used again; undefined when that is now. */
function cooldownOf({ cooldowns }: GuideClient, { data, cooldown }: GuideCommand, userId: string): number | undefined {
  const now = Date.now();
  const used = cooldowns.ensure(data.name, () => new Collection());
  const readyAt = (used.get(userId) ?? 0) + (cooldown ?? DEFAULT_COOLDOWN_SECONDS) * 1_000;
  if (now < readyAt) return readyAt;
  used.set(userId, now);
  return undefined;
}
