import { pino } from 'pino';
import { onTestFinished } from 'vitest';
import type { Conversations } from '../../src/conversation/conversations.ts';
import type { Post } from '../../src/conversation/post.ts';
import { createDiscordClient } from '../../src/discord/client.ts';
import type { CommandServices } from '../../src/discord/command-context.ts';
import { connect } from '../../src/discord/connect.ts';
import { createDownload } from '../../src/discord/download.ts';
import { createGateway } from '../../src/discord/gateway.ts';
import { createSurface } from '../../src/discord/surface.ts';
import { effectiveSettings } from '../../src/server-settings/effective.ts';
import { NO_OPERATOR_SETTINGS } from '../../src/server-settings/operator-file.ts';
import type { ServerSettings } from '../../src/server-settings/settings.ts';
import { type Discord, impatient } from './bot.ts';

export interface GatewayUnderTestOptions {
  conversations?: Partial<Conversations>;
  settings?: ServerSettings;
  hasMessageContent?: boolean;
  maxHeld?: number;
  /** What an earlier one has stored. */
  kept?: Map<string, unknown>;
}

/** A gateway on a local Discord whose conversations are the test's: every post that is taken in is in `taken`. */
export async function startGateway(discord: Discord, options: GatewayUnderTestOptions = {}) {
  const { settings = {}, hasMessageContent = true, kept = new Map<string, unknown>(), maxHeld } = options;
  const cdnUrl = `${discord.url}/cdn`;
  const client = createDiscordClient({ apiUrl: discord.apiUrl, cdnUrl, hasMessageContent });
  const lines: string[] = [];
  const log = pino({ level: 'debug' }, { write: (line) => void lines.push(line) });
  const taken: Post[] = [];
  const stub = {
    memoryOf: async () => 'none',
    stateOf: async (conversationId: string, id: string) =>
      taken.some((post) => post.conversationId === conversationId && post.id === id) ? 'waiting' : 'unknown',
    take: async (post: Post) => void taken.push(post),
    async edit(conversationId: string, id: string, change: Pick<Post, 'text' | 'files'>) {
      const index = taken.findIndex((post) => post.conversationId === conversationId && post.id === id);
      taken[index] = { ...taken[index], ...change } as Post;
    },
    newestPosts: async () => [],
    activeSince: async () => [],
    placeMissing: async () => undefined,
    ...options.conversations,
  } as unknown as Conversations;
  const gateway = createGateway({
    client,
    conversations: stub,
    services: {
      conversations: stub,
      settings: { recent: async () => effectiveSettings(settings, NO_OPERATOR_SETTINGS), peek: () => undefined },
      logChannel: { tell: () => undefined },
      download: createDownload({ cdnUrl }),
      log,
    } as unknown as CommandServices,
    surface: createSurface(client, log),
    commands: new Map(),
    store: {
      getMany: async <Stored>(keys: readonly string[]) => keys.map((key) => kept.get(key) as Stored | undefined),
      async commit(writes) {
        for (const [key, value] of Object.entries(writes)) kept.set(key, value);
        return true;
      },
    },
    log,
    catchUpHours: 24,
    ...(maxHeld !== undefined && { maxHeld }),
    sleep: impatient,
  });
  let stopping: Promise<void> | undefined;
  const stop = () =>
    (stopping ??= (async () => {
      await gateway.stopListening(1_000);
      await client.destroy();
    })());
  onTestFinished(stop);
  gateway.listen();
  const { signal } = new AbortController();
  await connect(client, { token: discord.token, log, signal, onFatal: () => undefined });

  return {
    taken,
    stop,
    kept,
    logged: (text: string) => lines.some((line) => line.includes(text)),
    /** The post that a message has become. */
    untilTaken: (id: string, what = `post ${id}`) =>
      discord.until(() => taken.find((post) => post.id === id), { what, timeoutMs: 20_000 }),
  };
}
