import type { Logger } from 'pino';
import type { Conversations } from '../conversation/conversations.ts';
import type { Say } from '../texts/texts.ts';

/** What the commands work with. */
export interface CommandServices {
  readonly conversations: Conversations;
  readonly log: Logger;
}

export interface CommandContext extends CommandServices {
  /** In the language of the person who asked. */
  readonly say: Say;
  /** In the language of the server, for what all see. */
  readonly sayToAll: Say;
}
