import { SelectField, TextField, textOf } from '../dialogs/fields.tsx';
import { FormDialog } from '../dialogs/form-dialog.tsx';
import { titleOf } from '../names.ts';
import { CATEGORY, FORUM } from '../state/channels.ts';
import { mayIn } from '../state/permissions.ts';
import { useVisit, type Visit } from '../state/visit.ts';
import type { Channel, Message } from '../types.ts';
import { Quoted } from './quoted.tsx';

/** Asks where a message is to be passed on to, and what to say about it. */
export function askWhereTo(visit: Visit, message: Message): void {
  visit.layers.show((close) => <ForwardDialog message={message} onClose={close} />);
}

function ForwardDialog({ message, onClose }: { message: Message; onClose: () => void }) {
  const visit = useVisit();
  const places = visit.channels.all.value.filter((channel) => mayWrite(visit, channel));

  async function send(form: FormData) {
    const to = textOf(form, 'place');
    await visit.api.forward(message, to);
    const text = textOf(form, 'text');
    if (text !== '') await visit.api.post(to, text);
    visit.toasts.say('Message forwarded');
  }

  return (
    <FormDialog title="Forward message" button="Forward" onSubmit={send} onClose={onClose}>
      <SelectField label="Where to" name="place">
        {places.map((place) => (
          <option key={place.id} value={place.id}>
            {nameOfPlace(visit, place)}
          </option>
        ))}
      </SelectField>
      <TextField label="Your message" name="text" maxLength={2000} />
      <Quoted message={message} />
    </FormDialog>
  );
}

function mayWrite({ channels }: Visit, channel: Channel): boolean {
  const { type, recipients, thread_metadata: thread } = channel;
  if (recipients) return true;
  if (type === CATEGORY || type === FORUM || thread?.archived || thread?.locked) return false;
  return mayIn(channels, channel, thread ? 'sendMessagesInThreads' : 'sendMessages');
}

function nameOfPlace({ channels }: Visit, channel: Channel): string {
  if (channel.recipients) return titleOf(channel);
  const parent = channel.thread_metadata && channels.get(channel.parent_id ?? undefined);
  return parent ? `${titleOf(channel)} (#${titleOf(parent)})` : `#${titleOf(channel)}`;
}
