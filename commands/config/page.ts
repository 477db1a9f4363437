import type { ModalSubmitInteraction } from 'discord.js';
import type { ComponentInteraction } from '../../src/discord/command.ts';
import type { CommandReply, CommandResult, Row } from '../../src/discord/command-result.ts';
import type { Difference } from '../../src/server-settings/change.ts';
import type { Alter } from './change.ts';
import type { Filled } from './form.ts';
import type { View } from './view.ts';

/** What a page shows: the state, and up to five rows of controls, one of them with «Back». */
export interface Shown {
  readonly content: string;
  readonly rows: readonly Row[];
}

/** The use of a control. */
export interface Use {
  /** As it was when the control was used. */
  readonly view: View;
  /** What the page was about. */
  readonly at: string;
  /** What was chosen. */
  readonly values: readonly string[];
  readonly interaction: ComponentInteraction | ModalSubmitInteraction;
  /** Of a modal. */
  readonly fields: readonly Filled[];
  /** Changes the settings, tells the log channel, and lets the page show the new state. */
  change(alter: Alter): Promise<Difference[]>;
}

/** What comes after it: nothing for the same page, another one, or something else than a page. */
export type Next = undefined | { readonly page?: string; readonly at?: string } | { readonly result: CommandReply };

/** A subject of the panel. */
export interface Page {
  show(view: View, at: string): Shown | Promise<Shown>;
  /** By the name in the id of a control or of a modal. */
  readonly controls: Readonly<Record<string, (use: Use) => Promise<Next> | Next>>;
  /** The controls that open a modal. Discord wants it within a moment, so that the view has no assistants then. */
  readonly forms?: Readonly<Record<string, (view: View, at: string) => Extract<CommandResult, { modal: unknown }>>>;
}
