import { describe, expect, test, vi } from 'vitest';
import { ended, startEngine } from '../support/engine-client.ts';
import { keptStores } from '../support/kept-stores.ts';
import { calling, functions, saying, scripted } from '../support/scripted-model.ts';
import { temporaryFolder } from '../support/temporary.ts';

const SECRET = 'XYZZY-4711';

describe.each(keptStores)('a deleted thread, with everything on $name', ({ open }) => {
  test('leaves no trace of its messages, runs, steps, calls of functions and searched files', async () => {
    const { store, tracesOf } = await open();
    const model = scripted(calling(['look_up', `{"words":"${SECRET}"}`]), saying(`It is ${SECRET}.`), saying(SECRET));
    const { client, assistantId } = await startEngine(store, { model, filesDir: temporaryFolder() });
    const { threads } = client.beta;
    const file = await client.files.create({ file: new File([SECRET], 'a.txt'), purpose: 'assistants' });
    const attachments = [{ file_id: file.id, tools: [{ type: 'file_search' as const }] }];
    const { id } = await threads.create({ messages: [{ role: 'user', content: SECRET, attachments }] });
    const options = { assistant_id: assistantId, tools: functions('look_up'), additional_instructions: SECRET };
    const run = await threads.runs.createAndPoll(
      id,
      { ...options, metadata: { about: SECRET } },
      { pollIntervalMs: 2 },
    );
    await threads.runs.submitToolOutputsAndPoll(
      run.id,
      { thread_id: id, tool_outputs: [{ tool_call_id: 'call_look_up', output: SECRET }] },
      { pollIntervalMs: 2 },
    );
    const streamed = threads.runs.stream(id, { ...options, tools: [] });
    await streamed.finalRun();
    const [message] = (await threads.messages.list(id)).data;
    await threads.messages.delete(message?.id ?? '', { thread_id: id });
    await ended(client, await threads.runs.create(id, options));
    expect(await tracesOf(SECRET)).not.toEqual([]);

    await threads.delete(id);
    await store.scrub();

    await vi.waitFor(async () => expect(await tracesOf(SECRET)).toEqual([]), 5_000);
    expect(await client.files.retrieve(file.id)).toMatchObject({ filename: 'a.txt' });
  });
});
