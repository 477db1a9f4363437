/** What a person posted. Ids are Discord's: they grow with time. */
export interface JudgedPost {
  readonly id: string;
  /** What it is recognised by, `q17`. */
  readonly token: string;
  /** The thread, channel or direct message where its answer belongs. */
  readonly placeId: string;
  /** What is attached: what that is recognised by, `f17`, and what it is called. */
  readonly file?: { readonly token: string; readonly name: string };
  /** It was made after everything was well again, to see whether the conversation still answers. */
  readonly isProbe: boolean;
}

/** What the bot wrote, as Discord has it. */
export interface JudgedMessage {
  readonly id: string;
  readonly placeId: string;
  readonly content: string;
  /** The post that it replies to. */
  readonly replyTo?: string | undefined;
}

/** The order of time. */
export function byId(one: { readonly id: string }, other: { readonly id: string }): number {
  const difference = BigInt(one.id) - BigInt(other.id);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}
