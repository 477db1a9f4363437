export interface Author {
  readonly id: string;
  readonly name: string;
  /** The person's roles in the server when they wrote it. */
  readonly roleIds?: readonly string[];
  /** Another bot, or a webhook. */
  readonly isBot?: boolean;
}

/** A file that somebody has attached. */
export interface PostFile {
  /** The Discord attachment id. */
  readonly id: string;
  readonly name: string;
  /** Signed by Discord, and good for about a day. */
  readonly url: string;
  readonly bytes: number;
  /** The media type, if Discord names one. */
  readonly contentType?: string;
  /** What its author says it shows. */
  readonly description?: string;
  /** Discord's client has made it of the text: it is what its author would have written in the post, had that been shorter. */
  readonly isPaste?: boolean;
  /** The message that it hangs on, when that is not the post: one that the post forwards, quotes or replies to. */
  readonly source?: { readonly channelId: string; readonly messageId: string };
}

/**
 * Gets the bytes of a file that hangs on a post, also when its URL has run out. Rejects with a `UserError` that says why
 * they cannot be had: there are more than `maxBytes`, or the message is gone; any other rejection may pass.
 */
export type ReadPostFile = (
  file: PostFile,
  post: Pick<Post, 'id' | 'channelId'>,
  limits: { maxBytes: number; signal: AbortSignal },
) => Promise<Uint8Array>;

/** A message that a person wrote in Discord and that gets an answer. It is stored as it is. */
export interface Post {
  /** The Discord message id. */
  readonly id: string;
  /** The Discord thread, channel or DM in which it is answered. */
  readonly conversationId: string;
  /** Where it was written. */
  readonly channelId: string;
  /** Absent in a DM. */
  readonly serverId?: string;
  /** The language of what Bobbin itself says there, as Discord names it; absent means English. */
  readonly locale?: string;
  /** The channel or forum whose settings hold for it: of a thread, the one around it. */
  readonly homeId?: string;
  /** The category around that. */
  readonly categoryId?: string;
  /** The tags of the forum post that it is in. */
  readonly tagIds?: readonly string[];
  readonly author: Author;
  readonly text: string;
  readonly files?: readonly PostFile[];
  /** The name of the Discord thread that its answer starts; the thread will have the post's id. */
  readonly threadName?: string;
  /** Bobbin has spoken here before, as Discord shows, and the store does not remember it. */
  readonly hasHistory?: boolean;
  /** The assistant that its author has chosen for the conversation with it. */
  readonly assistantId?: string;
}

/** Whatever somebody may take for the end of a line. */
export const LINE_BREAK = /\r\n|[\n\v\f\r\u0085\u2028\u2029]/;

const MAX_NAME_LENGTH = 32;
const LOOKS_LIKE_SPEAKER = new RegExp(`^(?!>)[^:\\n]{1,${2 * MAX_NAME_LENGTH}}:\\s`);
/** With its end: what never ends is no code. */
const CODE = /(```[^]*?```)/;

/**
 * The author's name as the assistant sees it: one line of visible characters without a colon, so that nobody can pose
 * as another speaker.
 */
export function speakerName(displayName: string): string {
  const visible = displayName
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}:]/gu, ' ')
    .replace(/\s+/gu, ' ')
    .trim();
  return Array.from(visible).slice(0, MAX_NAME_LENGTH).join('').trim() || 'Somebody';
}

/**
 * What the assistant reads of a post. A line inside it that looks like the beginning of another post becomes a quote:
 * several posts may reach the model in one message, and nobody may put words into another's mouth.
 */
export function spokenText({ author, text: written }: Post): string {
  const pieces = written.split(LINE_BREAK).join('\n').split(CODE);
  const text = pieces.map((piece, index) => (index % 2 === 1 ? piece : withoutSpeakers(piece))).join('');
  return `${speakerName(author.name)}: ${text}`;
}

/** The first line begins behind something else. */
function withoutSpeakers(text: string): string {
  const lines = text.split('\n');
  return lines.map((line, index) => (index > 0 && LOOKS_LIKE_SPEAKER.test(line) ? `> ${line}` : line)).join('\n');
}
