import type { APIMessage } from 'discord-api-types/v10';
import { type Modal, modalView } from '../actions/modals.ts';
import type { MessageRecord } from '../records.ts';
import type { Heard } from './interaction-events.ts';

/**
 * What a person gets for a command, a button, a menu or a modal: a new message, a change of the message with the
 * button (`update`), its deletion, a modal, or nothing yet (`heard`).
 */
export interface BotResponse {
  kind: 'message' | 'update' | 'deletion' | 'modal' | 'heard';
  /** Throws when the bot has answered with something else. */
  message: APIMessage;
  /** Throws when the bot has answered with something else. */
  modal: Modal;
  /** Only this person sees it. */
  ephemeral: boolean;
  /** The bot was «thinking» first, or has acknowledged the press without a word. */
  deferred: boolean;
}

/** `view` shows a message as the person sees it. */
export function responseOf(heard: Heard, view: (message: MessageRecord) => APIMessage): BotResponse {
  switch (heard?.kind) {
    case 'message':
    case 'update':
      return withTraps({
        kind: heard.kind,
        message: view(heard.message),
        ephemeral: heard.ephemeral,
        deferred: heard.deferred,
      });
    case 'deletion':
      return withTraps({ kind: 'deletion', ephemeral: heard.ephemeral, deferred: heard.deferred });
    case 'modal':
      return withTraps({ kind: 'modal', modal: modalView(heard.modal), ephemeral: true, deferred: false });
    default:
      return withTraps({ kind: 'heard', ephemeral: false, deferred: true });
  }
}

/** What is not there says so when a test asks for it; it is not part of the object's JSON. */
function withTraps(response: Pick<BotResponse, 'kind' | 'ephemeral' | 'deferred'> & Partial<BotResponse>): BotResponse {
  for (const name of ['message', 'modal'] as const)
    if (response[name] === undefined)
      Object.defineProperty(response, name, {
        enumerable: false,
        get: () => {
          throw new Error(`The bot answered with no ${name}, but with: ${response.kind}.`);
        },
      });
  return response as BotResponse;
}
