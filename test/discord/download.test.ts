import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { createDownload } from '../../src/discord/download.ts';
import { UserError } from '../../src/errors.ts';

/** A place for files, as Discord has: `/cdn/file` holds 1,000 bytes, `/cdn/elsewhere` points somewhere else, `/cdn/slow` never ends. */
async function startCdn() {
  const server = createServer((request, response) => {
    if (request.url === '/cdn/file') response.end('x'.repeat(1_000));
    else if (request.url === '/cdn/gone') response.writeHead(404).end();
    else if (request.url === '/cdn/broken') response.writeHead(503).end();
    else if (request.url === '/cdn/slow') response.write('x');
    else response.writeHead(302, { location: '/cdn/file' }).end();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
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

test('what is gone is told apart from what may be had another time, whose cause is kept', async () => {
  const origin = await startCdn();
  const download = createDownload({ cdnUrl: `${origin}/cdn` });

  await expect(download(`${origin}/cdn/gone`, { maxBytes: 9 })).rejects.toMatchObject({ key: 'download.gone' });
  await expect(download(`${origin}/cdn/broken`, { maxBytes: 9 })).rejects.toMatchObject({
    key: 'download.failed',
    cause: { message: 'Discord answered with status 503.' },
  });
});

test('ends when it is told to, in the middle, too', async () => {
  const origin = await startCdn();
  const stop = new AbortController();
  const downloading = createDownload({ cdnUrl: `${origin}/cdn` })(`${origin}/cdn/slow`, {
    maxBytes: 9,
    signal: stop.signal,
  });

  stop.abort(new Error('enough'));

  await expect(downloading).rejects.toThrow('enough');
});
