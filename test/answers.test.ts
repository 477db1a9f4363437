import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { MessageFlags, PermissionFlagsBits } from 'discord-api-types/v10';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createPages } from '../playground/page/pages.ts';
import { createResponsesModel } from '../src/engine/models/responses.ts';
import { openSqliteStore } from '../src/storage/sqlite-store.ts';
import { textsIn } from '../src/texts/texts.ts';
import { type Discord, impatient, startBot, startDiscord } from './support/bot.ts';
import { openPage } from './support/browser.ts';
import { browserIsMissing, startBrowser } from './support/chromium.ts';
import { engineOn, startServer } from './support/engine-server.ts';
import { startKeepingProvider } from './support/kept-by-provider.ts';
import { answering, type Behaviour, sending, sendingInTwo, startModelServer } from './support/model-server.ts';
import { codeEvents, completedEvent, messageEvents, searchEvents } from './support/responses-stream.ts';
import { samplePdf } from './support/sample-pdf.ts';
import { temporaryFolder } from './support/temporary.ts';

const say = textsIn();
const PNG = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
const CHART = { type: 'image', url: `data:image/png;base64,${PNG}` };
const PDF = samplePdf([['Minutes of the meeting', 'The wool costs 14 crowns a ball.', 'The next one is in May.']]);

/** What is set everywhere. */
interface Settings {
  growing?: boolean;
  mostMessages?: number;
  speaking?: 'channel';
}

/** A bot with these settings; without other settings it has the demo model. */
async function startAnswering(discord: Discord, everywhere: Settings, settings: Record<string, string> = {}) {
  const folder = temporaryFolder();
  const serversFile = join(folder, 'servers.json');
  writeFileSync(serversFile, JSON.stringify({ defaults: { everywhere } }));
  await startBot(discord, { DATA_DIR: folder, SERVERS_FILE: serversFile, ...settings }, { sleep: impatient });
}

type Tool = 'code_interpreter' | 'file_search';

/** The settings for an Assistants server with OpenAI behind it, of which a test says what it does. */
async function openAI(behaviour: Behaviour, tools: readonly Tool[] = ['code_interpreter']) {
  const model = await startModelServer(behaviour);
  model.serve('GET /v1/containers/cntr_1/files/cfile_1/content', () => new Response('month,sales\n1,2\n'));
  const provider = await startKeepingProvider();
  const engine = engineOn(openSqliteStore({ file: ':memory:' }), {
    model: createResponsesModel({
      baseUrl: model.url,
      apiKey: 'sk-test',
      defaultModel: 'gpt-test',
      hostedTools: ['code_interpreter', 'file_search', 'web_search'],
    }),
    // Its own files are where the provider has none.
    ...(tools.includes('file_search')
      ? { passThrough: { baseUrl: provider.url, apiKey: 'sk-test' } }
      : { filesDir: join(temporaryFolder(), 'files') }),
  });
  await engine.seed([{ id: 'asst_1', name: 'Bobbin', tools: tools.map((type) => ({ type })) }]);
  const server = await startServer({ engines: new Map([['default', engine]]) });
  const settings = {
    ASSISTANTS_BASE_URL: `${server.url}/v1`,
    ASSISTANTS_API_KEY: 'unused',
    ASSISTANT_ID: 'asst_1',
  };
  return { settings, model, provider };
}

/** The answer in a thread, once it has its Retry button, with the bytes of its files. */
async function untilWhole(discord: Discord, threadId: string) {
  const written = () =>
    discord.messages(threadId).filter(({ author, content, attachments }) => {
      return author.id === discord.bot.id && (content !== '' || attachments.length > 0);
    });
  const isWhole = () => {
    const buttons = written().map(({ components = [] }) => JSON.stringify(components));
    return buttons.at(-1)?.includes('"custom_id":"retry:') && !buttons.join('').includes('"custom_id":"stop:');
  };
  await discord.until(() => isWhole() || undefined, { what: `an answer in ${threadId}`, timeoutMs: 20_000 });
  return Promise.all(
    written().map(async ({ content, flags, attachments }) => ({
      content,
      isSilent: ((flags ?? 0) & MessageFlags.SuppressNotifications) !== 0,
      files: await Promise.all(
        attachments.map(async ({ filename, description, content_type: type, url }) => {
          return {
            filename,
            description,
            type,
            base64: Buffer.from(await (await fetch(url)).arrayBuffer()).toString('base64'),
          };
        }),
      ),
    })),
  );
}

