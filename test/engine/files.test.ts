import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { serve } from '@hono/node-server';
import OpenAI, { toFile } from 'openai';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { clientOf, refusalOf, startEngine } from '../support/engine-client.ts';
import { specified } from '../support/specification.ts';
import { storeKinds } from '../support/stores.ts';
import { temporaryFolder } from '../support/temporary.ts';

const text = (content: string, name = 'notes.txt') => toFile(Buffer.from(content), name);

describe.each(storeKinds)('files on $name', ({ prepare }) => {
  async function start(options: Parameters<typeof startEngine>[1] = {}) {
    const filesDir = join(temporaryFolder(), 'files');
    const open = await prepare();
    const { client, engine } = await startEngine(await open(), { filesDir, ...options });
    return { client, engine, files: client.files, filesDir, open };
  }

  test('an uploaded file is described as OpenAI describes one, and its bytes come back', async () => {
    const { files, filesDir } = await start();

    const made = await files.create({ file: await text('Grüße 👋', 'grüße 👋.md'), purpose: 'assistants' });

    expect(made).toEqual({
      id: expect.stringMatching(/^file-[A-Za-z0-9]{24}$/),
      object: 'file',
      bytes: 12,
      created_at: expect.any(Number),
      filename: 'grüße 👋.md',
      purpose: 'assistants',
      status: 'processed',
    });
    expect(await files.retrieve(made.id)).toEqual(made);
    const content = await files.content(made.id);
    expect(await content.text()).toBe('Grüße 👋');
    expect(content.headers.get('content-disposition')).toContain(encodeURIComponent('grüße 👋.md'));
    expect(readdirSync(filesDir)).toEqual([made.id]);
  });

  test('a large file arrives byte for byte', async () => {
    const { files } = await start();
    const bytes = Buffer.alloc(3_000_000).map((_, index) => (index * 7 + (index >> 9)) & 255);

    const { id } = await files.create({ file: await toFile(bytes, 'large.bin'), purpose: 'user_data' });

    const back = Buffer.from(await (await files.content(id)).arrayBuffer());
    expect(back.equals(bytes)).toBe(true);
  });

  test('its name is only ever a name', async () => {
    const { files, filesDir } = await start();

    const made = await files.create({ file: await text('x', '../../etc/pass\u0001wd'), purpose: 'assistants' });

    expect(made.filename).toBe('passwd');
    expect(readdirSync(filesDir)).toEqual([made.id]);
  });

  test('files are listed, newest first or oldest first, by pages and by purpose', async () => {
    const { files } = await start();
    const ids: string[] = [];
    for (const purpose of ['assistants', 'vision', 'assistants', 'assistants'] as const) {
      ids.push((await files.create({ file: await text('x'), purpose })).id);
    }
    const [first, picture, third, last] = ids;

    const all = await files.list();
    const page = await files.list({ purpose: 'assistants', order: 'asc', limit: 2 });
    const rest = await page.getNextPage();

    expect(all.data.map(({ id }) => id)).toEqual(ids.toReversed());
    expect(page.data.map(({ id }) => id)).toEqual([first, third]);
    expect(page.has_more).toBe(true);
    expect(rest.data.map(({ id }) => id)).toEqual([last]);
    expect((await files.list({ purpose: 'vision' })).data.map(({ id }) => id)).toEqual([picture]);
  });

  test('a deleted file is gone, its bytes too', async () => {
    const { files, filesDir } = await start();
    const { id } = await files.create({ file: await text('x'), purpose: 'assistants' });

    expect(await files.delete(id)).toEqual({ id, object: 'file', deleted: true });

    const gone = { status: 404, message: `No such File object: ${id}`, type: 'invalid_request_error' };
    expect(await refusalOf(files.retrieve(id))).toMatchObject(gone);
    expect(await refusalOf(files.content(id))).toMatchObject(gone);
    expect(await refusalOf(files.delete(id))).toMatchObject(gone);
    expect(readdirSync(filesDir)).toEqual([]);
  });

  test('a file with a time to live is gone when that is over', async () => {
    let now = Date.now();
    const { files } = await start({ now: () => now });

    const made = await files.create({
      file: await text('x'),
      purpose: 'user_data',
      expires_after: { anchor: 'created_at', seconds: 3_600 },
    });
    expect(made.expires_at).toBe(made.created_at + 3_600);
    now += 3_601_000;

    expect(await refusalOf(files.retrieve(made.id))).toMatchObject({ status: 404 });
    expect((await files.list()).data).toEqual([]);
  });

  test('a file that is too large is refused and leaves nothing behind', async () => {
    const { files, filesDir } = await start({ maxFileBytes: 10 });

    const refusal = await refusalOf(files.create({ file: await text('eleven byte'), purpose: 'assistants' }));

    expect(refusal).toMatchObject({ status: 413, message: 'File too large: the limit is 10 bytes.' });
    expect(readdirSync(filesDir)).toEqual([]);
    expect((await files.create({ file: await text('ten bytes!'), purpose: 'assistants' })).bytes).toBe(10);
  });

  test.each([
    {
      name: 'no purpose',
      fields: { file: new File(['x'], 'x.txt') },
      message: "Missing required parameter: 'purpose'.",
    },
    {
      name: 'no file',
      fields: { purpose: 'assistants' },
      message: "Missing required parameter: 'file'.",
    },
    {
      name: 'a purpose that there is not',
      fields: { file: new File(['x'], 'x.txt'), purpose: 'fun' },
      message:
        "Invalid value: 'fun'. Supported values are: 'assistants', 'batch', 'fine-tune', 'vision', and 'user_data'.",
    },
  ])('a form with $name is refused and leaves nothing behind', async ({ fields, message }) => {
    const { engine, filesDir, client } = await start();
    const body = new FormData();
    for (const [name, value] of Object.entries(fields)) body.append(name, value);

    const response = await engine.fetch('http://engine/v1/files', { method: 'POST', body });

    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ error: { message, type: 'invalid_request_error' } });
    expect((await client.files.list()).data).toEqual([]);
    expect(existsSync(filesDir) ? readdirSync(filesDir) : []).toEqual([]);
  });

  test('what is no form, or breaks off, is refused and leaves nothing behind', async () => {
    const { engine, filesDir } = await start();
    const send = (type: string, body: string) =>
      engine.fetch('http://engine/v1/files', { method: 'POST', headers: { 'content-type': type }, body });
    const half = '--b\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\nthe begin';

    expect((await send('application/json', '{}')).status).toBe(400);
    expect((await send('multipart/form-data; boundary=b', half)).status).toBe(400);
    expect(readdirSync(filesDir)).toEqual([]);
  });

  test('what an upload has left behind is removed a day after its process has ended', async () => {
    const { files, filesDir } = await start();
    mkdirSync(filesDir);
    for (const [name, ageS] of [
      ['file-old.part', 90_000],
      ['file-young.part', 60],
    ] as const) {
      writeFileSync(join(filesDir, name), 'half');
      utimesSync(join(filesDir, name), new Date(), new Date(Date.now() - ageS * 1000));
    }

    const { id } = await files.create({ file: await text('x'), purpose: 'assistants' });

    expect(readdirSync(filesDir).toSorted()).toEqual(['file-young.part', id].toSorted());
  });

  test('bytes of a process that died before it could enter them are cleared away an hour later', async () => {
    const isLast = (writes: object) => Object.keys(writes).some((key) => key.includes('/files/'));
    const { filesDir, open } = await start();
    const store = await open();
    let hasDied = false;
    const dying: typeof store = {
      ...store,
      async commit(writes, ...how) {
        hasDied ||= isLast(writes);
        return hasDied ? new Promise(() => undefined) : store.commit(writes, ...how);
      },
    };
    const { client: first } = await startEngine(dying, { filesDir });
    void first.files.create({ file: await text('x'), purpose: 'assistants' }).catch(() => undefined);
    await vi.waitFor(() => expect(hasDied).toBe(true));

    const uploadAfter = async (hours: number) => {
      const { client } = await startEngine(await open(), { filesDir, now: () => Date.now() + hours * 3_600_000 });
      return (await client.files.create({ file: await text('y'), purpose: 'assistants' })).id;
    };
    const soon = await uploadAfter(0.9);
    const before = readdirSync(filesDir);
    const later = await uploadAfter(1.1);

    expect(before).toContain(soon);
    await vi.waitFor(() => expect(readdirSync(filesDir).toSorted()).toEqual([soon, later].toSorted()));
  });

  test('over HTTP it is the same, also where the server refuses while the client still sends', async () => {
    const { engine } = await start({ maxFileBytes: 1_000_000 });
    const server = serve({
      fetch: (request) => engine.fetch(request),
      port: 0,
      hostname: '127.0.0.1',
      overrideGlobalObjects: false,
    });
    onTestFinished(() => void server.close());
    await once(server, 'listening');
    const baseURL = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
    const { files } = new OpenAI({ apiKey: 'test', baseURL, maxRetries: 0, fetch: specified(fetch) });
    const upload = async (bytes: number) =>
      files.create({ file: await toFile(Buffer.alloc(bytes, 'x'), 'x.txt'), purpose: 'assistants' });

    expect(await refusalOf(upload(5_000_000))).toMatchObject({ status: 413 });
    const { id } = await upload(900_000);

    expect((await (await files.content(id)).arrayBuffer()).byteLength).toBe(900_000);
  });

  test('another engine on the same store and folder has the same files', async () => {
    const { files, filesDir, open } = await start();
    const { id } = await files.create({ file: await text('shared'), purpose: 'assistants' });

    const other = await startEngine(await open(), { filesDir });

    expect(await (await other.client.files.content(id)).text()).toBe('shared');
  });

  test('where the bytes are not, the content is a 404 and the rest goes on', async () => {
    const { files, filesDir } = await start();
    const { id } = await files.create({ file: await text('x'), purpose: 'assistants' });
    await rm(join(filesDir, id));

    expect(await refusalOf(files.content(id))).toMatchObject({ status: 404 });
    expect((await files.delete(id)).deleted).toBe(true);
  });

  test('without a folder it says that it keeps no files, once', async () => {
    const open = await prepare();
    const { engine } = await startEngine(await open());
    const files = clientOf(engine).withOptions({ maxRetries: 2 }).files;

    const refusal = await refusalOf(files.create({ file: await text('x'), purpose: 'assistants' }));

    expect(refusal).toMatchObject({
      status: 501,
      message: 'This server keeps no files: it was started without a folder for them.',
    });
    expect((await files.list()).data).toEqual([]);
  });
});
