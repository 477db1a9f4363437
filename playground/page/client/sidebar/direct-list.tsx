import { useRef } from 'preact/hooks';
import { attempt } from '../app/attempt.ts';
import { useShell } from '../app/shell.ts';
import { Avatar } from '../avatar.tsx';
import { isNewer } from '../ids.ts';
import { Presence } from '../members/presence.tsx';
import { accountName } from '../names.ts';
import { useVisit } from '../state/visit.ts';
import { PlaceRow } from './place-row.tsx';
import { useArrowKeys } from './use-arrow-keys.ts';

/** One's conversations, the newest first, and with whom one could begin another. */
export function DirectList() {
  const visit = useVisit();
  const { isMenuOpen } = useShell();
  const root = useRef<HTMLDivElement>(null);
  const onKeyDown = useArrowKeys(root);
  const { you } = visit.state.value;
  const openId = visit.current.value.channel?.id;
  // One that nobody has written in yet is there only for the one who has opened it.
  const directs = visit.channels.directs.value
    .filter(({ id, last_message_id: last }) => last !== null || id === openId)
    .toSorted((left, right) => (isNewer(left.last_message_id, right.last_message_id) ? -1 : 1));
  const known = directs.flatMap(({ recipients = [] }) => recipients.map(({ id }) => id));
  const others = visit.users.value.filter(({ id }) => id !== you.id && !known.includes(id));

  function begin(userId: string) {
    isMenuOpen.value = false;
    attempt(visit, visit.openDirect(userId));
  }

  return (
    <div ref={root} onKeyDown={onKeyDown}>
      {directs.length > 0 ? (
        <ul class="directs">
          {directs.map((direct) => {
            const [user] = direct.recipients ?? [];
            const mark = user && (
              <span class="with-presence">
                <Avatar user={user} />
                <Presence userId={user.id} />
              </span>
            );
            return (
              <li key={direct.id}>
                <PlaceRow channel={direct} mark={mark} />
              </li>
            );
          })}
        </ul>
      ) : (
        <p class="quiet">No conversations yet.</p>
      )}
      {others.length > 0 && (
        <section aria-label="Start a message with">
          <h2>Start a message with</h2>
          <ul>
            {others.map((user) => (
              <li key={user.id}>
                <button type="button" class="place" onClick={() => begin(user.id)}>
                  <span class="mark" aria-hidden="true">
                    <span class="with-presence">
                      <Avatar user={user} />
                      <Presence userId={user.id} />
                    </span>
                  </span>
                  <span class="name">{accountName(user)}</span>
                  {user.bot && <span class="badge">Bot</span>}
                </button>
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}
