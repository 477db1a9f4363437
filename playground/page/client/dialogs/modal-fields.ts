import * as kinds from '../components/kinds.ts';
import { presetOf } from '../components/preset.ts';
import type { Component, FieldValue, Modal } from '../types.ts';
import { readableSize } from '../messages/attachments/media.ts';
import { readUpload } from './uploads.ts';

/** The longest text that Discord takes, where the bot has set no limit. */
const MAX_LENGTH = 4_000;

/** What is in a field: a text, what is chosen (radio buttons: one at most), a tick, files. */
export type Entry = string | boolean | readonly string[] | readonly File[];

/** Something to fill in. */
export interface Field {
  /** The custom id. */
  name: string;
  label: string;
  description: string | undefined;
  isRequired: boolean;
  input: Component;
}

/** The field that a component of a modal is: a text input in a row, or anything in a label. */
export function fieldOf(component: Component): Field | undefined {
  const input = component.component ?? component.components?.[0];
  if (!input) return undefined;
  return {
    name: input.custom_id ?? '',
    label: component.label ?? input.label ?? '',
    description: component.description ?? undefined,
    isRequired: input.type !== kinds.CHECKBOX && input.required !== false,
    input,
  };
}

export function fieldsOf({ components }: Modal): Field[] {
  return components.flatMap((component) => fieldOf(component) ?? []);
}

/** What the bot has put into a field. */
export function entryOf({ input }: Field): Entry {
  switch (input.type) {
    case kinds.TEXT_INPUT:
      return input.value ?? '';
    case kinds.CHECKBOX:
      return input.default === true;
    case kinds.FILE_UPLOAD:
      return [];
    default:
      return presetOf(input);
  }
}

/** How many values or files a field takes. */
export function limitsOf({ input, isRequired }: Field): { min: number; max: number } {
  const { type, min_values: min, max_values: max, options = [] } = input;
  if (type === kinds.RADIO_GROUP) return { min: isRequired ? 1 : 0, max: 1 };
  return { min: min ?? 1, max: max ?? (type === kinds.CHECKBOX_GROUP ? options.length : 1) };
}

/** How long a text may be. */
export function maxLengthOf({ input }: Field): number {
  return input.max_length ?? MAX_LENGTH;
}

/** What does not fit, in a sentence: as Discord's client says it before anything is sent. */
export function problemOf(field: Field, entry: Entry, maxFileBytes: number): string | undefined {
  if (typeof entry === 'boolean') return undefined;
  if (typeof entry === 'string') return textProblem(field, entry);
  const { isRequired, input } = field;
  const { min, max } = limitsOf(field);
  const { length } = entry;
  if (length === 0 && (!isRequired || min === 0)) return undefined;
  if (length === 0 && min <= 1) return 'This field is required.';
  const isFiles = input.type === kinds.FILE_UPLOAD;
  if (length < min) return isFiles ? `Add at least ${min} ${files(min)}.` : `Choose at least ${min}.`;
  const large = entry.find((one) => typeof one !== 'string' && one.size > maxFileBytes);
  if (large instanceof File) return `${large.name} is larger than ${readableSize(maxFileBytes)}.`;
  if (length > max) return isFiles ? `Add ${max} ${files(max)} at most.` : `Choose ${max} at most.`;
  return undefined;
}

function textProblem(field: Field, text: string): string | undefined {
  const { isRequired, input } = field;
  const min = input.min_length ?? 0;
  const max = maxLengthOf(field);
  if (text === '' && !isRequired) return undefined;
  if (text.trim() === '') return 'This field is required.';
  if (text.length < min) return `Must be at least ${min} ${min === 1 ? 'character' : 'characters'}.`;
  return text.length > max ? `Must be ${max} characters or fewer.` : undefined;
}

/** The field that a refusal of the local Discord names by its custom id, and what is wrong with it. */
export function refusedField(fields: readonly Field[], refusal: string): [name: string, problem: string] | undefined {
  const [, name, problem = ''] = /^“(.+?)” (.+)$/.exec(refusal) ?? [];
  const found = fields.find((field) => field.name === name);
  return found && [found.name, `${problem.charAt(0).toUpperCase()}${problem.slice(1)}`];
}

function files(count: number): string {
  return count === 1 ? 'file' : 'files';
}

/** What is sent for a field; `undefined` for radio buttons of which none is chosen. Rejects with a sentence. */
export async function valueOf({ input }: Field, entry: Entry): Promise<FieldValue | undefined> {
  if (typeof entry === 'string' || typeof entry === 'boolean') return entry;
  if (input.type === kinds.FILE_UPLOAD) return Promise.all((entry as readonly File[]).map((file) => readUpload(file)));
  const values = entry as readonly string[];
  return input.type === kinds.RADIO_GROUP ? values[0] : [...values];
}
