import { setTimeout as delay } from 'node:timers/promises';
import OpenAI from 'openai';
import { pino } from 'pino';
import { createEngine } from '../../src/engine/engine.ts';
import { openRedisStore } from '../../src/storage/redis-store.ts';
import { openSqliteStore } from '../../src/storage/sqlite-store.ts';
import { calling, functions, scripted, type Script } from './scripted-model.ts';

// A process of its own that brings a run into a state, says so, and waits to be killed.

/** Where its data is, and how far the run shall come. */
export interface Doom {
  readonly where: { readonly file: string } | { readonly url: string };
  readonly state: 'queued' | 'in_progress' | 'answered' | 'streamed' | 'requires_action' | 'cancelling';
  readonly lockTtlMs: number;
}

const { where, state, lockTtlMs } = JSON.parse(process.argv[2] ?? '{}') as Doom;
const log = pino({ level: 'silent' });
const store = 'file' in where ? openSqliteStore(where) : await openRedisStore({ ...where, log });

const half: Script = [{ type: 'text', text: 'Half of an ans' }, new Promise(() => undefined)];
const model = scripted(
  ...(state === 'requires_action' || state === 'answered' ? [calling(['weather', '{}']), half] : [half]),
);
const engine = createEngine({ store, model, log, lockTtlMs });
await engine.seed([{ id: 'asst_test' }]);
const client = new OpenAI({ apiKey: 'test', baseURL: 'http://engine/v1', maxRetries: 0, fetch: engine.fetch });
const { threads } = client.beta;
const { id: threadId } = await threads.create({ messages: [{ role: 'user', content: 'Hi' }] });
const params = { assistant_id: 'asst_test', tools: functions('weather') };

let runId: string;
if (state === 'queued' || state === 'cancelling') await engine.close();
if (state === 'streamed') {
  const stream = threads.runs.stream(threadId, params);
  for await (const event of stream) if (event.event === 'thread.message.delta') break;
  runId = stream.currentRun()?.id ?? '';
} else {
  runId = (await threads.runs.create(threadId, params)).id;
}
if (state === 'cancelling') await threads.runs.cancel(runId, { thread_id: threadId });
if (state === 'requires_action' || state === 'answered') {
  while ((await threads.runs.retrieve(runId, { thread_id: threadId })).status !== 'requires_action') await delay(5);
}
if (state === 'answered') {
  const tool_outputs = [{ tool_call_id: 'call_weather', output: 'rain' }];
  await threads.runs.submitToolOutputs(runId, { thread_id: threadId, tool_outputs });
}
const answers = { queued: 0, cancelling: 0, requires_action: 1, answered: 2, in_progress: 1, streamed: 1 }[state];
while (model.asked.length < answers) await delay(5);

process.stdout.write(`${JSON.stringify({ threadId, runId })}\n`);
setInterval(() => undefined, 1_000);
