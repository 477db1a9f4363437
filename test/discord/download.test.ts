import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { download } from '../../src/discord/download.ts';

/** A place for files, as Discord has: `/cdn/file` holds 1,000 bytes, `/cdn/elsewhere` points somewhere else. */
async function startCdn() {
  const server = createServer((request, response) => {
    if (request.url === '/cdn/file') response.end('x'.repeat(1_000));
    else response.writeHead(302, { location: '/cdn/file' }).end();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const limits = { maxBytes: 1_000, signal: AbortSignal.timeout(20_000) };

test('a file comes from the configured place, within its size', async () => {
  const origin = await startCdn();
  const options = { ...limits, cdnUrl: `${origin}/cdn` };

  expect(await download(`${origin}/cdn/file`, options)).toHaveLength(1_000);
  await expect(download(`${origin}/cdn/file`, { ...options, maxBytes: 999 })).rejects.toThrow('too large');
});

test('nothing comes from anywhere else, and no redirect is followed', async () => {
  const origin = await startCdn();

  await expect(download(`${origin}/cdn/elsewhere`, { ...limits, cdnUrl: `${origin}/cdn` })).rejects.toThrow();
  for (const url of [
    `${origin}/cdn/file`,
    'http://cdn.discordapp.com/x',
    'https://cdn.discordapp.com.example/x',
    'x',
  ]) {
    await expect(download(url, { ...limits, cdnUrl: 'https://cdn.discordapp.com' })).rejects.toThrow('could not get');
  }
});
