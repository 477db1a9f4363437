import { Avatar } from '../avatar.tsx';
import { Icon } from '../icons.tsx';
import { avatarOf, titleOf } from '../names.ts';
import { placesOfServer, unreadIn } from '../state/unread.ts';
import { useVisit } from '../state/visit.ts';
import { Count } from './count.tsx';
import { usePlaceMemory } from './use-place-memory.ts';
import { withCount } from './with-count.ts';

/** The far left: direct messages, those of them that are unread, and the server. */
export function Rail({ isDirects }: { isDirects: boolean }) {
  const visit = useVisit();
  const { channels, marks, state } = visit;
  const memory = usePlaceMemory(visit, isDirects);
  const { guild } = state.value;
  const unreadDirects = channels.directs.value.filter(
    (direct) => marks.isUnread(direct) && direct.id !== visit.current.value.channel?.id,
  );
  const { mentions, isUnread } = unreadIn(placesOfServer(visit), visit);
  const { initials } = avatarOf({ username: guild.name, global_name: null });

  return (
    <nav class="rail" aria-label="Servers">
      <ul>
        <li class={isDirects ? 'open' : undefined}>
          <button
            type="button"
            class="rail-button"
            data-tooltip
            aria-label="Direct messages"
            aria-current={isDirects ? 'true' : undefined}
            onClick={memory.openDirects}
          >
            <Icon name="message" />
          </button>
        </li>
        {unreadDirects.map((direct) => (
          <li key={direct.id} class="unread">
            <button
              type="button"
              class="rail-button"
              data-tooltip={titleOf(direct)}
              aria-label={withCount(titleOf(direct), true, marks.mentionsIn(direct.id))}
              onClick={() => visit.open(direct)}
            >
              {direct.recipients?.[0] && <Avatar user={direct.recipients[0]} />}
              <Count count={marks.mentionsIn(direct.id)} />
            </button>
          </li>
        ))}
        <li class="rail-line" aria-hidden="true" />
        <li class={isDirects ? (isUnread ? 'unread' : undefined) : 'open'}>
          <button
            type="button"
            class="rail-button of-server"
            data-tooltip={guild.name}
            aria-label={withCount(guild.name, isUnread, mentions)}
            aria-current={isDirects ? undefined : 'true'}
            onClick={memory.openServer}
          >
            <span data-initials={initials} aria-hidden="true" />
            <Count count={mentions} />
          </button>
        </li>
      </ul>
    </nav>
  );
}
