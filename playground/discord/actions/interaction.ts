import type { ModalData } from '../components/modal-form.ts';
import { DiscordError, invalidForm } from '../discord-error.ts';
import type { InteractionOrigin, MessageRecord } from '../records.ts';
import type { Draft, MessageChange } from './messages.ts';
import type { OpenModal } from './modals.ts';

export interface Choice {
  name: string;
  value: string | number;
}

/** What a person gets of a bot: a message, a change of the message that they pressed on, a modal, choices. */
export type Answer =
  | { kind: 'message' | 'update'; message: MessageRecord; ephemeral: boolean; deferred: boolean }
  | { kind: 'deletion'; ephemeral: boolean; deferred: boolean }
  | { kind: 'modal'; modal: OpenModal }
  | { kind: 'choices'; choices: Choice[] };

/** What a bot says at first. `defer` is «I am thinking», `deferUpdate` says nothing for now. */
export type Callback =
  | { kind: 'message'; draft: Draft; ephemeral: boolean }
  | { kind: 'defer'; ephemeral: boolean }
  | { kind: 'update'; change: MessageChange }
  | { kind: 'deferUpdate' }
  | { kind: 'modal'; modal: ModalData }
  | { kind: 'choices'; choices: Choice[] };

/** What somebody has done that a bot is to answer. */
export interface NewInteraction {
  kind: 'command' | 'autocomplete' | 'component' | 'modal';
  userId: string;
  channelId: string;
  /** What messages tell of it. */
  origin: Omit<InteractionOrigin, 'id' | 'userId'>;
  /** From the menu of a message or of a user. */
  isMenu?: boolean | undefined;
  /** The message whose button or menu it was, or whose modal. */
  sourceId?: string | undefined;
  /** The modal that is sent with it. */
  modalId?: string | undefined;
}

export interface Interaction extends NewInteraction {
  id: string;
  token: string;
  startedMs: number;
  isAcknowledged: boolean;
  originalId?: string;
  isDeferred: boolean;
  isEphemeral: boolean;
  /** Settled by the bot's first answer that says something. */
  answered: PromiseWithResolvers<Answer>;
  acknowledged: PromiseWithResolvers<void>;
}

const callbacks: Record<Interaction['kind'], readonly Callback['kind'][]> = {
  command: ['message', 'defer', 'modal'],
  autocomplete: ['choices'],
  component: ['message', 'defer', 'update', 'deferUpdate', 'modal'],
  modal: ['message', 'defer', 'update', 'deferUpdate'],
};

/** @throws 50035 for an answer that does not fit what was done */
export function needFittingCallback({ kind, sourceId }: Interaction, callback: Callback): void {
  const needsSource = callback.kind === 'update' || callback.kind === 'deferUpdate';
  if (callbacks[kind].includes(callback.kind) && (!needsSource || sourceId !== undefined)) return;
  throw invalidForm({
    type: {
      code: 'INTERACTION_APPLICATION_COMMAND_INVALID_CALLBACK',
      message: 'Interaction callback type is invalid',
    },
  });
}

/** What a person sees when a bot keeps silent. */
export function noResponse(): DiscordError {
  return new DiscordError(504, 0, 'The application did not respond');
}
