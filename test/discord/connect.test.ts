import { createServer, type RequestListener } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { OperatorError } from '../../src/errors.ts';
import { createDiscordClient } from '../../src/discord/client.ts';
import { loadCommands } from '../../src/discord/command.ts';
import { connect } from '../../src/discord/connect.ts';
import { keepCommandsRegistered } from '../../src/discord/register.ts';
import { createLog } from '../../src/log.ts';
import { impatient, startDiscord } from '../support/bot.ts';

interface Line {
  level: number;
  msg: string;
}

function recordingLog() {
  const lines: Line[] = [];
  const destination = { write: (line: string) => void lines.push(JSON.parse(line) as Line) };
  return { lines, log: createLog({ level: 'info', destination }) };
}

/** A connection that is being made; what it waits for is twenty times faster. */
function connecting({ apiUrl, token }: { apiUrl: string; token: string }) {
  const { lines, log } = recordingLog();
  const stop = new AbortController();
  const client = createDiscordClient({ apiUrl, cdnUrl: apiUrl });
  onTestFinished(() => client.destroy());
  const fatal: OperatorError[] = [];
  const options = { log, signal: stop.signal, sleep: impatient };
  const ready = connect(client, { token, onFatal: (error) => fatal.push(error), ...options });
  ready.catch(() => undefined);
  return { ready, client, stop, lines, fatal, options };
}

async function serve(answer: RequestListener): Promise<string> {
  const server = createServer(answer).listen(0, '127.0.0.1');
  onTestFinished(() => server.close().closeAllConnections());
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/api`;
}

test('a gateway that refuses the first connections is waited for, said once, and everything works then', async () => {
  const discord = await startDiscord();
  discord.faults.refuseConnections();
  const { ready, client, lines, fatal } = connecting(discord);
  await expect
    .poll(() => lines.map(({ msg }) => msg), { timeout: 10_000 })
    .toContain('discord connection lost, reconnecting');
  await new Promise((resolve) => setTimeout(resolve, 1_500)); // some more of discord.js's own tries

  discord.faults.refuseConnections(false);

  expect((await ready).user.id).toBe(discord.bot.id);
  expect(client.isReady()).toBe(true);
  expect(await client.rest.get('/users/@me')).toMatchObject({ id: discord.bot.id });
  expect(lines.map(({ msg }) => msg)).toEqual([
    'discord connection failed, trying again',
    'discord connection lost, reconnecting',
    'discord connection is back',
  ]);
  expect(fatal).toEqual([]);
});

test('a wait for a gateway that refuses ends with the signal', async () => {
  const discord = await startDiscord();
  discord.faults.refuseConnections();
  const { ready, stop, lines } = connecting(discord);
  await expect.poll(() => lines.length, { timeout: 10_000 }).toBeGreaterThan(0);

  stop.abort(new Error('enough'));

  await expect(ready).rejects.toThrow('enough');
});

test('a REST API that is down is waited for', async () => {
  const discord = await startDiscord();
  discord.faults.fail({ path: /^\/gateway\/bot/, status: 503, times: 6 });
  const { ready, lines } = connecting(discord);

  await ready;

  expect(lines[0]?.msg).toBe('discord is not reachable, trying again');
});

test.each([
  { name: '404 and a page', status: 404, type: 'text/html', body: '<html>', says: 'it answers with 404' },
  { name: '403 and JSON', status: 403, type: 'application/json', body: '{"code":0}', says: 'it answers with 403' },
  { name: '200 and a page', status: 200, type: 'text/html', body: '<html>', says: 'something else' },
  { name: '200 and other JSON', status: 200, type: 'application/json', body: '{}', says: 'something else' },
])('an address that is not Discord: $name', async ({ status, type, body, says }) => {
  const apiUrl = await serve((_request, response) => response.writeHead(status, { 'content-type': type }).end(body));
  const { ready } = connecting({ apiUrl, token: 'token' });

  await expect(ready).rejects.toThrow(OperatorError);
  await expect(ready).rejects.toThrow(`There is no Discord at DISCORD_API_URL ${apiUrl}: `);
  await expect(ready).rejects.toThrow(says);
});

test('commands that cannot be registered are tried again until they are', async () => {
  const discord = await startDiscord();
  discord.faults.fail({ method: 'GET', path: /\/commands$/, status: 500, times: 6 });
  discord.faults.fail({ method: 'PUT', path: /\/commands$/, status: 403 });
  const { ready, client, lines, options } = connecting(discord);
  const commands = [...(await loadCommands(new URL('../../commands/', import.meta.url))).values()];

  await keepCommandsRegistered(await ready, commands, options);

  const known = (await client.rest.get(`/applications/${discord.application.id}/commands`)) as { name: string }[];
  expect(known.map(({ name }) => name).toSorted()).toEqual(commands.map(({ data }) => data.name).toSorted());
  expect(lines.filter(({ level }) => level >= 40).map(({ msg }) => msg)).toContain(
    'commands could not be registered, trying again',
  );
  expect(lines.at(-1)?.msg).toBe('commands registered');
});

test('a try to register that hangs ends with the signal', async () => {
  const discord = await startDiscord();
  const { ready, stop, options } = connecting(discord);
  await ready;
  discord.faults.delay({ path: /\/commands$/, ms: 100_000 });
  const registering = keepCommandsRegistered(await ready, [], options);

  stop.abort();

  expect(await registering).toBeUndefined();
  discord.faults.clear();
});
