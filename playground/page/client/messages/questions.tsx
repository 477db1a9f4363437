import { ConfirmDialog } from '../dialogs/confirm-dialog.tsx';
import { TextField, textOf } from '../dialogs/fields.tsx';
import { FormDialog } from '../dialogs/form-dialog.tsx';
import { plainText } from '../markdown/plain-text.ts';
import { nameOf } from '../names.ts';
import type { Visit } from '../state/visit.ts';
import type { Message } from '../types.ts';
import { isEphemeral } from './kinds.ts';
import { pin, remove } from './message-actions.ts';
import { Quoted } from './quoted.tsx';

const MAX_NAME = 100;

/** Asks whether a message is to be deleted, and shows it. What only one person sees goes without a question. */
export function askToRemove(visit: Visit, message: Message): void {
  if (isEphemeral(message)) return remove(visit, message);
  visit.layers.show((close) => (
    <ConfirmDialog
      title="Delete message?"
      label="Delete"
      isDangerous
      onConfirm={() => visit.api.remove(message)}
      onClose={close}
    >
      <p>It goes for everybody, and cannot come back.</p>
      <Quoted message={message} />
    </ConfirmDialog>
  ));
}

/** Asks whether a message is to be pinned; one that is pinned is taken off without a question. */
export function askToPin(visit: Visit, message: Message): void {
  if (message.pinned) return pin(visit, message, false);
  visit.layers.show((close) => (
    <ConfirmDialog title="Pin message?" label="Pin" onConfirm={() => visit.api.pin(message, true)} onClose={close}>
      <p>Everybody here finds it among the pinned messages.</p>
      <Quoted message={message} />
    </ConfirmDialog>
  ));
}

/** Asks what the thread that begins with a message is called, and opens it. */
export function askForThread(visit: Visit, message: Message): void {
  const names = {
    user: (id: string) => nameOf(visit.user(id) ?? message.author),
    role: visit.role,
    channel: () => undefined,
  };
  const name = plainText(message.content, names).slice(0, MAX_NAME) || 'New thread';

  async function start(form: FormData) {
    const wanted = { name: textOf(form, 'name') || name, messageId: message.id };
    const thread = await visit.api.startThread(message.channel_id, wanted);
    visit.channels.merge(thread);
    visit.open(thread);
  }

  visit.layers.show((close) => (
    <FormDialog title="Create thread" button="Create thread" onSubmit={start} onClose={close}>
      <TextField label="Name" name="name" value={name} maxLength={MAX_NAME} isFirst />
      <Quoted message={message} />
    </FormDialog>
  ));
}
