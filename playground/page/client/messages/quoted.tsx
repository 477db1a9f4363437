import type { Message } from '../types.ts';
import { MessageView } from './message-view.tsx';

/** A message in a dialog that is about it: for looking at only. */
export function Quoted({ message }: { message: Message }) {
  return (
    <div class="message-quote message" inert>
      <MessageView message={{ ...message, components: [] }} isStarter />
    </div>
  );
}
