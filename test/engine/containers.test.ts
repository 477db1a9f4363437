import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import OpenAI from 'openai';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createContainers } from '../../src/engine/models/containers.ts';
import type { ModelRequest } from '../../src/engine/models/model.ts';
import { collectGarbage } from '../support/collect-garbage.ts';

describe('a file that code has made', () => {
  /** A provider that answers everything with these bytes, and a store that is slow to take a file. */
  async function start() {
    const server = createServer((_, response) => void response.end('drawn')).listen(0, '127.0.0.1');
    onTestFinished(() => void server.close());
    await once(server, 'listening');
    const baseURL = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const kept: string[] = [];
    const keepFile: ModelRequest['keepFile'] = async (name, bytes) => {
      await collectGarbage();
      kept.push(`${name}: ${Buffer.concat(await Array.fromAsync(bytes)).toString()}`);
      return 'file-1';
    };
    return { containers: createContainers(new OpenAI({ apiKey: 'test', baseURL })), baseURL, kept, keepFile };
  }

  const signal = new AbortController().signal;

  test('is whole when the store begins to read it late', async () => {
    const { containers, kept, keepFile } = await start();
    await containers.copyFile({ container_id: 'cntr_1', file_id: 'cfile_1', filename: 'a.txt' }, keepFile, signal);
    expect(kept).toEqual(['a.txt: drawn']);
  });

  test('is so as a picture, too', async () => {
    const { containers, baseURL, kept, keepFile } = await start();
    await containers.copyPicture(`${baseURL}/a.png`, 'a.png', keepFile, signal);
    expect(kept).toEqual(['a.png: drawn']);
  });
});
