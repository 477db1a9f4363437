import { type Signal, signal } from '@preact/signals';
import type { Mark } from '../composer/text/marks.ts';
import type { Message } from '../types.ts';
import { type CommandDraft, commandText } from './command-draft.ts';

/** A file that is to be sent. */
export interface DraftFile {
  id: number;
  file: File;
  /** What it is called now, when not as its file. */
  name?: string;
  /** Shown only when one asks for it. */
  isSpoiler?: boolean;
  /** What stands for it where it cannot be seen. */
  description?: string;
  /** The option of the command that it is for. */
  option?: string;
  /** The text that it was made of, as it was too long for a message, and the text beside which it was pasted. */
  pasted?: { text: string; beside: string };
}

/** What a message is made of. */
export interface Post {
  text: string;
  /** The mentions in the text that were chosen from a list. */
  marks: readonly Mark[];
  files: readonly DraftFile[];
  /** The message that it replies to. */
  replyTo?: Message | undefined;
  /** Whether the one replied to is mentioned. Default: yes. */
  ping?: boolean | undefined;
}

/** A message or a command on its way. */
export interface Sent extends Post {
  command?: CommandDraft | undefined;
  /** Of a message: it is made once, however often it is sent. */
  nonce?: string | undefined;
}

/** What is written in a channel and not sent yet. */
export interface Draft extends Post {
  /** The command that is being filled in; `text` is what stands behind its fields. */
  command?: CommandDraft | undefined;
  /** A text that begins with a slash stays a text. */
  isPlain?: boolean | undefined;
  /** Why the last thing could not be sent: a sentence. */
  problem?: string | undefined;
  /** What came back, as it was sent: sent again unchanged, it makes no second message. */
  unsent?: Sent | undefined;
  /** Whether the composer shall be focused, as soon as it is there. */
  isFocusWanted?: boolean;
}

const EMPTY: Draft = { text: '', marks: [], files: [] };

interface Options {
  personId: string;
  /** Where the texts are kept. */
  storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;
}

export type Writing = ReturnType<typeof createWriting>;

/**
 * What one is writing, in each channel, and which of one's messages one is changing. The texts are kept in this
 * browser, so that they are still there when the page is loaded again.
 */
export function createWriting({ personId, storage }: Options) {
  const drafts = new Map<string, Signal<Draft>>();
  const keyOf = (channelId: string) => `draft:${personId}:${channelId}`;
  let files = 0;

  function draftOf(channelId: string): Signal<Draft> {
    const draft = drafts.get(channelId) ?? signal({ ...EMPTY, text: storage.getItem(keyOf(channelId)) ?? '' });
    drafts.set(channelId, draft);
    return draft;
  }

  function change(channelId: string, changes: Partial<Draft>): void {
    const draft = draftOf(channelId);
    draft.value = { ...draft.peek(), ...changes };
    if ('text' in changes || 'command' in changes) keep(channelId, draft.peek());
  }

  function keep(channelId: string, { text, command }: Draft): void {
    const kept = command ? commandText(command, text) : text;
    if (kept === '') storage.removeItem(keyOf(channelId));
    else storage.setItem(keyOf(channelId), kept);
  }

  const focus = (channelId: string) => change(channelId, { isFocusWanted: true });

  return {
    draftOf,
    change,
    focus,
    /** The channel whose composer had the focus last. */
    lastIn: signal<string | undefined>(undefined),
    /** Begins with a text, as if one had typed it; what stands there already stays behind it. */
    begin(channelId: string, text: string): void {
      const before = draftOf(channelId).peek();
      const rest = before.command ? '' : before.text;
      change(channelId, { text: text + rest, marks: [], command: undefined, isPlain: false, problem: undefined });
      focus(channelId);
    },
    replyTo(message: Message): void {
      change(message.channel_id, { replyTo: message, ping: true });
      focus(message.channel_id);
    },
    /** A file as it stands in a draft. */
    fileOf: (file: File): DraftFile => ({ id: ++files, file }),
    /** A text that is too long for a message, as a file. */
    fileOfText(text: string, beside: string): DraftFile {
      const file = new File([text], 'message.txt', { type: 'text/plain' });
      return { id: ++files, file, pasted: { text, beside } };
    },
    /** These messages are gone. */
    forget(channelId: string, messageIds: readonly string[]): void {
      const { replyTo } = drafts.get(channelId)?.peek() ?? {};
      if (replyTo && messageIds.includes(replyTo.id)) change(channelId, { replyTo: undefined, ping: undefined });
    },
    /** What was sent and has not arrived comes back, before what was written meanwhile. */
    putBack(channelId: string, sent: readonly Sent[], problem: string): void {
      const now = draftOf(channelId).peek();
      const [first] = sent;
      if (first && sent.length === 1 && isEmpty(now)) {
        const { nonce, ...post } = first;
        change(channelId, { ...post, problem, unsent: nonce === undefined ? undefined : first });
        return;
      }
      const parts = [...sent, now].map((part) => (part.command ? asText(part) : part));
      const reply = parts.find(({ replyTo }) => replyTo);
      change(channelId, {
        ...joinTexts(parts),
        files: parts.flatMap((part) => part.files),
        replyTo: reply?.replyTo,
        ping: reply?.ping,
        command: undefined,
        isPlain: true,
        problem,
        unsent: undefined,
      });
    },
    /** Says at the composer of a channel what went wrong. */
    say: (channelId: string, problem: string) => change(channelId, { problem }),
    /** The id of the message that is being changed. */
    editing: signal<string | undefined>(undefined),
  };
}

/** Whether there is nothing in it that could be sent. */
export function isEmpty({ text, files, command }: Draft): boolean {
  return text.trim() === '' && files.length === 0 && !command;
}

/** What is in a draft of a command, as a text. */
export function asText<Part extends Post & { command?: CommandDraft | undefined }>(part: Part): Part {
  if (!part.command) return part;
  return { ...part, text: commandText(part.command, part.text), marks: [], command: undefined };
}

function joinTexts(parts: readonly Post[]): Pick<Post, 'text' | 'marks'> {
  let text = '';
  const marks: Mark[] = [];
  for (const part of parts) {
    if (part.text === '') continue;
    if (text !== '') text += '\n';
    const offset = text.length;
    marks.push(...part.marks.map((mark) => ({ ...mark, start: mark.start + offset })));
    text += part.text;
  }
  return { text, marks };
}
