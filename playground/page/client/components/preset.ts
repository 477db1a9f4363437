import type { Component } from '../types.ts';

/** What the bot has chosen in a menu beforehand. */
export function presetOf({ options = [], default_values: values }: Component): string[] {
  return [
    ...options.filter((option) => option.default).map(({ value }) => value),
    ...(values ?? []).map(({ id }) => id),
  ];
}
