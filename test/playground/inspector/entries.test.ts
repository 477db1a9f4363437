import { expect, test } from 'vitest';
import { createInspector, type InspectorOptions } from '../../../playground/inspector/inspector.ts';

function start(options: InspectorOptions = {}) {
  const inspector = createInspector(options);
  const app = inspector.http(() => 'http://127.0.0.1/api');
  const call = { kind: 'model', atMs: 1_000, tookMs: 12.3456, model: 'm', request: {}, answer: 'yes' } as const;
  return {
    add: (change: Partial<Parameters<typeof inspector.record>[0]> = {}) => inspector.record({ ...call, ...change }),
    get: async (path: string) => (await app.request(`/inspector/entries${path}`)).json(),
  };
}

test('only the newest are kept, by their number', async () => {
  const { add, get } = start({ maxEntries: 3 });

  for (let count = 0; count < 5; count += 1) add();

  expect(await get('')).toMatchObject([{ id: 3 }, { id: 4 }, { id: 5 }]);
});

test('and by their size; the newest stays, however large it is', async () => {
  const { add, get } = start({ maxBytes: 10_000 });

  for (const length of [4_000, 4_000, 4_000]) add({ answer: 'x'.repeat(length) });
  expect(await get('')).toMatchObject([{ id: 2 }, { id: 3 }]);
  add({ answer: 'x'.repeat(20_000) });

  expect(await get('')).toMatchObject([{ id: 4 }]);
});

test('what is long is cut, what stands for a picture is left out, and the true size is told', async () => {
  const { add, get } = start();
  const picture = `data:image/png;base64,${'A'.repeat(50_000)}`;

  add({ answer: 'x'.repeat(600_000), request: { input: [{ type: 'image', url: picture }] } });

  const entry = (await get('/1')) as { answer: string; request: object; bytes: number };
  expect(entry.answer).toHaveLength(512 * 1024 + '… (cut)'.length);
  expect(entry.answer).toMatch(/x… \(cut\)$/);
  expect(entry.request).toEqual({ input: [{ type: 'image', url: 'data:image/png;base64,…' }] });
  expect(entry.bytes).toBeGreaterThan(650_000);
});

test('a question to a model is told whole', async () => {
  const { add, get } = start();

  add({ request: { instructions: 'Be kind.' }, usage: { promptTokens: 3 }, threadId: 'thread_1' });
  add({ error: 'refused', answer: '' });

  expect(await get('')).toMatchObject([
    { kind: 'model', label: 'm', direction: 'fromBot', at: 1_000, ms: 12.35, threadId: 'thread_1' },
    { status: 'error', isFailed: true },
  ]);
  expect(await get('/1')).toMatchObject({
    model: 'm',
    request: { instructions: 'Be kind.' },
    answer: 'yes',
    usage: { promptTokens: 3 },
  });
});
