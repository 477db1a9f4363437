/** How the bot is. */
export interface BotStatus {
  bot: 'running' | 'starting' | 'stopped' | 'failed';
  /** A sentence for a person: why it is not running. */
  problem?: string;
}

/** A model that one can choose. */
export interface ModelChoice {
  id: string;
  name: string;
  /** What else there is to say of it, in a few words. */
  detail?: string;
  /** It takes a key, and may take an address and the name of a model. */
  asksForKey?: true;
}

/** What was chosen. */
export interface ChosenModel {
  id: string;
  apiKey?: string | undefined;
  baseUrl?: string | undefined;
  model?: string | undefined;
}

/** What a person can choose among, and what the bot has. */
export interface Models {
  current: { id: string; name: string };
  choices: ModelChoice[];
}

/**
 * What whoever runs a bot offers to the page. Calls may come at any time; each waits for those before it.
 */
export interface Host {
  /** The bot's. */
  readonly name: string;
  status(): BotStatus;
  /** Calls back with every change. */
  onStatus(listener: (status: BotStatus) => void): void;
  /** Resolves when the bot is there again, or has failed to start. */
  restart(): Promise<void>;
  /**
   * Stops the bot, forgets everything that it has kept, has the playground start over meanwhile (`Playground.startOver`),
   * and starts the bot. Answers with sentences on what it had to leave as it is.
   */
  startOver(): Promise<string | undefined>;
  readonly models?: {
    list(): Promise<Models>;
    /** Restarts the bot with another model. Answers with a sentence when that is refused: then nothing has changed. */
    choose(choice: ChosenModel): Promise<string | undefined>;
  };
  readonly assistants?: {
    /** Reads of the Assistants API: `/threads/thread_1/messages?limit=20`. Is not seen by the inspector. */
    get(path: string): Promise<Response>;
    /** The Assistants thread of a channel, thread or direct message. */
    threadOf(channelId: string): Promise<string | undefined>;
  };
}
