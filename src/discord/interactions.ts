import { setTimeout as delay } from 'node:timers/promises';
import {
  type AutocompleteInteraction,
  type ChatInputCommandInteraction,
  DiscordAPIError,
  type Interaction,
  type InteractionEditReplyOptions,
  type MessageContextMenuCommandInteraction,
  MessageFlags,
  type ModalSubmitInteraction,
  RESTJSONErrorCodes,
} from 'discord.js';
import { explainToCommander } from '../conversation/explain.ts';
import { StoreAwayError } from '../conversation/store-away.ts';
import { UserError } from '../errors.ts';
import { textsIn } from '../texts/texts.ts';
import type { Command, Commands, ComponentInteraction } from './command.ts';
import type { CommandContext, CommandServices } from './command-context.ts';
import { type CommandReply, type CommandResult, partsOfCustomId } from './command-result.ts';

/** Discord gives up on an interaction after 3 s; a person should see a sign of life much earlier. */
const ACKNOWLEDGE_AFTER_MS = 1_000;
const CLAIM_MS = 500;

/** What gets an answer: a command, a click, a choice, a modal. */
type Asking =
  | ChatInputCommandInteraction
  | MessageContextMenuCommandInteraction
  | ComponentInteraction
  | ModalSubmitInteraction;

/**
 * Runs commands and what belongs to them, and answers Discord in time, whatever they do. The signal tells those that take
 * long that Bobbin stops.
 */
