import { describe, expect, test } from 'vitest';
import type { ModelRequest } from '../../src/engine/models/model.ts';
import { echo, ended, modelThat, refusalOf, startEngine, textOf, waitingModel } from '../support/engine-client.ts';
import { storeKinds } from '../support/stores.ts';

describe.each(storeKinds)('runs on $name', ({ prepare }) => {
  const openStore = async () => (await prepare())();

  test('a run is queued, then completed, with its answer in the thread', async () => {
    const { client, assistantId } = await startEngine(await openStore());
    const { threads } = client.beta;
    const { id } = await threads.create({ messages: [{ role: 'user', content: 'Hello' }] });

    const queued = await threads.runs.create(id, { assistant_id: assistantId, metadata: { turn: '1' } });
    const completed = await ended(client, queued);

    expect(queued).toEqual({
      id: expect.stringMatching(/^run_[A-Za-z0-9]{24}$/),
      object: 'thread.run',
      created_at: expect.any(Number),
      assistant_id: assistantId,
      thread_id: id,
      status: 'queued',
      started_at: null,
      expires_at: queued.created_at + 600,
      cancelled_at: null,
      failed_at: null,
      completed_at: null,
      required_action: null,
      last_error: null,
      model: 'default',
      instructions: 'Be brief.',
      tools: [],
      tool_resources: {},
      metadata: { turn: '1' },
      temperature: 1,
      top_p: 1,
      reasoning_effort: null,
      max_completion_tokens: null,
      max_prompt_tokens: null,
      truncation_strategy: { type: 'auto', last_messages: null },
      incomplete_details: null,
      usage: null,
      response_format: 'auto',
      tool_choice: 'auto',
      parallel_tool_calls: true,
    });
    expect(completed).toEqual({
      ...queued,
      status: 'completed',
      started_at: expect.any(Number),
      expires_at: null,
      completed_at: expect.any(Number),
      usage: {
        prompt_tokens: expect.any(Number),
        completion_tokens: expect.any(Number),
        total_tokens: expect.any(Number),
        prompt_token_details: { cached_tokens: 0 },
        completion_tokens_details: { reasoning_tokens: 0 },
      },
    });
    const [answer] = (await threads.messages.list(id)).data;
    expect(answer).toMatchObject({
      role: 'assistant',
      assistant_id: assistantId,
      run_id: queued.id,
      status: 'completed',
    });
    expect(textOf(answer)).toBe('You said: Hello');
    expect((await threads.runs.list(id)).data).toEqual([completed]);
  });

  test('the SDK’s own polling is told when to ask again', async () => {
    const { client, assistantId } = await startEngine(await openStore());
    const { id } = await client.beta.threads.create();
    const startedAt = performance.now();

    const run = await client.beta.threads.runs.createAndPoll(id, { assistant_id: assistantId });

    expect(run.status).toBe('completed');
    expect(performance.now() - startedAt).toBeLessThan(4_000); // without being told, it waits five seconds
  });

  test('what a run brings along is kept on it and reaches the model', async () => {
    const asked: ModelRequest[] = [];
    const model = modelThat((request, signal) => {
      asked.push(request);
      return echo.answer(request, signal);
    });
    const { client } = await startEngine(await openStore(), { model });
    const { assistants, threads } = client.beta;
    const assistant = await assistants.create({ model: 'gpt-4', instructions: 'Be kind.', temperature: 0.3 });
    const { id } = await threads.create({ messages: [{ role: 'user', content: 'zero' }] });
    const format = { type: 'json_schema' as const, json_schema: { name: 'answer', schema: { type: 'object' } } };

    const run = await threads.runs.create(id, {
      assistant_id: assistant.id,
      model: 'gpt-4o',
      instructions: 'Please address the user as Jane Doe.',
      additional_instructions: 'The user has a premium account.',
      additional_messages: [
        { role: 'user', content: 'one', metadata: { n: '1' } },
        { role: 'assistant', content: 'two' },
        { role: 'user', content: 'three' },
      ],
      temperature: 0,
      top_p: 0.5,
      max_completion_tokens: 500,
      max_prompt_tokens: 1_000,
      reasoning_effort: 'low',
      response_format: format,
      truncation_strategy: { type: 'last_messages', last_messages: 3 },
      tools: [{ type: 'file_search' }],
      parallel_tool_calls: false,
      tool_choice: 'none',
    });
    await ended(client, run);

    expect(run).toMatchObject({
      model: 'gpt-4o',
      instructions: 'Please address the user as Jane Doe.',
      temperature: 0,
      top_p: 0.5,
      max_completion_tokens: 500,
      max_prompt_tokens: 1_000,
      reasoning_effort: 'low',
      response_format: format,
      truncation_strategy: { type: 'last_messages', last_messages: 3 },
      tools: [{ type: 'file_search' }],
      parallel_tool_calls: false,
      tool_choice: 'none',
    });
    expect(asked).toEqual([
      {
        model: 'gpt-4o',
        instructions:
          'Please address the user as Jane Doe.\nThe user has a premium account.\nThese tools are not available here, do without them: file_search.',
        input: ['one', 'two', 'three'].map((text, index) => ({
          type: 'message',
          role: index === 1 ? 'assistant' : 'user',
          content: [{ type: 'text', text }],
        })),
        temperature: 0,
        topP: 0.5,
        maxOutputTokens: 500,
        reasoningEffort: 'low',
        responseFormat: format,
        conversation: `engine/${id}`,
        keepFile: expect.any(Function),
      },
    ]);
    const { data } = await threads.messages.list(id, { order: 'asc' });
    expect(data.map(textOf)).toEqual(['zero', 'one', 'two', 'three', 'You said: three']);
  });

  test('what nobody has set is not sent to the model', async () => {
    const asked: ModelRequest[] = [];
    const model = modelThat((request, signal) => {
      asked.push(request);
      return echo.answer(request, signal);
    });
    const { client, assistantId } = await startEngine(await openStore(), { model });
    const { id } = await client.beta.threads.create({ messages: [{ role: 'user', content: 'Hi' }] });

    await ended(client, await client.beta.threads.runs.create(id, { assistant_id: assistantId }));

    expect(asked).toEqual([
      {
        instructions: 'Be brief.',
        input: [{ type: 'message', role: 'user', content: [{ type: 'text', text: 'Hi' }] }],
        conversation: `engine/${id}`,
        keepFile: expect.any(Function),
      },
    ]);
  });

  test('while a run is active its thread takes neither messages nor runs', async () => {
    const { model, release } = waitingModel();
    const { client, assistantId } = await startEngine(await openStore(), { model });
    const { threads } = client.beta;
    const { id } = await threads.create({ messages: [{ role: 'user', content: 'Hi' }] });
    const run = await threads.runs.create(id, { assistant_id: assistantId });

    const another = refusalOf(threads.runs.create(id, { assistant_id: assistantId }));
    const message = refusalOf(threads.messages.create(id, { role: 'user', content: 'And?' }));

    const shape = { status: 400, type: 'invalid_request_error', code: null, param: null };
    expect(await another).toEqual({ ...shape, message: `Thread ${id} already has an active run ${run.id}.` });
    expect(await message).toEqual({
      ...shape,
      message: `Can't add messages to ${id} while a run ${run.id} is active.`,
    });
    release();
    await ended(client, run);
    await threads.messages.create(id, { role: 'user', content: 'And now?' });
    await ended(client, await threads.runs.create(id, { assistant_id: assistantId }));
  });

  test('of 50 runs at once in two processes one wins, and no refused one leaves its messages', async () => {
    const open = await prepare();
    const { model, release } = waitingModel();
    const here = await startEngine(await open(), { model });
    const there = await startEngine(await open(), { model });
    const { threads } = here.client.beta;
    const { id } = await threads.create();

    const tries = await Promise.allSettled(
      Array.from({ length: 50 }, (_, index) =>
        (index % 2 ? here : there).client.beta.threads.runs.create(id, {
          assistant_id: here.assistantId,
          additional_messages: [{ role: 'user', content: `${index}` }],
        }),
      ),
    );

    const won = tries.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
    expect(won).toHaveLength(1);
    const texts = tries.flatMap((result) => (result.status === 'rejected' ? [(result.reason as Error).message] : []));
    expect(new Set(texts)).toEqual(new Set([`400 Thread ${id} already has an active run ${won[0]?.id}.`]));
    expect((await threads.messages.list(id)).data).toHaveLength(1);
    release();
    await Promise.all([here.engine.close(), there.engine.close()]);
    expect((await threads.runs.list(id)).data).toMatchObject([{ status: 'completed' }]);
  });

  test('its metadata can be changed', async () => {
    const { client, assistantId } = await startEngine(await openStore());
    const { threads } = client.beta;
    const { id } = await threads.create();
    const run = await ended(client, await threads.runs.create(id, { assistant_id: assistantId, metadata: { a: '1' } }));

    const changed = await threads.runs.update(run.id, { thread_id: id, metadata: { b: '2' } });

    expect(changed).toEqual({ ...run, metadata: { a: '1', b: '2' } });
    expect(await threads.runs.retrieve(run.id, { thread_id: id })).toEqual(changed);
  });

  test('an answer cut at its length leaves an incomplete run and message', async () => {
    const model = modelThat(async function* () {
      yield { type: 'text', text: 'Once upon' };
      yield { type: 'finished', reason: 'length', usage: { promptTokens: 5, completionTokens: 2 } };
    });
    const { client, assistantId } = await startEngine(await openStore(), { model });
    const { threads } = client.beta;
    const { id } = await threads.create();

    const run = await ended(client, await threads.runs.create(id, { assistant_id: assistantId }));

    expect(run).toMatchObject({
      status: 'incomplete',
      incomplete_details: { reason: 'max_completion_tokens' },
      usage: { total_tokens: 7 },
    });
    const [message] = (await threads.messages.list(id)).data;
    expect(message).toMatchObject({
      status: 'incomplete',
      incomplete_details: { reason: 'max_tokens' },
      completed_at: null,
    });
    expect(textOf(message)).toBe('Once upon');
  });

  test('a content filter fails the run and marks the message', async () => {
    const model = modelThat(async function* () {
      yield { type: 'text', text: 'How to' };
      yield { type: 'finished', reason: 'content_filter' };
    });
    const { client, assistantId } = await startEngine(await openStore(), { model });
    const { threads } = client.beta;
    const { id } = await threads.create();

    const run = await ended(client, await threads.runs.create(id, { assistant_id: assistantId }));

    expect(run).toMatchObject({
      status: 'failed',
      last_error: { code: 'invalid_prompt' },
      failed_at: expect.any(Number),
    });
    expect((await threads.messages.list(id)).data[0]).toMatchObject({
      status: 'incomplete',
      incomplete_details: { reason: 'content_filter' },
    });
  });

  test('a failed run says why, leaves no half answer, and its thread can be used again at once', async () => {
    let isBroken = true;
    const model = modelThat(async function* (request, signal) {
      if (!isBroken) return yield* echo.answer(request, signal);
      yield { type: 'text', text: 'Half of' };
      throw new Error('secret details');
    });
    const { client, assistantId } = await startEngine(await openStore(), { model });
    const { threads } = client.beta;
    const { id } = await threads.create({ messages: [{ role: 'user', content: 'Hi' }] });

    const failed = await ended(client, await threads.runs.create(id, { assistant_id: assistantId }));
    isBroken = false;
    const completed = await ended(client, await threads.runs.create(id, { assistant_id: assistantId }));

    expect(failed).toMatchObject({
      status: 'failed',
      last_error: { code: 'server_error', message: 'Sorry, something went wrong.' },
      expires_at: null,
    });
    expect(completed.status).toBe('completed');
    expect((await threads.messages.list(id, { order: 'asc' })).data.map(textOf)).toEqual(['Hi', 'You said: Hi']);
  });

  test('an empty answer is a failure', async () => {
    const model = modelThat(async function* () {
      yield { type: 'finished', reason: 'stop' };
    });
    const { client, assistantId } = await startEngine(await openStore(), { model });
    const { id } = await client.beta.threads.create();

    const run = await ended(client, await client.beta.threads.runs.create(id, { assistant_id: assistantId }));

    expect(run).toMatchObject({ status: 'failed', last_error: { message: 'The model gave an empty answer.' } });
  });

  test('whoever sees a run completed sees its message', async () => {
    const { client, assistantId } = await startEngine(await openStore());
    const { threads } = client.beta;

    const unanswered = await Promise.all(
      Array.from({ length: 20 }, async (_, index) => {
        const { id } = await threads.create({ messages: [{ role: 'user', content: `${index}` }] });
        const { id: runId } = await threads.runs.create(id, { assistant_id: assistantId });
        while ((await threads.runs.retrieve(runId, { thread_id: id })).status !== 'completed');
        return textOf((await threads.messages.list(id)).data[0]) !== `You said: ${index}`;
      }),
    );

    expect(unanswered).not.toContain(true);
  });
});