interface Scene extends Pick<Settings, 'mostMessages'> {
  /** What OpenAI answers; absent for the demo model. */
  events?: readonly object[];
  question?: string;
  /** What the bot may not do. */
  denied?: bigint;
}

/** What the bot answers to a mention. */
async function answered({ events, ...scene }: Scene) {
  return answeredBy(events && sending(...events), scene);
}

interface GrowingScene extends Scene {
  /** So many of the events are there before anything is shown. */
  first?: number;
  /** What happens between them and the others. */
  meanwhile?: (discord: Discord, threadId: string) => Promise<unknown>;
}

/** The same with an answer that grows. */
async function grown({ events, first = 0, meanwhile, ...scene }: GrowingScene) {
  const shown = Promise.withResolvers<unknown>();
  const behaviour = events && sendingInTwo(events, first, shown.promise);
  return answeredBy(behaviour, { ...scene, growing: true }, (discord, threadId) => {
    shown.resolve(meanwhile?.(discord, threadId));
  });
}

async function answeredBy(
  behaviour: Behaviour | undefined,
  { question = 'draw a chart', denied, ...everywhere }: Omit<Scene, 'events'> & Settings,
  onGrowing: (discord: Discord, threadId: string) => void = () => undefined,
) {
  const discord = await startDiscord({ rateLimits: false });
  const { id: general } = discord.channel('general');
  await startAnswering(discord, everywhere, behaviour && (await openAI(behaviour)).settings);
  if (denied !== undefined) {
    discord.setOverwrites(general, [{ id: discord.bot.id, type: 1, allow: '0', deny: `${denied}` }]);
  }
  let hasGrown = false;
  discord.on(({ type, channelId, data }) => {
    if (hasGrown || !(type === 'MESSAGE_CREATE' || type === 'MESSAGE_UPDATE')) return;
    const { content, components = [] } = data as { content?: string; components?: unknown };
    hasGrown = !content?.startsWith('-#') && JSON.stringify(components).includes('"custom_id":"stop:');
    if (hasGrown) onGrowing(discord, channelId ?? '');
  });
  const { id } = await discord.person('Ada').post(general, `<@${discord.bot.id}> ${question}`);
  return untilWhole(discord, id);
}

