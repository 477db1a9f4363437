import { useVisit } from '../state/visit.ts';
import type { Component, Message } from '../types.ts';
import { STRING_SELECT } from './kinds.ts';
import { presetOf } from './preset.ts';
import { SelectBox } from './select-box.tsx';
import { choicesOf, placeholderOf } from './select-choices.tsx';

/** A menu of a message. */
export function SelectView({ message, component }: { message: Message; component: Component }) {
  const visit = useVisit();
  const { interactions } = visit;
  const { disabled, min_values: min, max_values: max, custom_id: customId } = component;
  const { busy } = interactions.of(message.id);
  const label = placeholderOf(component);
  return (
    <SelectBox
      label={label}
      placeholder={label}
      choices={choicesOf(visit, component)}
      values={interactions.chosen(message.id, component) ?? presetOf(component)}
      min={min ?? 1}
      max={max ?? 1}
      isSearched={component.type !== STRING_SELECT}
      isDisabled={Boolean(disabled)}
      isLocked={busy !== undefined}
      isBusy={busy === customId}
      onChoose={(values) => void interactions.press(message, component, values)}
    />
  );
}
