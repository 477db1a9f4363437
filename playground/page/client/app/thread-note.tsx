import { Icon } from '../icons.tsx';
import { mayIn } from '../state/permissions.ts';
import { useVisit } from '../state/visit.ts';
import type { Channel } from '../types.ts';
import { attempt } from './attempt.ts';

/** Says of a thread that it is archived or locked, or that one does not follow it. */
export function ThreadNote({ thread }: { thread: Channel }) {
  const visit = useVisit();
  const { id, member, thread_metadata: state } = thread;
  const mayOpen = !state?.locked || mayIn(visit.channels, thread, 'manageThreads');
  if (state?.archived)
    return (
      <p class="thread-note">
        <Icon name={state.locked ? 'lock' : 'thread'} />
        <span>
          {state.locked
            ? 'This thread is archived and locked: only moderators can open it again.'
            : 'This thread is archived. A message opens it again.'}
        </span>
        {mayOpen && (
          <button type="button" onClick={() => attempt(visit, visit.api.changeChannel(id, { archived: false }))}>
            Unarchive
          </button>
        )}
      </p>
    );
  if (state?.locked)
    return (
      <p class="thread-note">
        <Icon name="lock" />
        <span>This thread is locked.</span>
      </p>
    );
  if (member) return null;
  return (
    <p class="thread-note">
      <Icon name="thread" />
      <span>You do not follow this thread.</span>
      <button type="button" onClick={() => attempt(visit, visit.api.setThreadMember(id, true))}>
        Join
      </button>
    </p>
  );
}
