import { Icon, type IconName } from '../icons.tsx';
import { mayIn } from '../state/permissions.ts';
import { useVisit } from '../state/visit.ts';
import type { Channel } from '../types.ts';
import { attempt } from './attempt.ts';

/**
 * Says of a thread that it is archived or locked, or that one does not follow it, with the button that changes it.
 */
export function ThreadNote({ thread }: { thread: Channel }) {
  const visit = useVisit();
  const { id, member, thread_metadata: state } = thread;
  const isModerator = mayIn(visit.channels, thread, 'manageThreads');
  const change = (wanted: { archived?: boolean; locked?: boolean }) =>
    attempt(visit, visit.api.changeChannel(id, wanted));

  if (state?.archived) {
    // Who may not write there is told so by the composer.
    if (state.locked && !isModerator) return null;
    const text = 'This thread is archived. A message opens it again.';
    return <Note icon="archive" text={text} button="Unarchive" onPress={() => change({ archived: false })} />;
  }
  if (state?.locked) {
    if (!isModerator) return null;
    return <Note icon="lock" text="Locked for all others" button="Unlock" onPress={() => change({ locked: false })} />;
  }
  if (member) return null;
  const join = () => attempt(visit, visit.api.setThreadMember(id, true));
  return <Note icon="thread" text="You do not follow this thread." button="Join" onPress={join} />;
}

interface NoteProps {
  icon: IconName;
  text: string;
  button?: string;
  onPress?: () => void;
}

function Note({ icon, text, button, onPress }: NoteProps) {
  return (
    <p class="thread-note">
      <Icon name={icon} />
      <span>{text}</span>
      {button !== undefined && (
        <button type="button" onClick={onPress}>
          {button}
        </button>
      )}
    </p>
  );
}
