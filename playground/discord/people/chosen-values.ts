import { ComponentType as Type } from 'discord-api-types/v10';
import type { Component } from '../components/component.ts';
import { DiscordError } from '../discord-error.ts';
import type { Kind, Resolver } from './resolve.ts';

const kinds: ReadonlyMap<number, readonly Kind[]> = new Map<number, readonly Kind[]>([
  [Type.UserSelect, ['user']],
  [Type.RoleSelect, ['role']],
  [Type.MentionableSelect, ['user', 'role']],
  [Type.ChannelSelect, ['channel']],
]);

interface Offered {
  label: string;
  value: string;
}

/** What somebody chose, as the values that Discord sends: options by value or label, all others by id, mention or name. */
export function chosenValues(component: Component, chosen: readonly string[], resolver: Resolver): string[] {
  const name = component.custom_id ?? '';
  const values = chosen.map((text) => {
    const value = kinds.has(component.type)
      ? resolver.find(kinds.get(component.type) ?? [], text, (component['channel_types'] ?? []) as number[])
      : optionOf(component, text)?.value;
    if (value === undefined) throw refuse(name, `does not offer "${text}"`);
    return value;
  });
  if (new Set(values).size !== values.length) throw refuse(name, 'takes each value once');
  needCount(component, values.length);
  return values;
}

/** The option with this value or label. */
export function optionOf(component: Component, text: string): Offered | undefined {
  const options = (component['options'] ?? []) as Offered[];
  return options.find(({ value }) => value === text) ?? options.find(({ label }) => label === text);
}

/** Refuses too few and too many. What a modal does not require may be left empty. */
export function needCount(component: Component, count: number): void {
  const isGroup = component.type === Type.CheckboxGroup;
  const min = Number(component['min_values'] ?? 1);
  const max = Number(component['max_values'] ?? (isGroup ? 10 : 1));
  if (count === 0 && component['required'] === false) return;
  if (count < min) throw refuse(component.custom_id ?? '', `needs at least ${min}`);
  if (count > max) throw refuse(component.custom_id ?? '', `takes at most ${max}`);
}

export function refuse(name: string, problem: string): DiscordError {
  return new DiscordError(400, 50035, `“${name}” ${problem}.`);
}
