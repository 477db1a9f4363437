import { type APIButtonComponentWithCustomId, ButtonStyle, ComponentType } from 'discord.js';
import type { Row } from './command-result.ts';

/** A button, before its row. */
export interface Choosable {
  readonly id: string;
  /** 80 characters at most. */
  readonly label: string;
  readonly isDangerous?: boolean;
}

/** A row of buttons, 5 at most. */
export function buttonRow(...buttons: readonly Choosable[]): Row {
  return {
    type: ComponentType.ActionRow,
    components: buttons.map(({ id, label, isDangerous }): APIButtonComponentWithCustomId => ({
      type: ComponentType.Button,
      custom_id: id,
      label,
      style: isDangerous ? ButtonStyle.Danger : ButtonStyle.Secondary,
    })),
  };
}
