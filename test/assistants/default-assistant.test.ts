import { pino } from 'pino';
import { expect, onTestFinished, test } from 'vitest';
import { createAssistantsClient } from '../../src/assistants/client.ts';
import { createDefaultAssistant } from '../../src/assistants/default-assistant.ts';
import { SERVER_KEY } from '../../src/assistants/directory.ts';
import { createEngine } from '../../src/engine/engine.ts';
import { createDemoModel } from '../../src/engine/models/demo.ts';
import { openSqliteStore } from '../../src/storage/sqlite-store.ts';

test('one that a server has named Bobbin does not become the default of all', async () => {
  const store = openSqliteStore({ file: ':memory:' });
  const engine = createEngine({ store, model: createDemoModel(), log: pino({ level: 'silent' }) });
  onTestFinished(async () => {
    await engine.close(AbortSignal.abort());
    store.close();
  });
  const client = createAssistantsClient({ baseUrl: 'http://engine/v1', apiKey: 'unused', fetch: engine.fetch });
  const { id } = await client.beta.assistants.create({ name: 'Bobbin', model: 'm', metadata: { [SERVER_KEY]: '5' } });

  const chosen = await createDefaultAssistant({ client, model: 'm' }).id();

  expect(chosen).not.toBe(id);
});
