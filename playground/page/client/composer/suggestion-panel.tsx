import { useEffect, useRef } from 'preact/hooks';
import { Avatar } from '../avatar.tsx';
import type { CommandOption } from '../types.ts';
import { limitsOf } from './option-values.ts';
import type { Suggestion, SuggestionPicture } from './suggestion.ts';
import type { Offers } from './use-offers.ts';
import type { SuggestionList } from './use-suggestion-list.ts';

interface Props {
  id: string;
  offers: Offers;
  list: SuggestionList;
}

/** What is offered above the composer: what an option wants, and the list. */
export function SuggestionPanel({ id, offers: { option, note }, list }: Props) {
  const { isOpen, suggestions, activeIndex, pick } = list;
  const root = useRef<HTMLUListElement>(null);
  useEffect(() => {
    root.current?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' });
  }, [activeIndex, suggestions]);
  const count = suggestions.length;

  return (
    <div class="suggestion-panel" hidden={!isOpen && !option}>
      {option && <OptionHint id={`${id}-hint`} option={option} />}
      <ul ref={root} id={id} class="suggestions" role="listbox" aria-label="Suggestions" hidden={!isOpen}>
        {groupsOf(suggestions).map(({ title, items }) => (
          <li key={title} role="presentation">
            {title !== undefined && (
              <p class="suggestions-title" aria-hidden="true">
                {title}
              </p>
            )}
            <ul role="group" aria-label={title}>
              {items.map(({ suggestion, index }) => (
                <Entry
                  key={suggestion.key}
                  id={`${id}-${index}`}
                  suggestion={suggestion}
                  isActive={index === activeIndex}
                  onPick={() => pick(suggestion)}
                />
              ))}
            </ul>
          </li>
        ))}
      </ul>
      {note !== undefined && <p class="suggestions-note">{note}</p>}
      <p class="hidden-label" role="status">
        {note ?? (isOpen ? `${count} ${count === 1 ? 'suggestion' : 'suggestions'}` : '')}
      </p>
    </div>
  );
}

function OptionHint({ id, option }: { id: string; option: CommandOption }) {
  const limits = [option.required ? '' : 'Optional', limitsOf(option)].filter((part) => part !== '');
  return (
    <p class="option-hint" id={id}>
      <strong>{option.name}</strong> <span>{option.description}</span>
      {limits.length > 0 && <small> · {limits.join(' · ')}</small>}
    </p>
  );
}

interface EntryProps {
  id: string;
  suggestion: Suggestion;
  isActive: boolean;
  onPick: () => void;
}

function Entry({ id, suggestion: { label, description, detail, picture }, isActive, onPick }: EntryProps) {
  // Not on click: the focus would be lost first.
  const onMouseDown = (event: MouseEvent) => {
    event.preventDefault();
    onPick();
  };
  return (
    <li id={id} class="offer" role="option" aria-selected={isActive} onMouseDown={onMouseDown}>
      {picture && <Picture picture={picture} />}
      <span class="suggestion-text">
        <strong>{label}</strong>
        {description !== undefined && <span>{description}</span>}
      </span>
      {detail !== undefined && <small>{detail}</small>}
    </li>
  );
}

function Picture({ picture }: { picture: SuggestionPicture }) {
  switch (picture.kind) {
    case 'user':
      return <Avatar user={picture.user} />;
    case 'image':
      return <img class="suggestion-picture" src={picture.url} alt="" />;
    case 'emoji':
    case 'sign':
      return (
        <span class={`suggestion-picture ${picture.kind}`} aria-hidden="true">
          {picture.text}
        </span>
      );
  }
}

interface Group {
  title: string | undefined;
  items: { suggestion: Suggestion; index: number }[];
}

function groupsOf(suggestions: readonly Suggestion[]): Group[] {
  const groups: Group[] = [];
  for (const [index, suggestion] of suggestions.entries()) {
    const last = groups.at(-1);
    if (last && last.title === suggestion.group) last.items.push({ suggestion, index });
    else groups.push({ title: suggestion.group, items: [{ suggestion, index }] });
  }
  return groups;
}
