import type {
  APIActionRowComponent,
  APIComponentInMessageActionRow,
  APIModalInteractionResponseCallbackData,
} from 'discord.js';

/** A row of buttons, or one menu. */
export type Row = APIActionRowComponent<APIComponentInMessageActionRow>;

export interface CommandReply {
  /** 1 to 2000 characters. */
  readonly content: string;
  readonly rows?: readonly Row[];
  readonly files?: readonly { readonly name: string; readonly data: string | Buffer }[];
  /** For all in the channel, because it concerns them all; otherwise only the person who asked sees it. */
  readonly isPublic?: boolean;
  /** Takes the place of the message whose button or menu was used. */
  readonly isUpdate?: boolean;
  /** What is said to all besides: 1 to 2000 characters. */
  readonly toAll?: string;
}

/** What a command, a component or a modal answers with. A modal cannot follow a modal. */
export type CommandResult = CommandReply | { readonly modal: APIModalInteractionResponseCallbackData };

export interface Choice {
  /** What the person sees, 100 characters at most. */
  readonly name: string;
  /** What the command gets, 100 characters at most. */
  readonly value: string;
}

/** https://docs.discord.com/developers/components/reference#anatomy-of-a-component-custom-id */
const MAX_CUSTOM_ID = 100;

/**
 * Names a component or a modal so that whoever is told of its use knows what to do, also after a restart: the state of a
 * panel is in the ids of its components. No part may contain a colon.
 */
export function customId(command: string, ...parts: readonly string[]): string {
  const id = [command, ...parts].join(':');
  if (id.length > MAX_CUSTOM_ID) throw new Error(`The custom id ${id} is too long.`);
  return id;
}

export function partsOfCustomId(id: string): { command: string; parts: string[] } {
  const [command = '', ...parts] = id.split(':');
  return { command, parts };
}
