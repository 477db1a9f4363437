import { ComponentType as Type } from 'discord-api-types/v10';
import type { Component } from '../components/component.ts';
import type { ModalData } from '../components/modal-form.ts';
import { chosenValues, needCount, optionOf, refuse } from './chosen-values.ts';
import type { Resolver } from './resolve.ts';
import type { PersonAttachment, SaveUpload } from './uploads.ts';

/** What is put into one field: a text, what is chosen, a tick, files. */
export type FieldValue = string | boolean | readonly string[] | readonly PersonAttachment[];

/** By the custom id of the field or by its label. */
export type ModalValues = Readonly<Record<string, FieldValue>>;

interface FillOptions {
  resolver: Resolver;
  saveUpload: SaveUpload;
}

/** Fills a modal in, held to what it asks for as Discord's client does. Answers with what the bot is told. */
export function fillModal({ components }: ModalData, values: ModalValues, options: FillOptions): object[] {
  const used = new Set<string>();

  function field(component: Component, label: string | undefined): object {
    const customId = component.custom_id ?? '';
    const key = values[customId] === undefined ? label : customId;
    const value = key === undefined ? undefined : values[key];
    if (key !== undefined) used.add(key);
    const { type, id } = component;
    return { type, id, custom_id: customId, ...answer(component, value, options) };
  }

  const filled = components.map(({ type, id, components: inRow, component, label }) => ({
    type,
    id,
    ...(inRow && { components: inRow.map((one) => field(one, one.label)) }),
    ...(component && { component: field(component, label) }),
  }));
  const unknown = Object.keys(values).find((name) => !used.has(name));
  if (unknown !== undefined) throw refuse(unknown, 'is no field of this form');
  return filled;
}

function answer(component: Component, value: FieldValue | undefined, { resolver, saveUpload }: FillOptions): object {
  const name = component.custom_id ?? '';
  switch (component.type as Type) {
    case Type.TextInput:
      return { value: text(component, value) };
    case Type.Checkbox:
      return { value: value === undefined ? component['default'] === true : value === true };
    case Type.RadioGroup: {
      const wanted = value === undefined ? preset(component)[0] : typeof value === 'string' ? value : '';
      if (wanted === undefined && component['required'] !== false) throw refuse(name, 'is required');
      const option = wanted === undefined ? undefined : optionOf(component, wanted);
      if (wanted !== undefined && !option) throw refuse(name, `does not offer "${wanted}"`);
      return { value: option?.value ?? null };
    }
    case Type.FileUpload: {
      const files = (Array.isArray(value) ? value : []) as PersonAttachment[];
      needCount(component, files.length);
      const saved = files.map(saveUpload);
      for (const file of saved) resolver.add('attachments', file.id, file);
      return { values: saved.map(({ id }) => id) };
    }
    default: {
      const chosen = value === undefined ? preset(component) : ([value].flat() as string[]);
      return { values: chosenValues(component, chosen, resolver) };
    }
  }
}

function text(component: Component, value: FieldValue | undefined): string {
  const name = component.custom_id ?? '';
  const given = value ?? component['value'] ?? '';
  if (typeof given !== 'string') throw refuse(name, 'takes text');
  if (given === '' && component['required'] === false) return given;
  if (given.trim() === '') throw refuse(name, 'is required');
  const min = Number(component['min_length'] ?? 0);
  const max = Number(component['max_length'] ?? 4000);
  if (given.length < min) throw refuse(name, `needs at least ${min} characters`);
  if (given.length > max) throw refuse(name, `takes at most ${max} characters`);
  return given;
}

/** What is chosen at first. */
function preset(component: Component): string[] {
  const options = (component['options'] ?? []) as { value: string; default?: boolean | null }[];
  const defaults = (component['default_values'] ?? []) as { id: string }[];
  return [...options.filter((one) => one.default).map(({ value }) => value), ...defaults.map(({ id }) => id)];
}
