import { request } from 'node:http';
import { expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { createDiscord, type Discord } from '../../../playground/discord/discord.ts';
import { openDiscord } from '../../support/discord-client.ts';

const paths = ['/', '/api/v10/gateway', '/cdn/attachments/1/1/a', '/playground/people'];

test.each([
  { name: 'a name that points here', headers: { host: 'evil.example' } },
  { name: 'a name with the right port', headers: (port: number) => ({ host: `evil.example:${port}` }) },
  { name: 'another port', headers: { host: '127.0.0.1:1' } },
  { name: 'another origin', headers: { origin: 'http://evil.example' } },
  { name: 'another origin on this machine', headers: { origin: 'http://localhost:1' } },
  { name: 'no origin (a sandboxed frame)', headers: { origin: 'null' } },
  { name: 'a page of another site', headers: { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors' } },
])('$name is refused everywhere', async ({ headers }) => {
  const discord = await openDiscord({ pages: () => new Response('page') });
  const { port } = new URL(discord.url);
  const sent = typeof headers === 'function' ? headers(Number(port)) : headers;

  for (const path of paths) expect(await status(discord, path, sent)).toBe(403);
  expect(await upgradeStatus(discord, sent)).toBe(403);
});

test.each([
  { name: '127.0.0.1', headers: {} },
  { name: 'localhost', headers: (port: string) => ({ host: `localhost:${port}`, origin: `http://localhost:${port}` }) },
  { name: '[::1]', headers: (port: string) => ({ host: `[::1]:${port}` }) },
  {
    name: 'a link from elsewhere',
    headers: { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' },
  },
])('$name is let in', async ({ headers }) => {
  const discord = await openDiscord({ pages: { fetch: () => new Response('page') } });
  const { port } = new URL(discord.url);
  const sent = typeof headers === 'function' ? headers(port) : headers;

  expect(await status(discord, '/', sent)).toBe(200);
  expect(await upgradeStatus(discord, sent)).toBe(101);
});

test('what a form of another page can send is not JSON, and is refused', async () => {
  const discord = await openDiscord();

  const post = (type: string) =>
    fetch(`${discord.url}/playground/people`, {
      method: 'POST',
      headers: { 'content-type': type },
      body: '{"name":"Eve"}',
    });

  expect((await post('text/plain')).status).toBe(415);
  expect((await post('application/x-www-form-urlencoded')).status).toBe(415);
  expect((await post('application/json')).status).toBe(200);
});

test('it listens on this machine only', async () => {
  await expect(createDiscord({ host: '0.0.0.0' as '127.0.0.1' })).rejects.toThrow('127.0.0.1 only');
});

test('a port that is taken is an error that says so', async () => {
  const discord = await openDiscord();

  await expect(createDiscord({ port: Number(new URL(discord.url).port) })).rejects.toMatchObject({
    code: 'EADDRINUSE',
  });
});

test('without pages, / says what this is', async () => {
  const discord = await openDiscord();

  expect(await (await fetch(discord.url)).text()).toContain('local Discord');
});

/** Unlike `fetch`, lets a test send any Host and Origin. */
function status(discord: Discord, path: string, headers: Record<string, string>): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const sent = request(discord.url + path, { headers }, (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    sent.once('error', reject);
    sent.end();
  });
}

function upgradeStatus(discord: Discord, headers: Record<string, string>): Promise<number | undefined> {
  const socket = new WebSocket(`${discord.url.replace('http', 'ws')}/gateway`, { headers });
  return new Promise((resolve) => {
    socket.once('unexpected-response', (_request, response) => resolve(response.statusCode));
    socket.once('open', () => {
      socket.terminate();
      resolve(101);
    });
  });
}
