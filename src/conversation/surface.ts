/** One message to Discord. */
export interface Outgoing {
  /** The Discord thread, channel or DM. */
  readonly conversationId: string;
  /** 1 to 2000 characters (UTF-16 units). */
  readonly content: string;
  /** The post that this is a reply to; absent for a plain message. */
  readonly replyTo?: string;
  /** The only person whom this message may ping. */
  readonly mayPing?: string;
  /** At most 25 characters; two messages with one nonce within a few minutes become one. */
  readonly nonce: string;
}

/** Discord, as a conversation needs it. */
export interface Surface {
  /**
   * Resolves with the Discord id once the message is there.
   * @throws {UndeliverableError} when it never can be; any other rejection may pass.
   */
  send(message: Outgoing): Promise<string>;
  /** Shows “typing …” for about ten seconds. */
  showTyping(conversationId: string): Promise<void>;
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
