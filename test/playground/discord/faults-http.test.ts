import { Events, type TextChannel } from 'discord.js';
import { expect, test } from 'vitest';
import { logIn, openDiscord } from '../../support/discord-client.ts';
import { followEvents } from '../../support/server-events.ts';

const NOTHING = { refusesConnections: false, isSilent: false, hasRateLimits: true, failures: [], delays: [] };

async function start() {
  const discord = await openDiscord();
  const send = async (method: string, body?: unknown) => {
    const response = await fetch(`${discord.url}/playground/faults`, {
      method,
      ...(body !== undefined && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    });
    return { status: response.status, body: (await response.json()) as object };
  };
  return { discord, send };
}

test('nothing is broken at first, and what was switched on is told until it is cleared', async () => {
  const { send } = await start();
  expect(await send('GET')).toEqual({ status: 200, body: NOTHING });

  await send('POST', { fault: 'refuseConnections', isOn: true });
  await send('POST', { fault: 'stopAnswering', isOn: true });
  await send('POST', { fault: 'rateLimits', isOn: false });
  await send('POST', { fault: 'fail', status: 'drop', times: null, path: '/messages', method: 'POST' });
  const all = await send('POST', { fault: 'slow', ms: 50, times: 3 });

  expect(all.body).toEqual({
    refusesConnections: true,
    isSilent: true,
    hasRateLimits: false,
    failures: [{ status: 'drop', times: null, path: '/messages', method: 'POST' }],
    delays: [{ ms: 50, times: 3 }],
  });
  expect((await send('GET')).body).toEqual(all.body);
  expect((await send('DELETE')).body).toEqual(NOTHING);
});

test('a delay takes the place of the one before, and pages are told of every change', async () => {
  const { discord, send } = await start();
  const { id } = discord.person('Ada');
  const events = await followEvents(`${discord.url}/playground/people/${id}/events`);
  const told = () =>
    events.flatMap(({ data }) => {
      const { type, data: faults } = data as { type: string; data: { delays: object[]; failures: object[] } };
      return type === 'FAULTS_CHANGED' ? [faults] : [];
    });

  await send('POST', { fault: 'slow', ms: 50 });
  await send('POST', { fault: 'slow', ms: 70, path: '/messages' });
  const slow = await send('POST', { fault: 'slow', ms: 90 });
  expect(slow.body).toMatchObject({
    delays: [
      { ms: 70, path: '/messages' },
      { ms: 90, times: null },
    ],
  });
  await send('POST', { fault: 'slow', ms: 0 });
  await send('POST', { fault: 'slow', ms: 0, path: '/messages' });
  expect((await send('GET')).body).toEqual(NOTHING);

  await send('POST', { fault: 'fail', status: 500, times: 1 });
  await expect.poll(() => told().at(-1)?.failures).toHaveLength(1);
  await fetch(`${discord.apiUrl}/v10/users/@me`);
  await expect.poll(() => told().at(-1)).toEqual(NOTHING);
});

test('a bot meets them', async () => {
  const { discord, send } = await start();
  const client = await logIn(discord);
  const general = client.channels.cache.get(discord.channel('general').id) as TextChannel;

  await send('POST', { fault: 'fail', status: 403, path: '/messages' });
  await expect(general.send('x')).rejects.toMatchObject({ status: 403 });
  expect((await send('GET')).body).toMatchObject({ failures: [] });
  await expect(general.send('y')).resolves.toMatchObject({ content: 'y' });

  await send('POST', { fault: 'slow', ms: 300, times: 1, path: '/messages' });
  const startedMs = performance.now();
  await general.send('z');
  expect(performance.now() - startedMs).toBeGreaterThan(250);

  const resumed = new Promise((resolve) => void client.once(Events.ShardResume, resolve));
  expect((await send('POST', { fault: 'reconnect' })).status).toBe(200);
  await resumed;
});

test.each([
  { name: 'no fault', body: {}, field: 'fault' },
  { name: 'one that there is not', body: { fault: 'earthquake' }, field: 'fault' },
  { name: 'a switch without a position', body: { fault: 'stopAnswering' }, field: 'isOn' },
  { name: 'a status that is no failure', body: { fault: 'fail', status: 200 }, field: 'status' },
  { name: 'never', body: { fault: 'fail', status: 500, times: 0 }, field: 'times' },
  { name: 'for ever', body: { fault: 'slow', ms: 1e9 }, field: 'ms' },
  { name: 'a method that there is not', body: { fault: 'slow', ms: 1, method: 'BREW' }, field: 'method' },
])('$name is refused with the place of the mistake', async ({ body, field }) => {
  const { send } = await start();

  const { status, body: refused } = await send('POST', body);

  expect(status).toBe(400);
  expect(refused).toMatchObject({ code: 50035, errors: { [field]: { _errors: [{ message: expect.any(String) }] } } });
  expect((await send('GET')).body).toEqual(NOTHING);
});

test('a sentence says which faults there are', async () => {
  const { send } = await start();

  expect(JSON.stringify((await send('POST', { fault: 'earthquake' })).body)).toContain(
    'Must be one of dropSockets, invalidateSessions, reconnect, expireFileLinks',
  );
});
