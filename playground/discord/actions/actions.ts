import type { Permissions } from '../permissions.ts';
import type { Views } from '../views.ts';
import type { World } from '../world.ts';
import { createChannels } from './channels.ts';
import { createCommandPermissions } from './command-permissions.ts';
import { createCommands } from './commands.ts';
import { createEmojis } from './emojis.ts';
import { createForums } from './forums.ts';
import { createGuilds } from './guilds.ts';
import { createInteractions } from './interactions.ts';
import { createMembers } from './members.ts';
import { createMessages } from './messages.ts';
import { createModals } from './modals.ts';
import { createPins } from './pins.ts';
import { createPolls } from './polls.ts';
import { createReactions } from './reactions.ts';
import { createRanks } from './ranks.ts';
import { createRoles } from './roles.ts';
import { createThreads } from './threads.ts';
import { createTimeline } from './timeline.ts';
import { createWebhooks } from './webhooks.ts';

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
  const ranks = createRanks(world, permissions);
  return {
    timeline,
    threads,
    messages,
    forums,
    members: createMembers({ world, permissions, views, ranks, timeline }),
    roles: createRoles({ world, permissions, views, ranks }),
    guilds: createGuilds(world, views),
    channels: createChannels({ world, permissions, views, timeline, threads, forums }),
    emojis: createEmojis({ world, permissions, views }),
    reactions: createReactions({ world, permissions, views, timeline, botId }),
    pins: createPins({ world, permissions, timeline }),
    polls: createPolls({ world, permissions, timeline }),
    commands: createCommands(world),
    commandPermissions: createCommandPermissions({ world, permissions, botId }),
    webhooks: createWebhooks({ world, permissions, timeline, threads, messages }),
    modals,
    interactions: createInteractions({ world, timeline, messages, modals, botId }),
  };
}
