import { setTimeout as delay } from 'node:timers/promises';
import {
  type AutocompleteInteraction,
  type ChatInputCommandInteraction,
  type Interaction,
  MessageFlags,
} from 'discord.js';
import { StoreAwayError } from '../conversation/store-away.ts';
import { UserError } from '../errors.ts';
import { texts } from '../texts.ts';
import type { Command, CommandContext, CommandReply } from './command.ts';

/** Discord gives up on an interaction after 3 s; a person should see a sign of life much earlier. */
const ACKNOWLEDGE_AFTER_MS = 1_000;
const CLAIM_MS = 500;

/** Runs commands and answers Discord in time, whatever they do. */
export function createInteractionHandler(commands: ReadonlyMap<string, Command>, context: CommandContext) {
  const { conversations, log } = context;

  async function run(interaction: ChatInputCommandInteraction): Promise<void> {
    const reply = replyOf(interaction);
    const early = await Promise.race([reply, delay(ACKNOWLEDGE_AFTER_MS, undefined, { ref: false })]);
    if (early !== undefined) {
      await interaction.reply(toMessage(early));
      return;
    }
    await interaction.deferReply({ flags: MessageFlags.Ephemeral });
    const late = await reply;
    if (late.isPublic) {
      await interaction.deleteReply();
      await interaction.followUp(toMessage(late));
    } else {
      await interaction.editReply({ content: late.content });
    }
  }

  /** Never rejects. */
  async function replyOf(interaction: ChatInputCommandInteraction): Promise<CommandReply> {
    try {
      const command = commands.get(interaction.commandName);
      if (!command) throw new Error(`Discord sent a command that is not registered: ${interaction.commandName}`);
      return await command.run(interaction, context);
    } catch (error) {
      if (error instanceof UserError) return { content: error.message };
      if (error instanceof StoreAwayError) return { content: texts.noStoreForCommand };
      log.error({ command: interaction.commandName, channelId: interaction.channelId, err: error }, 'command failed');
      return { content: texts.somethingWentWrong };
    }
  }

  async function suggest(interaction: AutocompleteInteraction): Promise<void> {
    const command = commands.get(interaction.commandName);
    try {
      await interaction.respond((await command?.autocomplete?.(interaction, context)) ?? []);
    } catch (error) {
      log.warn({ command: interaction.commandName, err: error }, 'suggestions failed');
    }
  }

  /** During a rolling restart two processes are told of every command. A store that is slow must not silence both. */
  async function isOurs({ id }: Interaction): Promise<boolean> {
    const claim = conversations.claimCommand(id).catch(() => true); // the command itself will say what is wrong
    return Promise.race([claim, delay(CLAIM_MS, true, { ref: false })]);
  }

  return async (interaction: Interaction): Promise<void> => {
    if (interaction.isChatInputCommand()) {
      if (await isOurs(interaction)) await run(interaction);
    } else if (interaction.isAutocomplete()) {
      await suggest(interaction);
    }
  };
}

function toMessage({ content, isPublic }: CommandReply) {
  return isPublic ? { content } : { content, flags: MessageFlags.Ephemeral as const };
}
