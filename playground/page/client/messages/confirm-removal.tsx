import { ConfirmDialog } from '../dialogs/confirm-dialog.tsx';
import type { Visit } from '../state/visit.ts';
import type { Message } from '../types.ts';
import { isEphemeral } from './kinds.ts';
import { remove } from './message-actions.ts';
import { MessageView } from './message-view.tsx';

/** Asks whether a message is to be deleted, and shows it. What only one person sees goes without a question. */
export function confirmRemoval(visit: Visit, message: Message): void {
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
      <div class="message-quote message" inert>
        <MessageView message={{ ...message, components: [], reactions: [] }} isStarter />
      </div>
    </ConfirmDialog>
  ));
}
