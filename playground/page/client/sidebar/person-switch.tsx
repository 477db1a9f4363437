import { useEffect, useRef } from 'preact/hooks';
import { Avatar } from '../avatar.tsx';
import { openAddPerson } from '../dialogs/add-person.tsx';
import { Icon } from '../icons.tsx';
import { detailsOf, rankOf } from '../members/rank.ts';
import { Popup } from '../menus/popup.tsx';
import { accountName } from '../names.ts';
import { addressAs, CAST } from '../state/choose-person.ts';
import { useVisit } from '../state/visit.ts';
import type { Person } from '../types.ts';
import { useArrowKeys } from './use-arrow-keys.ts';

/** Everybody whom one can be, here or in a tab of their own. */
export function PersonSwitch({ anchor, onClose }: { anchor: HTMLElement; onClose: () => void }) {
  const visit = useVisit();
  const root = useRef<HTMLDivElement>(null);
  const onKeyDown = useArrowKeys(root);
  const { you, people, guild, roles } = visit.state.value;
  useEffect(() => root.current?.querySelector<HTMLElement>('[aria-checked=true]')?.focus(), []);

  return (
    <Popup anchor={anchor} isToggled onClose={onClose}>
      <div ref={root} class="entries person-switch" role="menu" aria-label="Be somebody else" onKeyDown={onKeyDown}>
        <p class="entries-title" aria-hidden="true">
          You are
        </p>
        {people
          .filter(({ bot }) => !bot)
          .toSorted((left, right) => placeOf(left) - placeOf(right))
          .map((person) => {
            const name = accountName(person);
            const isYou = person.id === you.id;
            const rank = rankOf(person, guild);
            const details = detailsOf(person, guild, roles);
            return (
              <div key={person.id} class="person-line" role="none">
                <button
                  type="button"
                  role="menuitemradio"
                  aria-checked={isYou}
                  aria-label={[`${name} (${rank})`, ...details].join(', ')}
                  onClick={() => {
                    onClose();
                    if (!isYou) visit.become(person.id);
                  }}
                >
                  <Avatar user={person} />
                  <span class="user-names">
                    <strong>{name}</strong> <small>{[rank, ...details].join(', ')}</small>
                  </span>
                </button>
                <a
                  role="menuitem"
                  class="icon"
                  href={addressAs(name)}
                  target="_blank"
                  rel="noopener"
                  aria-label={`Open as ${name} in a new tab`}
                  data-tooltip={`Open as ${name} in a new tab`}
                  onClick={onClose}
                >
                  <Icon name="outside" />
                </a>
              </div>
            );
          })}
        <div role="none" class="entries-rest">
          <button
            type="button"
            role="menuitem"
            onClick={() => {
              onClose();
              openAddPerson(visit);
            }}
          >
            <Icon name="plus" />
            Add a person
          </button>
        </div>
      </div>
    </Popup>
  );
}

/** Those of the cast come first, in its order. */
function placeOf(person: Person): number {
  const index = CAST.findIndex(({ name }) => name === accountName(person));
  return index === -1 ? CAST.length : index;
}