export function createInteractionHandler(
  commands: Commands,
  services: CommandServices,
  signal: AbortSignal,
  acknowledgeAfterMs: number = ACKNOWLEDGE_AFTER_MS,
) {
  const { conversations, log } = services;
  const byName = new Map([...commands.values()].map((command) => [command.data.name, command]));
  const offered = [...commands.values()].map(({ data }) => data);

  function contextOf({ locale, guildLocale }: Interaction): CommandContext {
    return { ...services, offered, signal, say: textsIn(locale), sayToAll: textsIn(guildLocale ?? locale) };
  }

  async function handle(asking: Asking): Promise<void> {
    const result = resultOf(asking);
    const early = await Promise.race([result, delay(acknowledgeAfterMs, undefined, { ref: false })]);
    try {
      if (early === undefined) await answerLate(asking, result);
      else if ('modal' in early) await showModal(asking, early.modal);
      else await answerAtOnce(asking, early);
    } catch (error) {
      if (isExpired(error)) {
        log.warn({ interactionId: asking.id, err: error }, 'interaction has expired, answering with a message');
        await answerOutside(asking, early ?? (await result));
      } else {
        log.error({ command: nameOf(asking), channelId: asking.channelId, err: error }, 'answer could not be given');
        await apologize(asking);
      }
    }
  }

  /** Discord will not have the answer, but the person waits for one. */
  async function apologize(asking: Asking): Promise<void> {
    const content = textsIn(asking.locale)('answers.somethingWentWrong');
    if (asking.replied || (asking.deferred && canUpdate(asking))) await asking.followUp(toMessage({ content }));
    else if (asking.deferred) await asking.editReply({ content });
    else await asking.reply(toMessage({ content }));
  }

  async function answerAtOnce(asking: Asking, reply: CommandReply): Promise<void> {
    if (reply.isUpdate && canUpdate(asking)) await asking.update(toEdit(reply));
    else await asking.reply(toMessage(reply));
    await sayToAll(asking, reply);
  }

  async function sayToAll(asking: Asking, { toAll }: CommandReply): Promise<void> {
    if (toAll !== undefined) await asking.followUp(toMessage({ content: toAll, isPublic: true }));
  }

  async function answerLate(asking: Asking, result: Promise<CommandResult>): Promise<void> {
    if (canUpdate(asking)) await asking.deferUpdate();
    else await asking.deferReply({ flags: MessageFlags.Ephemeral });
    const late = await result;
    // A modal has to be the first answer, so this one came too late.
    const reply = 'modal' in late ? { content: textsIn(asking.locale)('commands.tookTooLong') } : late;
    if (canUpdate(asking)) {
      await (reply.isUpdate ? asking.editReply(toEdit(reply)) : asking.followUp(toMessage(reply)));
    } else if (reply.isPublic) {
      await asking.deleteReply();
      await asking.followUp(toMessage(reply));
    } else {
      await asking.editReply(toEdit(reply));
    }
    await sayToAll(asking, reply);
  }

  async function showModal(asking: Asking, modal: Extract<CommandResult, { modal: unknown }>['modal']): Promise<void> {
    if (asking.isModalSubmit()) throw new Error('Discord shows no modal in answer to a modal.');
    await asking.showModal(modal);
  }

  /** The interaction takes no answer any more, but there is one: to the person alone, unless it was for all. */
  async function answerOutside(asking: Asking, result: CommandResult): Promise<void> {
    if ('modal' in result) return;
    // Buttons and menus are about the place that they are in, and everybody there could use them.
    const { flags: _ephemeral, components, ...message } = toMessage(result);
    const { toAll, isPublic = toAll !== undefined } = result;
    if (isPublic && asking.channel?.isSendable())
      await asking.channel.send({ ...message, content: toAll ?? message.content });
    else await asking.user.send(message);
    if (components.length > 0) await asking.user.send(textsIn(asking.locale)('commands.withoutButtons'));
  }

  /** Never rejects. */
  async function resultOf(asking: Asking): Promise<CommandResult> {
    const context = contextOf(asking);
    try {
      return await run(asking, context);
    } catch (error) {
      if (error instanceof StoreAwayError) return { content: context.say('commands.noStore') };
      const explained = explainToCommander(error);
      if (explained && !(error instanceof UserError)) {
        log.warn({ command: nameOf(asking), channelId: asking.channelId, err: error }, 'command was refused');
      }
      if (explained) return { content: context.say(explained.key, explained.values) };
      log.error({ command: nameOf(asking), channelId: asking.channelId, err: error }, 'command failed');
      return { content: context.say('answers.somethingWentWrong') };
    }
  }

  async function run(asking: Asking, context: CommandContext): Promise<CommandResult> {
    if (asking.isChatInputCommand()) {
      const command = byName.get(asking.commandName);
      if (command && 'run' in command) return command.run(asking, context);
    } else if (asking.isMessageContextMenuCommand()) {
      const command = byName.get(asking.commandName);
      if (command && 'runOnMessage' in command) return command.runOnMessage(asking, context);
    } else {
      const { command: name, parts } = partsOfCustomId(asking.customId);
      const command: Command | undefined = commands.get(name);
      if (asking.isModalSubmit() && command?.submit) return command.submit(asking, parts, context);
      if (asking.isMessageComponent() && command?.component) return command.component(asking, parts, context);
    }
    throw new Error(`Discord sent something that nobody has offered: ${nameOf(asking)}`);
  }

  async function suggest(interaction: AutocompleteInteraction): Promise<void> {
    const command = byName.get(interaction.commandName);
    try {
      const choices = command && 'run' in command && command.autocomplete?.(interaction, contextOf(interaction));
      await interaction.respond((await (choices || undefined)) ?? []);
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
    if (interaction.isAutocomplete()) await suggest(interaction);
    else if (isAsking(interaction) && (await isOurs(interaction))) await handle(interaction);
  };
}

function isAsking(interaction: Interaction): interaction is Asking {
  return (
    interaction.isChatInputCommand() ||
    interaction.isMessageContextMenuCommand() ||
    interaction.isMessageComponent() ||
    interaction.isModalSubmit()
  );
}

/** It came from a message, which can be changed. */
function canUpdate(asking: Asking) {
  return asking.isMessageComponent() || (asking.isModalSubmit() && asking.isFromMessage());
}

function nameOf(asking: Asking): string {
  return 'commandName' in asking ? asking.commandName : asking.customId;
}

function isExpired(error: unknown): boolean {
  return (
    error instanceof DiscordAPIError &&
    (error.code === RESTJSONErrorCodes.UnknownInteraction || error.code === RESTJSONErrorCodes.InvalidWebhookToken)
  );
}

function toMessage(reply: CommandReply) {
  const { content, rows = [], files = [] } = reply;
  return {
    content,
    components: rows,
    files: files.map(({ name, data }) => ({ name, attachment: typeof data === 'string' ? Buffer.from(data) : data })),
    ...(!reply.isPublic && { flags: MessageFlags.Ephemeral as const }),
  };
}

function toEdit(reply: CommandReply): InteractionEditReplyOptions {
  const { flags: _fixed, ...message } = toMessage(reply);
  // The files of the message before it go, too.
  return { ...message, attachments: [] };
}
