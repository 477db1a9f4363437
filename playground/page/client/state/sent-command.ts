/** A command that was sent and that the bot has not answered yet, or has failed to answer. */
export interface SentCommand {
  id: string;
  channelId: string;
  /** `assistant switch`, or that of an entry of a menu. */
  name: string;
  isMenu: boolean;
  /** The newest message when it was sent: it stands beneath that. */
  after: string | undefined;
  /** Why it failed. */
  problem?: string;
}
