import type { APIApplicationCommand, APIApplicationCommandPermission, APIMessage } from 'discord-api-types/v10';
import type { Actions } from '../actions/actions.ts';
import type { Choice } from '../actions/interaction.ts';
import { type Modal, modalView } from '../actions/modals.ts';
import { refusal } from '../discord-error.ts';
import type { Permissions } from '../permissions.ts';
import type { MessageRecord } from '../records.ts';
import type { Views } from '../views.ts';
import type { World } from '../world.ts';
import type { Heard, Waiting } from './interaction-events.ts';
import type { Invoke, MenuTarget, OptionTexts } from './invoke.ts';
import type { ModalValues } from './modal-values.ts';
import type { createPress } from './press.ts';
import { type BotResponse, responseOf } from './response.ts';
import type { createSubmit } from './submit.ts';
import type { PersonAttachment } from './uploads.ts';

export interface InteractionWaiting {
  /** How long a bot that has deferred its answer may take; it has three seconds to say anything. Default: 15 s. */
  timeoutMs?: number | undefined;
  /** `'heard'` is content with a bot that has deferred its answer. Default: until there is something to see. */
  until?: 'answered' | 'heard' | undefined;
}

/** The value of an option of a command. */
export type OptionValue = string | number | boolean | PersonAttachment;

/** What a person does with a bot beyond talking. */
export interface Ways {
  invoke: Invoke;
  press: ReturnType<typeof createPress>;
  submit: ReturnType<typeof createSubmit>;
}

interface PersonInteractionsOptions extends Ways {
  world: World;
  permissions: Permissions;
  views: Views;
  actions: Actions;
  botId: () => string;
  guildId: () => string;
  userId: string;
}

/** Commands, buttons, menus and modals, as one person uses them. Each answers with what the person gets to see. */
export function createPersonInteractions(options: PersonInteractionsOptions) {
  const { world, permissions, views, actions, invoke, press, submit, botId, guildId, userId } = options;

  const view = (message: MessageRecord): APIMessage => views.message(message, userId);
  const respond = async (heard: Promise<Heard>): Promise<BotResponse> => responseOf(await heard, view);

  return {
    /**
     * Uses a command: `'/assistant switch name:tutor'`, or `'assistant switch', { name: 'tutor' }`.
     * Files are given by option: `{ file: { name: 'a.txt', data: 'text' } }`.
     */
    async command(
      channelId: string,
      text: string,
      values: Readonly<Record<string, OptionValue>> = {},
      waiting: InteractionWaiting = {},
    ): Promise<BotResponse> {
      return respond(invoke.command(userId, channelId, text, textsOf(values), waitingOf(waiting)));
    },
    /** What the bot offers for the last option of the text, or for the one of the given options that is named. */
    autocomplete: (
      channelId: string,
      text: string,
      values: Readonly<Record<string, OptionValue>> = {},
      focused?: string,
    ): Promise<Choice[]> => invoke.autocomplete(userId, channelId, text, { values: textsOf(values), focused }),
    /** The commands that this person is offered in a channel, those of the menus (`type` 2 and 3) too. */
    commands(channelId: string): APIApplicationCommand[] {
      const channel = world.channel(channelId);
      permissions.need(channel, userId);
      return invoke.offered(userId, channel).map(views.command);
    },
    /** Uses a command of the menu of a message (`{ messageId }`) or of a user (`{ userId }`), by its name. */
    contextMenu: (
      channelId: string,
      name: string,
      target: MenuTarget,
      waiting: InteractionWaiting = {},
    ): Promise<BotResponse> => respond(invoke.menu(userId, channelId, name, target, waitingOf(waiting))),

    /** Presses a button, by its custom id or label. */
    click: (
      channelId: string,
      messageId: string,
      button: string,
      waiting: InteractionWaiting = {},
    ): Promise<BotResponse> =>
      respond(press(userId, { channelId, messageId, component: button }, undefined, waitingOf(waiting))),
    /** Chooses in a menu, by its custom id or placeholder: options by value or label, others by id, mention or name. */
    choose: (
      channelId: string,
      messageId: string,
      menu: string,
      values: string | readonly string[],
      waiting: InteractionWaiting = {},
    ): Promise<BotResponse> =>
      respond(press(userId, { channelId, messageId, component: menu }, [values].flat(), waitingOf(waiting))),

    /** The modal that this person has open. */
    openModal(): Modal | undefined {
      const open = actions.modals.of(userId);
      return open && modalView(open);
    },
    /** Sends the modal that is open. Fields are named by custom id or label; what is absent stays as it is. */
    submit: (
      modal: Pick<Modal, 'id'>,
      values: ModalValues = {},
      waiting: InteractionWaiting = {},
    ): Promise<BotResponse> => respond(submit(userId, modal.id, values, waitingOf(waiting))),
    /** Closes the modal without sending it. The bot does not hear of it. */
    async dismiss(modal: Pick<Modal, 'id'>): Promise<void> {
      actions.modals.close(userId, actions.modals.get(userId, modal.id).id);
    },

    /** Sets who may use a command (by name or id), or all of them (`undefined`), as in the server's settings. */
    async setCommandPermissions(
      nameOrId: string | undefined,
      wanted: APIApplicationCommandPermission[],
    ): Promise<void> {
      const command = actions.commands
        .usableIn(guildId())
        .find(({ id, data }) => id === nameOrId || data.name === nameOrId);
      if (nameOrId !== undefined && nameOrId !== botId() && !command) throw refusal('unknownCommand');
      actions.commandPermissions.set(userId, guildId(), command?.id ?? botId(), wanted);
    },
  };
}

function textsOf(values: Readonly<Record<string, OptionValue>>): OptionTexts {
  const given = Object.entries(values).map(([name, value]): [string, string | PersonAttachment] => [
    name,
    typeof value === 'object' ? value : String(value),
  ]);
  return Object.fromEntries(given);
}

function waitingOf({ timeoutMs = 15_000, until }: InteractionWaiting): Waiting {
  return { timeoutMs, untilHeard: until === 'heard' };
}
