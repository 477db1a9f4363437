import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type OpenAI from 'openai';
import { afterAll, beforeAll } from 'vitest';
import { createDiscord, type DiscordOptions } from '../../playground/discord/discord.ts';
import { createAssistantsClient } from '../../src/assistants/client.ts';
import { lastKey } from '../../src/conversation/keys.ts';
import type { Post } from '../../src/conversation/post.ts';
import type { LastTurn } from '../../src/conversation/turn.ts';
import { NO_OPERATOR_SETTINGS } from '../../src/server-settings/operator-file.ts';
import { createServerSettings, type ServerSettingsKeeper } from '../../src/server-settings/server-settings.ts';
import type { ServerSettings } from '../../src/server-settings/settings.ts';
import { openSqliteStore } from '../../src/storage/sqlite-store.ts';
import { type BotUnderTest, type Discord, impatient, runBot, untilAnswers } from './bot.ts';

export interface SharedBotOptions {
  discord?: DiscordOptions;
  /** A function is called before the bot starts. */
  settings?: Record<string, string> | (() => Promise<Record<string, string>>);
  /** What the operator sets for every server. */
  operator?: object;
  /** Names of people who run this bot. */
  owners?: readonly string[];
}

const KEY = 'a-key-for-the-tests-of-the-bot';

/** One local Discord and one real bot for all tests of a file. */
export function shareBot({ settings = {}, operator, owners = [], discord: options }: SharedBotOptions = {}) {
  let discord: Discord | undefined;
  let bot: BotUnderTest | undefined;
  let folder = '';
  let all: Record<string, string> = {};
  let conversations = 0;
  let store: ReturnType<typeof openSqliteStore> | undefined;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'bobbin-test-'));
    const given = typeof settings === 'function' ? await settings() : settings;
    const here = await createDiscord({ rateLimits: false, ...options });
    discord = here;
    if (operator) writeFileSync(join(folder, 'servers.json'), JSON.stringify(operator));
    all = {
      DATA_DIR: folder,
      ...(!('ASSISTANTS_BASE_URL' in given) && {
        ENGINE_HTTP: '1',
        ENGINE_PORT: '0',
        ENGINE_API_KEYS: `bot=${KEY}`,
      }),
      ...(operator && { SERVERS_FILE: join(folder, 'servers.json') }),
      ...(owners.length > 0 && { OWNER_IDS: owners.map((name) => here.person(name).id).join(',') }),
      ...given,
    };
    bot = await runBot(here, all, { sleep: impatient });
  });
  afterAll(async () => {
    await bot?.stop(0);
    await discord?.close();
    store?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  function needed<Value>(value: Value | undefined): Value {
    if (value === undefined) throw new Error('The bot is there inside of tests only.');
    return value;
  }

  const openStore = () => (store ??= openSqliteStore({ file: join(folder, 'bobbin.sqlite') }));

  async function withSettings<Result>(work: (keeper: ServerSettingsKeeper, serverId: string) => Promise<Result>) {
    return work(createServerSettings({ store: openStore(), operator: NO_OPERATOR_SETTINGS }), needed(discord).guild.id);
  }

  async function write(change: (settings: ServerSettings) => ServerSettings): Promise<ServerSettings> {
    const { after } = await withSettings((keeper, id) => keeper.change(id, change));
    return after;
  }

  async function restart(): Promise<void> {
    await needed(bot).stop();
    bot = await runBot(needed(discord), all, { sleep: impatient });
  }

  return {
    get discord() {
      return needed(discord);
    },
    get bot() {
      return needed(bot);
    },
    get general() {
      return needed(discord).channel('general').id;
    },
    /** The bot's own assistants, as its engine has them. */
    get engine(): OpenAI {
      return createAssistantsClient({ baseUrl: `${needed(bot).engineUrl}/v1`, apiKey: KEY });
    },

    restart,

    /** A conversation that somebody has started, with one answer in its thread. */
    async conversation(person = needed(discord).person('Ada')): Promise<string> {
      const here = needed(discord);
      const question = `<@${here.bot.id}> question ${(conversations += 1)}`;
      const { id } = await person.post(here.channel('general').id, question);
      await untilAnswers(here, id, 1);
      return id;
    },

    /** Changes what moderators have set, behind the bot's back: it is started anew, or it would know only after a second. */
    async change(change: (settings: ServerSettings) => ServerSettings): Promise<ServerSettings> {
      const after = await write(change);
      await restart();
      return after;
    },

    /** The posts that were answered last in a conversation, as they are stored. */
    async answeredPosts(conversationId: string): Promise<readonly Post[]> {
      return (await openStore().get<LastTurn>(lastKey(conversationId)))?.posts ?? [];
    },

    /** The same without a restart: commands know it at once, posts after a second. */
    write,

    /** What moderators have set, as it is stored. */
    settings: () => withSettings((keeper, id) => keeper.own(id)),
  };
}
