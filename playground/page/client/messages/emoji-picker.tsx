import { useEffect, useId, useMemo, useRef, useState } from 'preact/hooks';
import { EmojiView } from '../components/emoji-view.tsx';
import { Popup, type Point } from '../menus/popup.tsx';
import { useVisit, type Visit } from '../state/visit.ts';
import type { Emoji, Message } from '../types.ts';
import { emojiChoices, type EmojiChoice, noteUse, oftenUsed } from './emoji-choices.ts';
import { react } from './message-actions.ts';

/** How many stand in a row, as in the style sheet. */
const COLUMNS = 8;

interface Options {
  message: Message;
  anchor: HTMLElement;
  at?: Point | undefined;
}

/** Lets one choose an emoji to react with. */
export function openEmojiPicker(visit: Visit, { message, anchor, at }: Options): void {
  visit.layers.show((close) => (
    <Popup anchor={anchor} at={at} onClose={close}>
      <EmojiPicker
        onChoose={(emoji) => {
          close();
          react(visit, message, emoji, true);
        }}
      />
    </Popup>
  ));
}

/** All emoji, those first that one uses often. Typing searches, the arrows choose, Enter takes. */
function EmojiPicker({ onChoose }: { onChoose: (emoji: Emoji) => void }) {
  const visit = useVisit();
  const id = useId();
  const [query, setQuery] = useState('');
  const [active, setActive] = useState(0);
  const input = useRef<HTMLInputElement>(null);
  const often = useMemo(oftenUsed, []);
  const groups = emojiChoices({ own: visit.state.value.emojis ?? [], often, query });
  const all = groups.flatMap(({ choices }) => choices);
  const optionId = (index: number) => `${id}-${index}`;

  useEffect(() => input.current?.focus({ preventScroll: true }), []);
  useEffect(() => {
    document.getElementById(optionId(active))?.scrollIntoView({ block: 'nearest' });
  }, [active]);

  function choose({ emoji }: EmojiChoice) {
    noteUse(emoji);
    onChoose(emoji);
  }

  function onKeyDown(event: KeyboardEvent) {
    const steps = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -COLUMNS, ArrowDown: COLUMNS }[event.key];
    const chosen = all[active];
    if (steps !== undefined) setActive(Math.max(0, Math.min(active + steps, all.length - 1)));
    else if (event.key === 'Enter' && chosen) choose(chosen);
    else return;
    event.preventDefault();
  }

  let count = 0;
  return (
    <div class="emoji-picker">
      <input
        ref={input}
        list={undefined}
        role="combobox"
        aria-label="Find an emoji"
        aria-expanded="true"
        aria-controls={id}
        aria-activedescendant={all.length > 0 ? optionId(active) : undefined}
        placeholder={all[active]?.names[0] ?? 'Find an emoji'}
        value={query}
        onInput={({ currentTarget }) => {
          setQuery(currentTarget.value);
          setActive(0);
        }}
        onKeyDown={onKeyDown}
      />
      <div id={id} class="emoji-list" role="listbox" aria-label="Emoji">
        {groups.map(({ title, choices }) => (
          <div key={title} role="group" aria-label={title}>
            <p class="entries-title" aria-hidden="true">
              {title}
            </p>
            {choices.map((choice) => {
              const index = count++;
              return (
                <div
                  key={choice.names[0]}
                  id={optionId(index)}
                  role="option"
                  aria-selected={index === active}
                  aria-label={choice.names[0]}
                  onPointerMove={() => index !== active && setActive(index)}
                  onClick={() => choose(choice)}
                >
                  <EmojiView emoji={choice.emoji} />
                </div>
              );
            })}
          </div>
        ))}
        {all.length === 0 && <p class="quiet">There is no such emoji.</p>}
      </div>
    </div>
  );
}
