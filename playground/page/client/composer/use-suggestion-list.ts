import { useState } from 'preact/hooks';
import type { Offers } from './use-offers.ts';

export type SuggestionList = ReturnType<typeof useSuggestionList>;

/**
 * The list of what is offered, moved in with the arrow keys while the focus stays where one writes.
 *
 * @param signature another one for another place or text: a list that was closed opens again then
 */
export function useSuggestionList({ suggestions, isFirstActive, doneKey, pick }: Offers, signature: string) {
  const [chosen, setChosen] = useState<{ key: string; in: string }>();
  const [closed, setClosed] = useState<string>();
  const isOpen = suggestions.length > 0 && closed !== signature;
  const index = chosen?.in === signature ? suggestions.findIndex(({ key }) => key === chosen.key) : -1;
  const activeIndex = index === -1 && isFirstActive ? 0 : index;
  const active = isOpen ? suggestions[activeIndex] : undefined;

  function move(step: 1 | -1): void {
    const { length } = suggestions;
    const next = activeIndex === -1 && step === -1 ? length - 1 : (activeIndex + step + length) % length;
    const suggestion = suggestions[next];
    if (suggestion) setChosen({ key: suggestion.key, in: signature });
  }

  /** Answers whether the key was for the list. */
  function press({ key, shiftKey, ctrlKey, altKey, metaKey }: KeyboardEvent): boolean {
    if (!isOpen || ctrlKey || altKey || metaKey) return false;
    if ((key === 'ArrowDown' || key === 'ArrowUp') && !shiftKey) {
      move(key === 'ArrowDown' ? 1 : -1);
      return true;
    }
    if (key === 'Escape') {
      setClosed(signature);
      return true;
    }
    const wanted =
      key === 'Tab' && !shiftKey ? (active ?? suggestions[0]) : key === 'Enter' && !shiftKey ? active : undefined;
    if (!wanted || (key === 'Enter' && wanted.key === doneKey)) return false;
    pick(wanted);
    return true;
  }

  return { isOpen, suggestions, activeIndex: isOpen ? activeIndex : -1, press, pick };
}
