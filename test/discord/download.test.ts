import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { createDownload } from '../../src/discord/download.ts';
import { UserError } from '../../src/errors.ts';

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

test('a file comes from the configured place, within its size', async () => {
  const origin = await startCdn();
  const download = createDownload({ cdnUrl: `${origin}/cdn` });

  expect(await download(`${origin}/cdn/file`, { maxBytes: 1_000 })).toHaveLength(1_000);
  await expect(download(`${origin}/cdn/file`, { maxBytes: 999 })).rejects.toThrow('too large');
});

test('nothing comes from anywhere else, and no redirect is followed', async () => {
  const origin = await startCdn();
  const elsewhere = createDownload({ cdnUrl: 'https://cdn.discordapp.com' });

  await expect(createDownload({ cdnUrl: `${origin}/cdn` })(`${origin}/cdn/elsewhere`, { maxBytes: 9 })).rejects.toThrow(
    UserError,
  );
  for (const url of [
    `${origin}/cdn/file`,
    'http://cdn.discordapp.com/x',
    'https://cdn.discordapp.com.example/x',
    'x',
  ]) {
    await expect(elsewhere(url, { maxBytes: 1_000 })).rejects.toThrow(UserError);
  }
});
