import { join } from 'node:path';
import type OpenAI from 'openai';
import { describe, expect, test } from 'vitest';
import { textOf } from '../support/engine-client.ts';
import { clientAt } from '../support/engine-server.ts';
import { answering, startModelServer } from '../support/model-server.ts';
import { startScript } from '../support/process.ts';
import { storeKinds } from '../support/stores.ts';
import { temporaryFolder } from '../support/temporary.ts';

// Engines as an operator runs them: processes of their own, over HTTP, on the same data.

describe.each(storeKinds)('two processes on $name', ({ prepare }) => {
  async function start() {
    const { promise: letGo, resolve: release } = Promise.withResolvers<void>();
    const model = await startModelServer(async (exchange) => {
      await letGo;
      await answering('At last.')(exchange);
    });
    const { where } = await prepare();
    const folder = join(temporaryFolder(), 'data');
    const launch = async () => {
      const engine = startScript('start-engine.ts', {
        ENGINE_PORT: '0',
        DATA_DIR: folder,
        OPENAI_BASE_URL: model.url,
        OPENAI_MODEL: 'first-model',
        ...('url' in where && { REDIS_URL: where.url }),
      });
      await engine.until('assistants-api.md');
      const [, url = ''] = /at (http:\/\/\S+)\/v1\n/.exec(engine.output()) ?? [];
      return { ...engine, client: clientAt(url) };
    };
    const [one, other] = await Promise.all([launch(), launch()]);
    const { id: assistant_id } = await one.client.beta.assistants.create({ model: 'first-model' });
    return { one, other, launch, release, model, assistant_id };
  }

  const ids = async (client: OpenAI, thread: string, order: 'asc' | 'desc') =>
    (await Array.fromAsync(client.beta.threads.messages.list(thread, { order, limit: 100 }))).map(({ id }) => id);

  test('200 messages and 50 runs at once', { timeout: 60_000 }, async () => {
    const { one, other, release, assistant_id } = await start();
    const { threads } = one.client.beta;
    const { id } = await threads.create();
    const turns = (index: number) => (index % 2 ? one : other).client.beta.threads;

    const made = await Promise.all(
      Array.from({ length: 200 }, (_, index) =>
        turns(index).messages.create(id, { role: 'user', content: `${index}` }),
      ),
    );
    const forwards = await ids(one.client, id, 'asc');
    const tries = await Promise.allSettled(
      Array.from({ length: 50 }, (_, index) => turns(index).runs.create(id, { assistant_id })),
    );

    expect(forwards.toSorted()).toEqual(made.map((message) => message.id).toSorted());
    expect(await ids(other.client, id, 'desc')).toEqual(forwards.toReversed());
    const won = tries.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
    const texts = tries.flatMap((result) => (result.status === 'rejected' ? [(result.reason as Error).message] : []));
    expect([won.length, texts.length]).toEqual([1, 49]);
    const runId = won[0]?.id ?? '';
    expect(new Set(texts)).toEqual(new Set([`400 Thread ${id} already has an active run ${runId}.`]));
    release();
    expect(await other.client.beta.threads.runs.poll(runId, { thread_id: id })).toMatchObject({ status: 'completed' });
  });

  test('when one is killed the other takes its runs, and goes on with its own', { timeout: 60_000 }, async () => {
    const { one, other, launch, release, model, assistant_id } = await start();
    const begin = async ({ client }: typeof one, content: string) =>
      client.beta.threads.createAndRun({ assistant_id, thread: { messages: [{ role: 'user', content }] } });
    const runs = [await begin(one, 'of the dead'), await begin(other, 'of the living')];
    await expect.poll(() => asked('of the dead') + asked('of the living')).toBe(2);

    one.child.kill('SIGKILL');
    await one.exit();
    const third = await launch();
    const look = async () => {
      for (const { id, thread_id } of runs) await third.client.beta.threads.runs.retrieve(id, { thread_id });
      return asked('of the dead');
    };
    await expect.poll(look, { timeout: 20_000, interval: 200 }).toBe(2);
    release();

    for (const { id, thread_id } of runs) {
      const { threads } = third.client.beta;
      expect(await threads.runs.poll(id, { thread_id })).toMatchObject({ status: 'completed' });
      const [answer, ...others] = (await threads.messages.list(thread_id)).data;
      expect([textOf(answer), others.length]).toEqual(['At last.', 1]);
      await threads.messages.create(thread_id, { role: 'user', content: 'Thanks' });
    }
    expect(asked('of the living')).toBe(1);

    function asked(content: string): number {
      return model.requests.filter(({ body }) => JSON.stringify(body).includes(content)).length;
    }
  });
});
