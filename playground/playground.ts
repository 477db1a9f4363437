import { createControls } from './controls.ts';
import { createDiscord, type DiscordOptions } from './discord/discord.ts';
import type { Seed } from './discord/seed.ts';
import type { Host } from './host.ts';
import { createInspector } from './inspector/inspector.ts';
import { createPages } from './page/pages.ts';

/** Whom a newcomer can be: a member, a moderator, and somebody who has joined just now. */
const PEOPLE: Seed['people'] = [
  { name: 'Ada', roles: ['Regular'] },
  { name: 'Mia', moderator: true },
  { name: 'Bob', isNew: true },
];
const AGE_DAYS = 30;

export interface PlaygroundOptions extends Pick<DiscordOptions, 'port' | 'file' | 'seed'> {
  /** The name of the bot. */
  name: string;
  /** What its own role allows it on a new server, as the link says that invites it. Default: to talk and start threads. */
  permissions?: bigint | undefined;
  /** What no page may see: keys of the bot. The bot's token is one of them anyway. */
  secrets?: readonly string[] | undefined;
}

export type Playground = Awaited<ReturnType<typeof createPlayground>>;

/** A local Discord, a page that shows it, and what the page has for whoever makes a bot. */
export async function createPlayground({ name, permissions, secrets, seed, ...options }: PlaygroundOptions) {
  let host: Host | undefined;
  const inspector = createInspector({ secrets });
  const controls = createControls({ inspector, host: () => host, discord: () => discord, startOver });
  const discord = await createDiscord({
    ...options,
    application: { name, permissions },
    seed: { people: PEOPLE, ageDays: AGE_DAYS, ...seed },
    pages: createPages(),
    watcher: inspector.watcher,
    controls,
  });
  inspector.hide(discord.token);

  function startOver(): void {
    inspector.clear();
    discord.startOver();
  }

  return {
    /** Where the page is. */
    url: discord.url.replace('127.0.0.1', 'localhost'),
    discord,
    inspector,
    /** From now on the page can do with the bot what its host offers. */
    setHost(runner: Host): void {
      host = runner;
      runner.onStatus((status) => discord.tellPages('HOST_STATUS', status));
    },
    /** Everything but the bot is as in the beginning. */
    startOver,
    close: () => discord.close(),
  };
}
