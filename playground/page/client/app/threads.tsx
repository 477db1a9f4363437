import { useEffect, useRef, useState } from 'preact/hooks';
import { CheckField, TextField, textOf } from '../dialogs/fields.tsx';
import { FormDialog } from '../dialogs/form-dialog.tsx';
import { Icon } from '../icons.tsx';
import { isNewer } from '../ids.ts';
import { nameOf, titleOf } from '../names.ts';
import { PRIVATE_THREAD, TEXT } from '../state/channels.ts';
import { mayIn } from '../state/permissions.ts';
import { useVisit, type Visit } from '../state/visit.ts';
import { shortTime, timeOfId } from '../time.ts';
import type { Channel } from '../types.ts';
import { Popover } from './popover.tsx';

interface Props {
  channel: Channel;
  anchor: HTMLElement;
  onClose: () => void;
}

/** The threads of a channel, to be found by name and opened; and where new ones are made. */
export function Threads({ channel, anchor, onClose }: Props) {
  const visit = useVisit();
  const search = useRef<HTMLInputElement>(null);
  const [wanted, setWanted] = useState('');
  useEffect(() => search.current?.focus(), []);

  const found = visit.channels
    .threadsOf(channel.id)
    .filter((thread) => titleOf(thread).toLowerCase().includes(wanted.trim().toLowerCase()))
    .toSorted((left, right) => (isNewer(lastOf(left), lastOf(right)) ? -1 : 1));
  const isArchived = (thread: Channel) => thread.thread_metadata?.archived === true;
  const groups = [
    { title: 'Active threads', threads: found.filter((thread) => !isArchived(thread)) },
    { title: 'Archived threads', threads: found.filter(isArchived) },
  ].filter(({ threads }) => threads.length > 0);
  const mayStart = mayIn(visit.channels, channel, 'createPublicThreads');

  function open(thread: Channel) {
    onClose();
    visit.open(thread);
  }

  return (
    <Popover label="Threads" name="threads-list" anchor={anchor} onClose={onClose}>
      <div class="popover-head">
        <h2>Threads</h2>
        {mayStart && (
          <button
            type="button"
            class="button primary"
            onClick={() => {
              onClose();
              openNewThread(visit, channel);
            }}
          >
            Create thread
          </button>
        )}
      </div>
      <input
        ref={search}
        type="search"
        aria-label="Search by name"
        placeholder="Search by name"
        value={wanted}
        onInput={({ currentTarget }) => setWanted(currentTarget.value)}
      />
      {groups.length === 0 && (
        <p class="quiet">{wanted === '' ? 'There are no threads here yet.' : 'No thread is called that.'}</p>
      )}
      {groups.map(({ title, threads }) => (
        <section key={title} aria-label={title}>
          <h3>{title}</h3>
          <ul>
            {threads.map((thread) => (
              <li key={thread.id}>
                <button type="button" class="thread-entry" onClick={() => open(thread)}>
                  <strong>
                    {thread.type === PRIVATE_THREAD && <Icon name="lock" />} {titleOf(thread)}
                  </strong>
                  <small>{aboutThread(visit, thread)}</small>
                </button>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </Popover>
  );
}

/** Asks for the name of a new thread, and opens it. */
function openNewThread(visit: Visit, channel: Channel): void {
  const mayHide = channel.type === TEXT && mayIn(visit.channels, channel, 'createPrivateThreads');

  let made: Channel | undefined;

  async function save(form: FormData) {
    const text = textOf(form, 'text');
    // When only its first message was refused, there is not to be a second thread.
    made ??= await visit.api.startThread(channel.id, { name: textOf(form, 'name'), private: form.has('private') });
    if (text !== '') await visit.api.post(made.id, text);
    visit.channels.merge(made);
    visit.open(made);
  }

  visit.layers.show((close) => (
    <FormDialog title="Create thread" button="Create thread" onSubmit={save} onClose={close}>
      <TextField label="Name" name="name" maxLength={100} isFirst />
      <TextField label="First message" name="text" maxLength={2000} isLong />
      {mayHide && (
        <CheckField label="Private thread" name="private" note="Only who is added, and moderators, see it." />
      )}
    </FormDialog>
  ));
}

function aboutThread(visit: Visit, thread: Channel): string {
  const owner = visit.user(thread.owner_id ?? '');
  return [
    owner && `by ${nameOf(owner)}`,
    thread.thread_metadata?.locked && 'locked',
    shortTime(timeOfId(lastOf(thread))),
  ]
    .filter(Boolean)
    .join(' · ');
}

function lastOf({ id, last_message_id: last }: Channel): string {
  return last ?? id;
}
