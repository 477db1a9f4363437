import type { TextKey, TextValues } from '../texts/texts.ts';
import type { Post } from './post.ts';

/** A file as Discord gets it. */
export interface OutgoingFile {
  readonly name: string;
  readonly description?: string;
  readonly content: Uint8Array;
}

/** What a message says and shows. */
export interface MessageBody {
  /** 1 to 2000 characters (UTF-16 units); with files it may be empty. */
  readonly content: string;
  /** 10 at most. */
  readonly files?: readonly OutgoingFile[];
  readonly button?: MessageButton;
}

/** One message to Discord. */
export interface Outgoing extends MessageBody {
  /** The Discord thread, channel or DM. */
  readonly placeId: string;
  /** The post that this is a reply to; absent for a plain message. */
  readonly replyTo?: string;
  /** The only person whom this message may ping. */
  readonly mayPing?: string;
  /** At most 25 characters; two messages with one nonce within a few minutes become one. */
  readonly nonce: string;
  /** Nobody is notified. */
  readonly isSilent?: boolean;
}

/** What people can do with a message of Bobbin's. */
export interface MessageButton {
  readonly kind: 'stop' | 'retry';
  readonly conversationId: string;
  readonly turnKey: string;
  readonly label: string;
}

/** A message that Bobbin has posted. */
export interface Posted {
  readonly id: string;
  readonly content: string;
  readonly fileNames?: readonly string[];
  readonly nonce?: string;
}

/** Discord, as a conversation needs it. */
export interface Surface {
  /**
   * Resolves with the Discord id once the message is there.
   * @throws {UndeliverableError} when it never can be; any other rejection may pass.
   */
  send(message: Outgoing): Promise<string>;
  /**
   * Makes a message what it is to be: what is left out, it has no more. No edit pings anybody.
   * @throws {UndeliverableError} when it never can be, as it is gone for example; any other rejection may pass.
   */
  edit(placeId: string, messageId: string, body: MessageBody): Promise<void>;
  /** Takes the buttons off a message. A rejection may pass. */
  disarm(placeId: string, messageId: string): Promise<void>;
  /** Deletes a message, or finds it deleted. A rejection may pass. */
  remove(placeId: string, messageId: string): Promise<void>;
  /** How large a file may be there, in bytes; without a server, in a DM. */
  maxFileBytes(serverId: string | undefined): number;
  /** Shows “typing …” for about ten seconds. */
  showTyping(placeId: string): Promise<void>;
  /**
   * Starts the Discord thread that the post asks for, or finds it there. Answers `gone` when the post was deleted and
   * `none` where Discord will not have a thread. A rejection may pass.
   */
  startThread(post: Post): Promise<'started' | 'none' | 'gone'>;
  /** What Bobbin has posted in a place since that message, oldest first. A rejection may pass. */
  postedSince(placeId: string, messageId: string): Promise<Posted[]>;
}

/** The moderators of a server, as far as they want to hear of what concerns them. */
export interface Moderators {
  /** Does not wait, and never fails. */
  tell(serverId: string, key: TextKey, values?: TextValues): void;
}

/** Discord refuses the message for good. */
export class UndeliverableError extends Error {
  override name = 'UndeliverableError';
  /** It refuses every message in this place (no permission, no such channel, a locked thread), not just this one. */
  readonly isAboutPlace: boolean;

  constructor(message: string, { isAboutPlace, ...options }: ErrorOptions & { isAboutPlace: boolean }) {
    super(message, options);
    this.isAboutPlace = isAboutPlace;
  }
}
