import { join } from 'node:path';
import { PermissionFlagsBits } from 'discord-api-types/v10';
import { expect, test } from 'vitest';
import { createResponsesModel } from '../src/engine/models/responses.ts';
import { openSqliteStore } from '../src/storage/sqlite-store.ts';
import { textsIn } from '../src/texts/texts.ts';
import { impatient, sqlitePlace, startBot, startDiscord, untilAnswers } from './support/bot.ts';
import { engineOn, startServer } from './support/engine-server.ts';
import { answering, type Behaviour, sending, startModelServer } from './support/model-server.ts';
import { codeEvents, completedEvent, messageEvents, searchEvents } from './support/responses-stream.ts';
import { temporaryFolder } from './support/temporary.ts';

const say = textsIn();
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

interface Scene {
  behaviour: Behaviour;
  /** How many messages the answer has. */
  messages?: number;
  /** What the bot may not do. */
  denied?: bigint;
}

/** What the bot answers in Discord when the Responses API behaves so. */
async function answered({ behaviour, messages = 1, denied = 0n }: Scene) {
  const model = await startModelServer(behaviour);
  model.serve('GET /v1/containers/cntr_1/files/cfile_1/content', () => new Response('month,sales\n1,2\n'));
  const engine = engineOn(openSqliteStore({ file: ':memory:' }), {
    model: createResponsesModel({
      baseUrl: model.url,
      apiKey: 'sk-test',
      defaultModel: 'gpt-test',
      hostedTools: ['code_interpreter', 'file_search', 'web_search'],
    }),
    filesDir: join(temporaryFolder(), 'files'),
  });
  await engine.seed([{ id: 'asst_1', name: 'Bobbin', tools: [{ type: 'code_interpreter' }] }]);
  const server = await startServer({ engines: new Map([['default', engine]]) });
  const discord = await startDiscord();
  await startBot(
    discord,
    {
      ...(await sqlitePlace.prepare()),
      ASSISTANTS_BASE_URL: `${server.url}/v1`,
      ASSISTANTS_API_KEY: 'unused',
      ASSISTANT_ID: 'asst_1',
    },
    { sleep: impatient },
  );
  discord.setOverwrites(discord.channel('general').id, [
    { id: discord.bot.id, type: 1, allow: '0', deny: `${denied}` },
  ]);
  const post = await discord.person('Ada').post(discord.channel('general').id, `<@${discord.bot.id}> draw a chart`);
  const answers = await untilAnswers(discord, post.id, messages);
  return Promise.all(
    answers.map(async ({ content, attachments }) => ({
      content,
      files: await Promise.all(
        attachments.map(async ({ filename, description, content_type: type, url }) => {
          return { filename, description, type, bytes: Buffer.from(await (await fetch(url)).arrayBuffer()) };
        }),
      ),
    })),
  );
}

test('a chart that code has drawn is shown, and the file it has written can be had', async () => {
  const shown = { type: 'image', url: `data:image/png;base64,${PNG.toString('base64')}` };
  const csv = { type: 'container_file_citation', container_id: 'cntr_1', file_id: 'cfile_1', filename: 'sales.csv' };
  const text = 'Sales by month 📈, and the [data](sandbox:/mnt/data/sales.csv).';

  const [answer] = await answered({
    behaviour: sending(
      ...codeEvents(0, ['plot()'], [shown]),
      ...messageEvents(1, [text], [{ after: 0, annotation: { ...csv, start_index: 28, end_index: 59 } }]),
      completedEvent(),
    ),
  });

  expect(answer).toEqual({
    content: 'Sales by month 📈, and the data (`sales.csv`).',
    files: [
      {
        filename: 'image-0-0.png',
        description: expect.stringMatching(/^Sales by month/),
        type: 'image/png',
        bytes: PNG,
      },
      {
        filename: 'sales.csv',
        description: 'data',
        type: 'text/csv; charset=utf-8',
        bytes: Buffer.from('month,sales\n1,2\n'),
      },
    ],
  });
});

test('where the bot may not attach files, the answer comes without them and says so', async () => {
  const shown = { type: 'image', url: `data:image/png;base64,${PNG.toString('base64')}` };

  const [answer] = await answered({
    behaviour: sending(...codeEvents(0, ['plot()'], [shown]), ...messageEvents(1, ['A chart.']), completedEvent()),
    denied: PermissionFlagsBits.AttachFiles,
  });

  const refused = say('answers.filesRefused', { names: '`image-0-0.png`' });
  expect(answer).toEqual({ content: `A chart.\n${refused}`, files: [] });
});

test('what was found in a file has the number of its source, and pages that a search has found do not unfold', async () => {
  const cited = { type: 'file_citation', index: 18, file_id: 'file-1', filename: 'report.pdf' };
  const url = 'https://news.example/today?utm_source=openai';
  const page = { type: 'url_citation', url, title: 'News', start_index: 20, end_index: 80 };

  const [answer] = await answered({
    behaviour: sending(
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
    ),
  });

  expect(answer?.content).toBe(`Sales 📈 were up: 5%[1]. ([news.example](<${url}>))\n-# Sources: [1] report.pdf`);
});

test('an answer of 30,000 characters is two messages and a file with every byte of it', async () => {
  const text = Array.from({ length: 300 }, (_, line) => `${line}. ${'Wörter 世界 👍 '.repeat(9)}`.slice(0, 99)).join(
    '\n',
  );

  const answers = await answered({ behaviour: answering(text), messages: 3 });

  expect(answers.map(({ content }) => content.length <= 2_000)).toEqual([true, true, true]);
  expect(answers[0]?.content.startsWith(text.slice(0, 1_000))).toBe(true);
  expect(answers[2]?.content).toBe(say('answers.wholeAnswer', { name: 'answer.md' }));
  expect(answers[2]?.files).toMatchObject([{ filename: 'answer.md' }]);
  expect(answers[2]?.files[0]?.bytes.equals(Buffer.from(text))).toBe(true);
});