describe('a PDF that hangs on a question in a thread', () => {
  /** Ada asks, and asks again with a PDF. */
  async function ask(discord: Discord) {
    const ada = discord.person('Ada');
    const { id } = await ada.post(discord.channel('general').id, `<@${discord.bot.id}> hello`);
    await untilWhole(discord, id);
    await ada.post(id, 'What does the wool cost?', { attachments: [{ name: 'minutes.pdf', data: PDF }] });
    await discord.until(() => discord.messages(id).filter(({ author }) => author.id === discord.bot.id)[1], {
      what: 'the second answer',
      timeoutMs: 20_000,
    });
    return (await untilWhole(discord, id)).at(-1);
  }

  test('is searched by the tool of the assistant, and the answer says where it has it from', async () => {
    const cited = { type: 'file_citation', index: 27, file_id: 'file-1', filename: 'minutes.pdf' };
    const { settings, model, provider } = await openAI(answering('Hello.'), ['file_search']);
    const discord = await startDiscord();
    await startAnswering(discord, {}, settings);
    const found = { file_id: 'file-1', filename: 'minutes.pdf', score: 0.9, text: 'The wool costs 14 crowns a ball.' };
    model.behave(
      answering('Hello.'),
      sending(
        ...searchEvents(0, [found]),
        ...messageEvents(1, ['The wool costs 14 crowns.'], [{ after: 0, annotation: cited }]),
        completedEvent(),
      ),
    );

    const answer = await ask(discord);

    expect(answer?.content).toBe('The wool costs 14 crowns.[1]\n-# Sources: [1] minutes.pdf');
    expect(provider.left()).toEqual({
      files: [{ name: 'minutes.pdf', purpose: 'assistants' }],
      vectorStores: [['file-1']],
    });
    expect(provider.requests.some(({ body }) => body.includes('%PDF-'))).toBe(true);
    expect(model.requests.at(-1)?.body).toMatchObject({
      tools: [{ type: 'file_search', vector_store_ids: ['vs_2'] }],
      input: [
        {},
        {},
        {
          content: [
            { type: 'input_text', text: 'Ada: What does the wool cost?' },
            { type: 'input_text', text: '[The file minutes.pdf is attached: your tools have it.]' },
          ],
        },
      ],
    });
  });

  test('is read out to a model without such tools, as the demo is', async () => {
    const discord = await startDiscord();
    await startAnswering(discord, {});

    const answer = await ask(discord);

    expect(answer?.content).toContain('`minutes.pdf`');
    expect(answer?.content).toContain('\n> The wool costs 14 crowns a ball.\n');
  });
});

describe('a chart that code has drawn', () => {
  const csv = { type: 'container_file_citation', container_id: 'cntr_1', file_id: 'cfile_1', filename: 'sales.csv' };
  const pieces = ['Sales by month 📈, ', 'and the [data](sandbox:/mnt/data/sales.csv).', ' That', ' is', ' all.'];
  const events = [
    ...codeEvents(0, ['plot()'], [CHART]),
    ...messageEvents(1, pieces, [{ after: 1, annotation: { ...csv, start_index: 28, end_index: 59 } }]),
    completedEvent(),
  ];

  test('is shown, and the file it has written can be had', async () => {
    const messages = await answered({ events });

    expect(messages).toEqual([
      {
        content: 'Sales by month 📈, and the data (`sales.csv`). That is all.',
        isSilent: false,
        files: [
          {
            filename: 'image-0-0.png',
            description: expect.stringMatching(/^Sales by month/) as unknown,
            type: 'image/png',
            base64: PNG,
          },
          {
            filename: 'sales.csv',
            description: 'data',
            type: 'text/csv; charset=utf-8',
            base64: Buffer.from('month,sales\n1,2\n').toString('base64'),
          },
        ],
      },
    ]);
    expect(await grown({ events, first: events.length - 4 })).toEqual(messages);
  });

  test('is shown in a thread that a moderator has archived meanwhile', async () => {
    const archive = async (discord: Discord, threadId: string) =>
      discord.person('Mia', { moderator: true }).editChannel(threadId, { archived: true });

    const messages = await grown({ events, first: events.length - 4, meanwhile: archive });

    expect(messages.map(({ files }) => files.map(({ filename }) => filename))).toEqual([
      ['image-0-0.png', 'sales.csv'],
    ]);
  });

  test('is not, where the bot may not attach files, and that is said', async () => {
    const only = [...codeEvents(0, ['plot()'], [CHART]), ...messageEvents(1, ['A chart.']), completedEvent()];

    const messages = await answered({ events: only, denied: PermissionFlagsBits.AttachFiles });

    const refused = say('answers.filesRefused', { names: '`image-0-0.png`' });
    expect(messages).toEqual([{ content: `A chart.\n${refused}`, isSilent: false, files: [] }]);
  });

  describe.skipIf(browserIsMissing !== undefined)('on the page', { timeout: 60_000 }, () => {
    let browser: Browser;
    beforeAll(async () => {
      browser = await startBrowser();
    });
    afterAll(() => browser?.close());

    test('is an image with its description', async () => {
      const discord = await startDiscord({ pages: createPages() });
      await startAnswering(discord, { speaking: 'channel' }, (await openAI(sending(...events))).settings);
      const { page, problems } = await openPage(browser);
      await page.goto(discord.url);
      const channel = page.locator('.pane.channel');
      await channel.locator('textarea').fill('Draw a chart');
      await channel.locator('textarea').press('Enter');

      const picture = channel.getByRole('img', { name: /^Sales by month/ });
      await picture.waitFor();

      await expect
        .poll(() => picture.evaluate((image: unknown) => (image as { naturalWidth: number }).naturalWidth))
        .toBe(1);
      expect(problems).toEqual([]);
    });
  });
});

