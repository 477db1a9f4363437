import { createHash } from 'node:crypto';
import {
  type APIModalInteractionResponseCallbackData,
  ComponentType,
  type ModalSubmitInteraction,
  TextInputStyle,
} from 'discord.js';
import { UserError } from '../../src/errors.ts';
import { oneLine } from '../../src/markdown/plain-name.ts';

export interface Field {
  readonly name: string;
  readonly label: string;
  readonly description?: string;
  /** What is there now. */
  readonly value: string;
  readonly maxLength: number;
  readonly isLong?: boolean;
}

/** A modal of text fields, 5 at most. What is left empty is not set. */
export function form(
  id: string,
  title: string,
  fields: readonly Field[],
): { modal: APIModalInteractionResponseCallbackData } {
  return {
    modal: {
      custom_id: id,
      title: oneLine(title, 45),
      components: fields.map(({ name, label, description, value, maxLength, isLong }) => ({
        type: ComponentType.Label,
        label: oneLine(label, 45),
        ...(description !== undefined && { description: oneLine(description, 100) }),
        component: {
          type: ComponentType.TextInput,
          // Whether somebody else has changed it while the modal was open is seen by what it was at first.
          custom_id: `${name}.${fingerprint(value)}`,
          style: isLong ? TextInputStyle.Paragraph : TextInputStyle.Short,
          required: false,
          max_length: maxLength,
          ...(value !== '' && { value }),
        },
      })),
    },
  };
}

/** What somebody has written into a field. */
export interface Filled {
  readonly name: string;
  /** Trimmed. */
  readonly value: string;
  /**
   * Whether it is to be changed at all: two people may have the same modal open, for different fields.
   * @throws {UserError} when somebody else has changed the value since the modal was opened.
   */
  isChanged(current: string): boolean;
}

export function filledFields({ fields }: ModalSubmitInteraction): Filled[] {
  return [...fields.fields.values()].flatMap((field) => {
    if (field.type !== ComponentType.TextInput) return [];
    const [name = '', shown] = field.customId.split('.');
    const value = field.value.trim();
    return [
      {
        name,
        value,
        isChanged(current) {
          if (fingerprint(value) === shown || value === current) return false;
          if (fingerprint(current) !== shown) throw new UserError('config.changedMeanwhile');
          return true;
        },
      },
    ];
  });
}

function fingerprint(text: string): string {
  return createHash('sha256').update(text.trim()).digest('hex').slice(0, 12);
}
