import { describe, expect, test } from 'vitest';
import { updateFunctions } from '../src/assistants/update-functions.ts';
import { startEngine } from './support/engine-client.ts';
import { pino } from 'pino';
import { createDatabases } from '../src/databases/databases.ts';
import { openStore } from '../src/storage/open-store.ts';
import { openSqliteStore } from '../src/storage/sqlite-store.ts';
import { loadTools } from '../src/tools/tool.ts';
import { createToolbox } from '../src/tools/toolbox.ts';
import { startBot, startDiscord, sqlitePlace, untilAnswers } from './support/bot.ts';
import { courseDatabase } from './support/course-database.ts';
import { answering, callingFunction, type ModelServer, startModelServer } from './support/model-server.ts';
import { temporaryFolder } from './support/temporary.ts';

const log = pino({ level: 'silent' });

async function definitionsFor(path: string) {
  const tools = await loadTools(new URL('../tools/', import.meta.url));
  return createToolbox({ tools, databases: createDatabases([{ name: 'course', path }]), log }).definitions();
}

/** The bot with a course database, and with an assistant Bobbin that may ask it. */
async function startCourseBot(model: ModelServer) {
  const path = courseDatabase();
  const settings = await sqlitePlace.prepare();
  const store = await openStore({ dataDir: settings['DATA_DIR'] ?? '', log });
  const { engine } = await startEngine(store);
  await engine.seed([{ id: 'asst_course', name: 'Bobbin', model: 'default', tools: await definitionsFor(path) }]);
  await engine.close(AbortSignal.abort());
  await store.close();

  const discord = await startDiscord();
  const bot = await startBot(discord, { ...settings, OPENAI_BASE_URL: model.url, DATABASE_FILES: `course=${path}` });
  async function ask(question: string): Promise<string | undefined> {
    const post = await discord.person('Ada').post(discord.channel('general').id, `<@${discord.bot.id}> ${question}`);
    const [answer] = await untilAnswers(discord, post.id, 1);
    return answer?.content;
  }
  return { ...bot, ask };
}

/** What the model was told that its functions had answered, newest question. */
function outputsIn({ requests }: ModelServer): unknown[] {
  const messages = requests.at(-1)?.body['messages'] as { role: string; content: unknown }[];
  return messages.filter(({ role }) => role === 'tool').map(({ content }) => content);
}

describe('the course database', () => {
  test('«When is the next lesson?» is answered through ask_database', async () => {
    const sql = `SELECT title, starts_at FROM lessons WHERE starts_at > '2026-11-25' ORDER BY starts_at LIMIT 1`;
    const model = await startModelServer(
      callingFunction('ask_database', { sql }),
      answering('On Monday, 30 November, at 18:00: “Threads and runs”.'),
    );
    const { ask } = await startCourseBot(model);

    expect(await ask('When is the next lesson?')).toBe('On Monday, 30 November, at 18:00: “Threads and runs”.');

    const questions = model.requests.filter(({ path }) => path.endsWith('/completions'));
    expect(questions[0]?.body['tools']).toMatchObject([
      { function: { name: 'ask_database', description: expect.stringContaining('course: lessons(id INTEGER, title') } },
    ]);
    expect(outputsIn(model).map((output) => JSON.parse(String(output)) as unknown)).toEqual([
      { columns: ['title', 'starts_at'], rows: [['Threads and runs', '2026-11-30 18:00']] },
    ]);
  });

  test('is not harmed: DROP TABLE is refused, and the answer comes all the same', async () => {
    const model = await startModelServer(
      callingFunction('ask_database', { sql: 'DROP TABLE lessons' }),
      answering('I may only read.'),
    );
    const { ask } = await startCourseBot(model);

    expect(await ask('Drop the lessons!')).toBe('I may only read.');
    expect(outputsIn(model)).toEqual([expect.stringContaining('Error: This is refused: only SELECT statements')]);
  });

  test('a function that is not of this bot gets an error, and the answer comes all the same', async () => {
    const model = await startModelServer(callingFunction('launch', { at: 'noon' }), answering('I cannot do that.'));
    const { ask } = await startCourseBot(model);

    expect(await ask('Launch it!')).toBe('I cannot do that.');
    expect(outputsIn(model)).toEqual(['Error: There is no function named launch here. Do without it.']);
  });
});

test('assistants that list a function get it as it is now; the rest of them stays', async () => {
  const store = openSqliteStore({ file: `${temporaryFolder()}/bobbin.sqlite` });
  const { client, assistantId } = await startEngine(store);
  const old = { type: 'function' as const, function: { name: 'ask_database', description: 'Old' } };
  const other = { type: 'function' as const, function: { name: 'launch' } };
  const tools = [{ type: 'code_interpreter' as const }, old, other];
  const { id } = await client.beta.assistants.create({ model: 'm', name: 'Course', tools });
  const [current] = await definitionsFor(courseDatabase());

  await updateFunctions(client, current ? [current] : []);

  const updated = await client.beta.assistants.retrieve(id);
  expect(updated.name).toBe('Course');
  expect(updated.tools).toEqual([tools[0], current, other]);
  expect(await client.beta.assistants.retrieve(assistantId)).toMatchObject({ tools: [] });
});

test('a database that is not there stops the start with a sentence', async () => {
  const discord = await startDiscord();

  const starting = startBot(discord, { ...(await sqlitePlace.prepare()), DATABASE_FILES: '/nowhere/course.db' });

  await expect(starting).rejects.toThrow('course: there is no file at /nowhere/course.db.');
});
