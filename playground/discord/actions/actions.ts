import type { Permissions } from '../permissions.ts';
import type { Views } from '../views.ts';
import type { World } from '../world.ts';
import { createChannels } from './channels.ts';
import { createCommandPermissions } from './command-permissions.ts';
import { createCommands } from './commands.ts';
import { createForums } from './forums.ts';
import { createGuilds } from './guilds.ts';
import { createInteractions } from './interactions.ts';
import { createMessages } from './messages.ts';
import { createModals } from './modals.ts';
import { createPins } from './pins.ts';
import { createPolls } from './polls.ts';
import { createReactions } from './reactions.ts';
import { createThreads } from './threads.ts';
import { createTimeline } from './timeline.ts';

interface ActionsOptions {
  world: World;
  permissions: Permissions;
  views: Views;
  botId: () => string;
}

export type Actions = ReturnType<typeof createActions>;

/** Everything that a bot or a person can do, with the rules of Discord. Each throws a DiscordError when refused. */
export function createActions({ world, permissions, views, botId }: ActionsOptions) {
  const timeline = createTimeline(world, views);
  const threads = createThreads({ world, permissions, views, timeline });
  const messages = createMessages({ world, permissions, timeline, threads });
  const forums = createForums({ world, permissions, timeline, threads, messages });
  const modals = createModals(world);
  return {
    timeline,
    threads,
    messages,
    forums,
    guilds: createGuilds(world, views),
    channels: createChannels({ world, permissions, views, timeline, threads, forums }),
    reactions: createReactions({ world, permissions, views, timeline }),
    pins: createPins({ world, permissions, timeline }),
    polls: createPolls({ world, permissions, timeline }),
    commands: createCommands(world),
    commandPermissions: createCommandPermissions({ world, permissions, botId }),
    modals,
    interactions: createInteractions({ world, timeline, messages, modals, botId }),
  };
}
