import { setTimeout as delay } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { leave } from '../../src/discord/leave.ts';
import { logIn, openDiscord } from '../support/discord-client.ts';

/** More than the half second after which discord.js connects again. */
const AGAIN_MS = 1_000;

test('who leaves while the connection is being made anew stays away', async () => {
  const discord = await openDiscord();
  const client = await logIn(discord);
  discord.faults.dropSockets();
  await expect.poll(() => discord.isOnline).toBe(false);

  await leave(client, 20_000);

  expect(discord.isOnline).toBe(false);
  await delay(AGAIN_MS);
  expect(discord.isOnline).toBe(false);
});

test('a Discord that does not answer is not waited for longer than said', async () => {
  const discord = await openDiscord();
  const client = await logIn(discord);
  discord.faults.stopAnswering();
  discord.faults.dropSockets();
  await delay(AGAIN_MS); // discord.js waits for the greeting

  await expect(leave(client, 50)).resolves.toBeUndefined();
  discord.faults.clear();
});
