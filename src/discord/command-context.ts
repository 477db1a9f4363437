import type { Logger } from 'pino';
import type { AssistantDirectory } from '../assistants/directory.ts';
import type { Knowledge } from '../assistants/knowledge.ts';
import type { Workshop } from '../assistants/workshop.ts';
import type { Budgets } from '../budgets/budgets.ts';
import type { Conversations } from '../conversation/conversations.ts';
import type { Surface } from '../conversation/surface.ts';
import type { PendingImports } from '../server-settings/pending-imports.ts';
import type { ServerSettingsKeeper } from '../server-settings/server-settings.ts';
import type { Say } from '../texts/texts.ts';
import type { Toolbox } from '../tools/toolbox.ts';
import type { Download } from './download.ts';
import type { LogChannel } from './log-channel.ts';
import type { Offered, Rights } from './rights.ts';
import type { Quotes } from './quotes.ts';

/** Where what people write is kept, and who gets it. */
export interface Keepers {
  readonly store: 'sqlite' | 'redis';
  /** The host of somebody else's Assistants server. */
  readonly assistantsServer?: string;
  /** The host of the models that are known. */
  readonly models?: string;
  /** The host that keeps what is attached to posts, when they are not where the conversations are. */
  readonly files?: string;
}

/** What the commands work with. */
export interface CommandServices {
  readonly conversations: Conversations;
  readonly assistants: AssistantDirectory;
  readonly workshop: Workshop;
  readonly knowledge: Knowledge;
  readonly toolbox: Pick<Toolbox, 'definitions'>;
  readonly download: Download;
  readonly surface: Pick<Surface, 'maxFileBytes'>;
  readonly settings: ServerSettingsKeeper;
  readonly budgets: Budgets;
  readonly imports: PendingImports;
  readonly rights: Rights;
  readonly logChannel: LogChannel;
  readonly quotes: Quotes;
  readonly keepers: Keepers;
  readonly log: Logger;
}

export interface CommandContext extends CommandServices {
  /** In the language of the person who asked. */
  readonly say: Say;
  /** In the language of the server, for what all see. */
  readonly sayToAll: Say;
  /** All commands that there are. */
  readonly offered: readonly Offered[];
  /** Aborted when Bobbin stops. */
  readonly signal: AbortSignal;
}
