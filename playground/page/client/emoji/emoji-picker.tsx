import { useEffect, useId, useMemo, useRef, useState } from 'preact/hooks';
import { EmojiView } from '../components/emoji-view.tsx';
import { type Point, Popup } from '../menus/popup.tsx';
import { useVisit, type Visit } from '../state/visit.ts';
import type { Emoji } from '../types.ts';
import { emojiChoices, type EmojiChoice, noteUse, oftenUsed } from './emoji-choices.ts';

/** How many stand in a row, as in the style sheet. */
const COLUMNS = 9;

interface Options {
  anchor: HTMLElement;
  at?: Point | undefined;
  /** Called for each one: with Shift one chooses several. */
  onChoose: (emoji: Emoji) => void;
}

/** Lets one choose an emoji: of the server's own, or of those of Unicode. */
export function openEmojiPicker(visit: Visit, { anchor, at, onChoose }: Options): void {
  visit.layers.show((close) => (
    <Popup anchor={anchor} at={at} onClose={close}>
      <EmojiPicker
        onChoose={(emoji, isLast) => {
          if (isLast) close();
          onChoose(emoji);
        }}
      />
    </Popup>
  ));
}

/** All emoji, those first that one uses often. Typing searches, the arrows choose, Enter takes. */
function EmojiPicker({ onChoose }: { onChoose: (emoji: Emoji, isLast: boolean) => void }) {
  const visit = useVisit();
  const id = useId();
  const [query, setQuery] = useState('');
  const [active, setActive] = useState(0);
  const input = useRef<HTMLInputElement>(null);
  const { emojis: own } = visit.state.value;
  const often = useMemo(oftenUsed, []);
  const groups = useMemo(() => emojiChoices({ own, often, query }), [own, often, query]);
  const all = groups.flatMap(({ choices }) => choices);
  const chosen = all[active];
  const optionId = (index: number) => `${id}-${index}`;

  useEffect(() => input.current?.focus({ preventScroll: true }), []);

  function choose({ emoji }: EmojiChoice, { shiftKey }: { shiftKey: boolean }) {
    noteUse(emoji);
    onChoose(emoji, !shiftKey);
    if (shiftKey) input.current?.focus(); // it has gone where the emoji went
  }

  function onKeyDown(event: KeyboardEvent) {
    const step = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -COLUMNS, ArrowDown: COLUMNS }[event.key];
    if (step !== undefined) {
      const next = Math.max(0, Math.min(active + step, all.length - 1));
      setActive(next);
      document.getElementById(optionId(next))?.scrollIntoView({ block: 'nearest' });
    } else if (event.key === 'Enter' && chosen) choose(chosen, event);
    else return;
    event.preventDefault();
  }

  let count = 0;
  return (
    <div class="emoji-picker">
      <input
        ref={input}
        role="combobox"
        aria-label="Find an emoji"
        aria-expanded="true"
        aria-controls={id}
        aria-activedescendant={chosen && optionId(active)}
        placeholder="Find an emoji"
        autocomplete="off"
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
                  onPointerMove={() => setActive(index)}
                  onClick={(event) => choose(choice, event)}
                >
                  <EmojiView emoji={choice.emoji} />
                </div>
              );
            })}
          </div>
        ))}
        {all.length === 0 && <p class="quiet">There is no such emoji.</p>}
      </div>
      <p class="chosen-emoji">{chosen && `:${chosen.names[0]}:`}</p>
    </div>
  );
}
