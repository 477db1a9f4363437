import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { pino } from 'pino';
import { expect, onTestFinished, test } from 'vitest';
import { UndeliverableError } from '../../src/conversation/surface.ts';
import { createDiscordClient } from '../../src/discord/client.ts';
import { createSurface } from '../../src/discord/surface.ts';

/** A Discord that takes its time before it says that it has a message; what discord.js gives to a request is less. */
async function start({ answersAfterMs = 200, uploadMs = 10_000 } = {}) {
  let requests = 0;
  const server = createServer((incoming, outgoing) => {
    requests += 1;
    void answer(incoming, outgoing);
  });
  async function answer(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    await incoming.toArray().catch(() => undefined); // it was given up
    await delay(answersAfterMs, undefined, { ref: false });
    outgoing.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ id: '9' }));
  }
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const apiUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const client = createDiscordClient({ apiUrl, cdnUrl: apiUrl, uploadMs });
  onTestFinished(async () => {
    await client.destroy();
    server.closeAllConnections();
    server.close();
  });
  client.rest.setToken('a-token');
  Object.assign(client.rest.options, { timeout: 20, retries: 0 });
  return { surface: createSurface(client, pino({ level: 'silent' })), requests: () => requests };
}

const message = { placeId: '7', content: 'Hello', nonce: 'n' };
const files = [{ name: 'a.bin', content: new Uint8Array(1_000_000) }];

test('files have more time than other messages', async () => {
  const { surface } = await start();

  await expect(surface.send({ ...message, nonce: 'other' })).rejects.toThrow('aborted');
  expect(await surface.send({ ...message, files })).toBe('9');
});

test('files for which the line is too slow are given up', async () => {
  const { surface, requests } = await start({ answersAfterMs: 60_000, uploadMs: 500 });

  const sending = surface.send({ ...message, files });

  await expect(sending).rejects.toThrow(UndeliverableError);
  await expect(sending).rejects.toMatchObject({ isAboutPlace: false });
  expect(requests()).toBe(1);
});
