import { pino } from 'pino';
import { expect, onTestFinished, test } from 'vitest';
import { createAssistantsClient } from '../../src/assistants/client.ts';
import { createAssistantDirectory, SERVER_KEY } from '../../src/assistants/directory.ts';
import { createEngine } from '../../src/engine/engine.ts';
import { createDemoModel } from '../../src/engine/models/demo.ts';
import { openSqliteStore } from '../../src/storage/sqlite-store.ts';

function setUp() {
  const store = openSqliteStore({ file: ':memory:' });
  const engine = createEngine({ store, model: createDemoModel(), log: pino({ level: 'silent' }) });
  onTestFinished(async () => {
    await engine.close(AbortSignal.abort());
    store.close();
  });
  let requests = 0;
  const fetch: typeof engine.fetch = (input, init) => {
    requests += 1;
    return engine.fetch(input, init);
  };
  const client = createAssistantsClient({ baseUrl: 'http://engine/v1', apiKey: 'unused', fetch });
  const clock = { ms: 0 };
  const directory = createAssistantDirectory({ client, now: () => clock.ms });
  const create = async (name: string, serverId?: string) => {
    const metadata = serverId === undefined ? {} : { [SERVER_KEY]: serverId };
    return (await client.beta.assistants.create({ name, model: 'm', metadata })).id;
  };
  return { directory, create, clock, requests: () => requests };
}

test('a server has its own assistants and those for all, a direct message the latter alone', async () => {
  const { directory, create } = setUp();
  await create('For all');
  const own = await create('Own', '5');
  await create('Foreign', '6');

  const names = async (serverId?: string) => (await directory.list(serverId)).map(({ name }) => name);

  expect(await names('5')).toEqual(['For all', 'Own']);
  expect(await names()).toEqual(['For all']);
  expect(await directory.usable('6', own)).toBeUndefined();
  expect(await directory.find('6', own)).toBeUndefined();
  expect((await directory.find('5', own))?.name).toBe('Own');
});

test('suggestions do not ask the server with each key, and know at once what was changed here', async () => {
  const { directory, create, clock, requests } = setUp();
  await create('One');
  await directory.suggested('5');
  const before = requests();
  await directory.suggested('6');
  expect(requests()).toBe(before);

  directory.changed(await create('Two'));
  expect(await directory.suggested('5')).toHaveLength(2);

  await create('Three');
  clock.ms += 3_000;
  expect(await directory.suggested('5')).toHaveLength(3);
});
