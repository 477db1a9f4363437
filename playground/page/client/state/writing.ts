import { type Signal, signal } from '@preact/signals';
import type { Message } from '../types.ts';

/** A file that is to be sent. */
export interface DraftFile {
  id: number;
  file: File;
  /** Shown only when one asks for it. */
  isSpoiler?: boolean;
  /** What stands for it where it cannot be seen. */
  description?: string;
  /** The option of the command that it is for. */
  option?: string;
}

/** What is written in a channel and not sent yet. */
export interface Draft {
  text: string;
  files: readonly DraftFile[];
  /** The message that it replies to. */
  replyTo?: Message;
  /** Whether the one replied to is mentioned. Default: yes. */
  ping?: boolean;
  /** Why the last thing could not be sent: a sentence. */
  problem?: string;
  /** Grows whenever the composer shall be focused. */
  focusTurn: number;
}

const EMPTY: Draft = { text: '', files: [], focusTurn: 0 };

export type Writing = ReturnType<typeof createWriting>;

/** What one is writing, in each channel, and which of one's messages one is changing. */
export function createWriting() {
  const drafts = new Map<string, Signal<Draft>>();

  function draftOf(channelId: string): Signal<Draft> {
    const draft = drafts.get(channelId) ?? signal(EMPTY);
    drafts.set(channelId, draft);
    return draft;
  }

  function change(channelId: string, changes: Partial<Draft>): void {
    const draft = draftOf(channelId);
    draft.value = { ...draft.peek(), ...changes };
  }

  const focus = (channelId: string) => change(channelId, { focusTurn: draftOf(channelId).peek().focusTurn + 1 });

  return {
    draftOf,
    change,
    focus,
    /** Begins with a text, as if one had typed it. */
    begin(channelId: string, text: string): void {
      change(channelId, { text });
      focus(channelId);
    },
    replyTo(message: Message): void {
      change(message.channel_id, { replyTo: message, ping: true });
      focus(message.channel_id);
    },
    /** Says at the composer of a channel what went wrong. */
    say: (channelId: string, problem: string) => change(channelId, { problem }),
    /** The id of the message that is being changed. */
    editing: signal<string | undefined>(undefined),
  };
}