test('what was found in a file has the number of its source, and pages that a search has found do not unfold', async () => {
  const cited = { type: 'file_citation', index: 18, file_id: 'file-1', filename: 'report.pdf' };
  const url = 'https://news.example/today?utm_source=openai';
  const page = { type: 'url_citation', url, title: 'News', start_index: 20, end_index: 80 };

  const messages = await answered({
    events: [
      ...searchEvents(0, [{ file_id: 'file-1', filename: 'report.pdf', score: 0.9, text: 'Sales were up.' }]),
      ...messageEvents(
        1,
        ['Sales 📈 were up: 5%', `. ([news.example](${url}))`],
        [
          { after: 0, annotation: cited },
          { after: 1, annotation: page },
        ],
      ),
      completedEvent(),
    ],
  });

  expect(messages[0]?.content).toBe(`Sales 📈 were up: 5%[1]. ([news.example](<${url}>))\n-# Sources: [1] report.pdf`);
});

describe('an answer of 30,000 characters', () => {
  const text = Array.from({ length: 300 }, (_, line) => `${line}. ${'Wörter 世界 👍 '.repeat(9)}`.slice(0, 99)).join(
    '\n',
  );
  const events = [...messageEvents(0, text.match(/[^]{1,1500}/gu) ?? []), completedEvent()];

  test('is two messages and a file with every byte of it', async () => {
    const messages = await answered({ events });

    expect(messages.map(({ isSilent }) => isSilent)).toEqual([false, true, true]);
    expect(messages.every(({ content }) => content.length <= 2_000)).toBe(true);
    expect(text.startsWith(messages[0]?.content ?? '?')).toBe(true);
    expect(messages[2]?.content).toBe(say('answers.wholeAnswer', { name: 'answer.md' }));
    expect(messages.map(({ files }) => files.map(({ filename }) => filename))).toEqual([[], [], ['answer.md']]);
    expect(messages[2]?.files[0]?.base64).toBe(Buffer.from(text).toString('base64'));
    expect(await grown({ events, first: 3 })).toEqual(messages);
  });

  test('is all of its messages, where that many are wanted', async () => {
    const messages = await answered({ events, mostMessages: 20 });

    expect(messages.map(({ isSilent }) => isSilent)).toEqual(messages.map((_, index) => index > 0));
    expect(messages.every(({ content, files }) => content.length <= 2_000 && files.length === 0)).toBe(true);
    expect(
      messages
        .map(({ content }) => content)
        .join('')
        .replace(/\s/g, ''),
    ).toBe(text.replace(/\s/g, ''));
    expect(await grown({ events, first: 3, mostMessages: 20 })).toEqual(messages);
  });
});

test('an equation is solved with drawn formulas', async () => {
  const question = 'I need to solve the equation `3x + 11 = 14`.';

  const messages = await answered({ question });

  expect(messages).toEqual([
    {
      content: expect.stringMatching(
        /We want x alone on one side of 3x \+ 11 = 14\.[^]*`\(1\)`[^]*So x = 1\./,
      ) as unknown,
      isSilent: false,
      files: [
        {
          filename: 'formulas.png',
          description: expect.stringMatching(/^\(1\) \\begin\{aligned\}[^]*\\frac\{3\}\{3\} = 1/) as unknown,
          type: 'image/png',
          base64: expect.stringMatching(/^iVBORw0KGgo/) as unknown,
        },
      ],
    },
  ]);
  expect(await grown({ question })).toEqual(messages);
});
