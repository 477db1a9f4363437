import { useRef, useState } from 'preact/hooks';
import { useShell } from '../app/shell.ts';
import { Icon, type IconName } from '../icons.tsx';
import { ANNOUNCEMENT, FORUM, PRIVATE_THREAD } from '../state/channels.ts';
import { useVisit } from '../state/visit.ts';
import type { Channel } from '../types.ts';
import { CategoryHeading } from './category-heading.tsx';
import { listServer, type Room } from './listing.ts';
import { PlaceRow } from './place-row.tsx';
import { useArrowKeys } from './use-arrow-keys.ts';

/** The channels of the server in their categories, each with its threads. */
export function ChannelList() {
  const visit = useVisit();
  const { folded } = useShell();
  const root = useRef<HTMLDivElement>(null);
  const onKeyDown = useArrowKeys(root);
  return (
    <div ref={root} onKeyDown={onKeyDown}>
      {listServer(visit, folded.value).map(({ category, isFolded, rooms }) => (
        <section key={category?.id ?? ''} aria-label={category?.name ?? 'Channels'}>
          {category && <CategoryHeading category={category} isFolded={isFolded} />}
          <ul>
            {rooms.map((room) => (
              <RoomItem key={room.channel.id} room={room} />
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}

function RoomItem({ room: { channel, threads, more } }: { room: Room }) {
  const [isWhole, setWhole] = useState(false);
  const shown = isWhole ? [...threads, ...more] : threads;
  return (
    <li class="channel">
      <PlaceRow channel={channel} mark={<Icon name={iconOf(channel)} />} />
      {shown.length > 0 && (
        <ul>
          {shown.map((thread) => (
            <li key={thread.id} class="thread">
              <PlaceRow channel={thread} mark={thread.type === PRIVATE_THREAD ? <Icon name="lock" /> : undefined} />
            </li>
          ))}
          {more.length > 0 && (
            <li class="thread">
              <button
                type="button"
                class="place more-threads"
                aria-expanded={isWhole}
                onClick={() => setWhole(!isWhole)}
              >
                <span class="name">{isWhole ? 'Fewer threads' : `${more.length} more`}</span>
              </button>
            </li>
          )}
        </ul>
      )}
    </li>
  );
}

/** The picture of a kind of channel. */
export function iconOf({ type }: Pick<Channel, 'type'>): IconName {
  if (type === FORUM) return 'forum';
  return type === ANNOUNCEMENT ? 'megaphone' : 'hash';
}
