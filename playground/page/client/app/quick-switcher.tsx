import { useId, useState } from 'preact/hooks';
import { Avatar } from '../avatar.tsx';
import { Dialog } from '../dialogs/dialog.tsx';
import { Icon } from '../icons.tsx';
import { iconOf } from '../sidebar/channel-list.tsx';
import { Count } from '../sidebar/count.tsx';
import { withCount } from '../sidebar/with-count.ts';
import { useVisit, type Visit } from '../state/visit.ts';
import { attempt } from './attempt.ts';
import { type Destination, findDestinations } from './quick-search.ts';

/** Asks where one wants to go, by name. */
export function openQuickSwitcher(visit: Visit): void {
  visit.layers.show((close) => <QuickSwitcher onClose={close} />);
}

function QuickSwitcher({ onClose }: { onClose: () => void }) {
  const visit = useVisit();
  const id = useId();
  const [typed, setTyped] = useState('');
  const [chosen, choose] = useState(0);
  const found = findDestinations(visit, typed);
  const index = Math.min(chosen, found.length - 1);

  function go(destination: Destination | undefined) {
    if (!destination) return;
    onClose();
    if (destination.kind === 'channel') visit.open(destination.channel);
    else attempt(visit, visit.openDirect(destination.user.id));
  }

  function onKeyDown(event: KeyboardEvent) {
    const { key } = event;
    if (key === 'ArrowDown') choose((index + 1) % Math.max(found.length, 1));
    else if (key === 'ArrowUp') choose((index - 1 + found.length) % Math.max(found.length, 1));
    else if (key === 'Enter') go(found[index]);
    else if (key.toLowerCase() === 'k' && (event.ctrlKey || event.metaKey)) onClose();
    else return;
    event.preventDefault();
  }

  return (
    <Dialog title="Where to?" onClose={onClose}>
      <div class="dialog-body quick">
        <input
          type="text"
          role="combobox"
          aria-label="Where to?"
          aria-expanded="true"
          aria-controls={id}
          aria-activedescendant={found.length > 0 ? `${id}-${index}` : undefined}
          aria-autocomplete="list"
          placeholder="A channel, a thread or a person"
          autoComplete="off"
          autoFocus
          value={typed}
          onInput={({ currentTarget }) => {
            setTyped(currentTarget.value);
            choose(0);
          }}
          onKeyDown={onKeyDown}
        />
        <ul id={id} role="listbox" aria-label="Places">
          {found.map((destination, position) => (
            <li
              key={destination.key}
              id={`${id}-${position}`}
              role="option"
              aria-selected={position === index}
              onPointerMove={() => choose(position)}
              onClick={() => go(destination)}
            >
              <span class="mark" aria-hidden="true">
                <Mark destination={destination} />
              </span>
              <span class={isUnread(visit, destination) ? 'name unread' : 'name'}>{destination.name}</span>
              <small>{destination.note}</small>
              <Count count={visit.marks.mentionsIn(destination.key)} />
              <span class="hidden-label">{marksOf(visit, destination)}</span>
            </li>
          ))}
        </ul>
        {found.length === 0 && <p class="quiet">Nothing is called that.</p>}
      </div>
    </Dialog>
  );
}

function Mark({ destination }: { destination: Destination }) {
  if (destination.kind === 'person') return <Avatar user={destination.user} />;
  const { channel } = destination;
  const [recipient] = channel.recipients ?? [];
  if (recipient) return <Avatar user={recipient} />;
  return <Icon name={channel.thread_metadata ? 'thread' : iconOf(channel)} />;
}

function marksOf({ marks }: Pick<Visit, 'marks'>, destination: Destination): string {
  return withCount('', isUnread({ marks }, destination), marks.mentionsIn(destination.key));
}

function isUnread({ marks }: Pick<Visit, 'marks'>, destination: Destination): boolean {
  return destination.kind === 'channel' && marks.isUnread(destination.channel);
}
