import { execFile, execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import OpenAI from 'openai';
import OpenAIv4 from 'openai-v4';
import { expect, onTestFinished, test, vi } from 'vitest';
import { modelThat, textOf } from '../support/engine-client.ts';
import { clientAt, engineOn, startServer } from '../support/engine-server.ts';

const KEY = 'sk-tutorial-0123456789';
const QUESTION = 'I need to solve the equation `3x + 11 = 14`. Can you help me?';
const INSTRUCTIONS = 'Please address the user as Jane Doe. The user has a premium account.';
const ANSWER = 'Hello Jane Doe! x = 1.';

/** A tutor who does as the tutorial says, or says what is missing. */
const tutor = modelThat(async function* (request) {
  const told = JSON.stringify(request);
  yield { type: 'text', text: told.includes(INSTRUCTIONS) && told.includes(QUESTION) ? ANSWER : `I was told: ${told}` };
  yield { type: 'finished', reason: 'stop' };
});

async function startTutor(): Promise<string> {
  const engines = new Map([['default', engineOn(undefined, { model: tutor, pollAfterMs: 20 })]]);
  return (await startServer({ engines, keys: [{ project: 'default', key: KEY }] })).url;
}

const mathTutor = {
  name: 'Math Tutor',
  instructions: 'You are a personal math tutor. Write and run code to answer math questions.',
  tools: [{ type: 'code_interpreter' as const }],
  model: 'gpt-4o',
};
const questions = ['Hello, what is AI?', 'How does AI work? Explain it in simple terms.'].map((content) => ({
  role: 'user' as const,
  content,
}));
const metadata = { modified: 'true', user: 'abc123' };

test('with the current SDK', async () => {
  const openai = clientAt(await startTutor(), KEY);
  const assistant = await openai.beta.assistants.create(mathTutor);
  const thread = await openai.beta.threads.create();
  await openai.beta.threads.messages.create(thread.id, { role: 'user', content: QUESTION });

  const run = await openai.beta.threads.runs.createAndPoll(thread.id, {
    assistant_id: assistant.id,
    instructions: INSTRUCTIONS,
  });
  const messages = await openai.beta.threads.messages.list(run.thread_id);

  expect(run).toMatchObject({ status: 'completed', model: 'gpt-4o', tools: mathTutor.tools });
  expect(messages.data.map((message) => [message.role, textOf(message)])).toEqual([
    ['assistant', ANSWER],
    ['user', QUESTION],
  ]);

  const { threads } = openai.beta;
  const other = await threads.create({ messages: questions });
  expect((await threads.messages.list(other.id, { order: 'asc' })).data.map(textOf)).toEqual(
    questions.map(({ content }) => content),
  );
  expect(await threads.update(other.id, { metadata })).toMatchObject({ id: other.id, metadata });
  expect(await threads.retrieve(other.id)).toMatchObject({ metadata });
  expect(await threads.delete(other.id)).toEqual({ id: other.id, object: 'thread.deleted', deleted: true });
});

test('with openai@4 and its positional arguments', async () => {
  const openai = new OpenAIv4({ baseURL: `${await startTutor()}/v1`, apiKey: KEY, maxRetries: 0 });
  const assistant = await openai.beta.assistants.create(mathTutor);
  const thread = await openai.beta.threads.create();
  await openai.beta.threads.messages.create(thread.id, { role: 'user', content: QUESTION });

  let run = await openai.beta.threads.runs.create(thread.id, {
    assistant_id: assistant.id,
    instructions: INSTRUCTIONS,
  });
  while (['queued', 'in_progress', 'cancelling'].includes(run.status)) {
    await new Promise((resolve) => setTimeout(resolve, 20));
    run = await openai.beta.threads.runs.retrieve(run.thread_id, run.id);
  }
  const messages = await openai.beta.threads.messages.list(run.thread_id);

  expect(run.status).toBe('completed');
  const texts = messages.data.toReversed().map(({ role, content: [part] }) => {
    return `${role} > ${part?.type === 'text' ? part.text.value : ''}`;
  });
  expect(texts).toEqual([`user > ${QUESTION}`, `assistant > ${ANSWER}`]);

  const { threads } = openai.beta;
  const other = await threads.create({ messages: questions });
  expect(await threads.update(other.id, { metadata })).toMatchObject({ id: other.id, metadata });
  expect(await threads.retrieve(other.id)).toMatchObject({ metadata });
  expect(await threads.del(other.id)).toEqual({ id: other.id, object: 'thread.deleted', deleted: true });
  expect(await openai.beta.assistants.del(assistant.id)).toMatchObject({ deleted: true });
});

test('with no line changed, by the two variables that the SDKs read', async () => {
  vi.stubEnv('OPENAI_BASE_URL', `${await startTutor()}/v1`);
  vi.stubEnv('OPENAI_API_KEY', KEY);
  onTestFinished(() => void vi.unstubAllEnvs());

  for (const openai of [new OpenAI(), new OpenAIv4()]) {
    expect(await openai.beta.threads.create()).toMatchObject({ object: 'thread' });
  }
});

test.runIf(isThere('curl'))('with curl and the lines of the documentation', async () => {
  const answers = await runScript('sh', 'tutorial.sh');

  expectTutorial(answers);
});

test.runIf(isThere('python3'))('with Python, which sends what its openai package sends', async () => {
  const answers = await runScript('python3', 'tutorial.py');

  expectTutorial(answers);
});

/** The answers that a script has printed, one a line. */
async function runScript(command: string, file: string): Promise<Record<string, unknown>[]> {
  const script = fileURLToPath(new URL(file, import.meta.url));
  const env = { PATH: process.env['PATH'], OPENAI_BASE_URL: `${await startTutor()}/v1`, OPENAI_API_KEY: KEY };
  const { stdout } = await promisify(execFile)(command, [script], { env });
  return stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}

function expectTutorial(answers: readonly Record<string, unknown>[]): void {
  expect(answers.find(({ object }) => object === 'assistant')).toMatchObject({ name: 'Math Tutor', model: 'gpt-4o' });
  expect(answers.findLast(({ object }) => object === 'thread.run')).toMatchObject({
    status: 'completed',
    instructions: INSTRUCTIONS,
  });
  const threads = answers.filter(({ object }) => object === 'thread');
  expect(threads.map((thread) => thread['metadata'])).toEqual([{}, {}, metadata, metadata]);
  expect(answers.find(({ object }) => object === 'thread.deleted')).toMatchObject({ deleted: true });
  const { data } = answers.at(-1) as { data: Parameters<typeof textOf>[0][] };
  expect(data.map(textOf)).toEqual([ANSWER, QUESTION]);
}

/** Whether a command is there; says loudly when not. */
function isThere(command: string): boolean {
  try {
    execFileSync(command, ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    const hint = `TUTORIAL SKIPPED: no ${command} on the PATH.`;
    if (process.env['REQUIRE_EVERY_TEST']) throw new Error(hint);
    process.stderr.write(`\n${hint}\n\n`);
    return false;
  }
}
