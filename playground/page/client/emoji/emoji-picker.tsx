import { useEffect, useId, useMemo, useRef, useState } from 'preact/hooks';
import { type Point, Popup } from '../menus/popup.tsx';
import type { Visit } from '../state/visit.ts';
import type { CustomEmoji } from '../types.ts';
import { findEmojis, type PickedEmoji } from './find-emojis.ts';

/** As many as stand in one line: `emoji.css` has the same. */
const COLUMNS = 9;

interface Options {
  anchor: HTMLElement;
  at?: Point | undefined;
  /** Called for each one; with Shift several can be taken. */
  onPick: (emoji: PickedEmoji) => void;
}

/** Lets one choose an emoji: of the server's own, or of those of Unicode. */
export function openEmojiPicker(visit: Visit, { anchor, at, onPick }: Options): void {
  const { emojis } = visit.state.value;
  visit.layers.show((close) => (
    <Popup anchor={anchor} at={at} onClose={close}>
      <EmojiPicker
        own={emojis}
        onPick={(emoji, isLast) => {
          if (isLast) close();
          onPick(emoji);
        }}
      />
    </Popup>
  ));
}

interface Props {
  own: readonly CustomEmoji[];
  onPick: (emoji: PickedEmoji, isLast: boolean) => void;
}

function EmojiPicker({ own, onPick }: Props) {
  const id = useId();
  const [typed, setTyped] = useState('');
  const [active, setActive] = useState(0);
  const root = useRef<HTMLDivElement>(null);
  const input = useRef<HTMLInputElement>(null);
  const groups = useMemo(() => findEmojis(typed, own), [typed, own]);
  useEffect(() => input.current?.focus(), []);
  const all = groups.flatMap(({ emojis }) => emojis);
  const shown = all[active];

  function pick(emoji: PickedEmoji, { shiftKey }: { shiftKey: boolean }) {
    onPick(emoji, !shiftKey);
    if (shiftKey) input.current?.focus(); // it went where the emoji goes
  }

  function onKeyDown(event: KeyboardEvent) {
    const step = { ArrowDown: COLUMNS, ArrowUp: -COLUMNS, ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step !== undefined) {
      const next = Math.max(0, Math.min(active + step, all.length - 1));
      setActive(next);
      root.current?.querySelector(`#${CSS.escape(`${id}-${next}`)}`)?.scrollIntoView({ block: 'nearest' });
    } else if (event.key === 'Enter' && shown) pick(shown, event);
    else return;
    event.preventDefault();
  }

  let count = 0;
  return (
    <div class="emoji-picker" ref={root}>
      <input
        ref={input}
        type="text"
        role="combobox"
        aria-label="Find an emoji"
        aria-expanded="true"
        aria-controls={id}
        aria-activedescendant={shown && `${id}-${active}`}
        placeholder="Find an emoji"
        autocomplete="off"
        value={typed}
        onInput={({ currentTarget }) => {
          setTyped(currentTarget.value);
          setActive(0);
        }}
        onKeyDown={onKeyDown}
      />
      <div class="emoji-list" id={id} role="listbox" aria-label="Emoji">
        {groups.map(({ title, emojis }) => (
          <div key={title} role="group" aria-label={title}>
            <p class="emoji-title" aria-hidden="true">
              {title}
            </p>
            <div class="emoji-grid" role="presentation">
              {emojis.map((emoji) => {
                const index = count++;
                return (
                  <span
                    key={emoji.written}
                    id={`${id}-${index}`}
                    role="option"
                    aria-selected={index === active}
                    aria-label={emoji.name}
                    onPointerMove={() => setActive(index)}
                    onClick={(event) => pick(emoji, event)}
                  >
                    {emoji.url === undefined ? emoji.written : <img src={emoji.url} alt="" />}
                  </span>
                );
              })}
            </div>
          </div>
        ))}
        {all.length === 0 && <p class="emoji-title">No emoji is called so.</p>}
      </div>
      <p class="emoji-name">{shown ? `:${shown.name}:` : ''}</p>
    </div>
  );
}
