import { beforeEach, describe, expect, test } from 'vitest';
import type { ServerSettings } from '../../../src/server-settings/settings.ts';
import { controlsOf } from '../../support/config-panel.ts';
import { shareBot } from '../../support/shared-bot.ts';

const stage = shareBot({
  discord: {
    seed: { channels: ['general', 'help', 'mods'], forums: [{ name: 'questions', tags: ['maths', 'done'] }] },
  },
  operator: { ceilings: { longestPost: 500 } },
});
const mia = () => stage.discord.person('Mia', { moderator: true });
const id = (name: string) => stage.discord.channel(name).id;
const own = () => stage.settings();
const importFile = (data: string | Uint8Array) =>
  mia().command(stage.general, '/config import', { file: { name: 'settings.json', data } });
const importSettings = (settings: object) => importFile(JSON.stringify(settings));

beforeEach(async () => {
  await stage.write(() => ({}));
});

/** Something of everything. */
async function everything(): Promise<ServerSettings> {
  const [assistant] = (await stage.engine.beta.assistants.list()).data;
  const role = stage.discord.createRole({ name: 'Premium' });
  const forum = await mia().autocomplete(stage.general, `/config solved-tag forum:${id('questions')} tag:`);
  const [maths = '', done = ''] = forum.map(({ value }) => String(value));
  return {
    everywhere: { speaking: 'thread', inThreads: 'mentioned', growing: true, instructions: 'Be brief.' },
    places: {
      [id('help')]: { speaking: 'off', growing: false, mostMessages: 20, assistantId: assistant?.id },
      [id('questions')]: { tags: { [maths]: assistant?.id ?? '' }, solvedTagId: done },
    },
    roleInstructions: { [role.id]: 'In depth.' },
    bots: ['123456789012345678'],
    allowed: { roles: [role.id] },
    refused: { people: ['5'] },
    budgets: [
      { per: 'person', of: role.id, unit: 'answers', window: 'day', limit: 5 },
      { per: 'channel', of: id('help'), unit: 'tokens', window: 'month', limit: 1_000 },
    ],
    cooldownSeconds: 0,
    longestPost: 500,
    mostFiles: 3,
    timeZone: 'Europe/Berlin',
    retentionDays: 30,
    logChannelId: id('mods'),
  };
}

test('what was exported, wiped and imported is the same again', async () => {
  const wanted = await everything();
  const settings = await stage.write(() => wanted);
  const exported = await mia().command(stage.general, '/config export');
  const file = await (await fetch(exported.message.attachments[0]?.url ?? '')).text();
  await stage.write(() => ({}));

  const preview = await importFile(file);
  const unchanged = await own();
  const done = await mia().click(stage.general, preview.message.id, 'Change it');

  expect(preview).toMatchObject({
    ephemeral: true,
    message: { content: expect.stringContaining('This would change') },
  });
  expect(unchanged).toEqual({});
  expect(done).toMatchObject({
    kind: 'update',
    message: { content: expect.stringContaining('settings have changed') },
  });
  expect(controlsOf(done.message)).toEqual([]);
  expect(await own()).toEqual(settings);
});

describe('an import', () => {
  test('shows each change before it is made, and can be cancelled', async () => {
    await stage.write(() => ({ cooldownSeconds: 5, mostFiles: 1 }));

    const preview = await importSettings({ cooldownSeconds: 7 });
    const cancelled = await mia().click(stage.general, preview.message.id, 'Cancel');

    expect(preview.message.content).toContain('Pause between two answers to a person: 5 seconds → **7 seconds**');
    expect(preview.message.content).toContain('Files with one message: 1 file → **(not set)**');
    expect(cancelled.message.content).toBe('Nothing was changed.');
    expect(await own()).toEqual({ cooldownSeconds: 5, mostFiles: 1 });
  });

  test('can be confirmed after a restart, once', async () => {
    const preview = await importSettings({ cooldownSeconds: 7 });
    await stage.restart();

    const done = await mia().click(stage.general, preview.message.id, 'Change it');

    expect(done.message.content).toBe('Done: 1 setting has changed.');
    expect(await own()).toEqual({ cooldownSeconds: 7 });
  });

  test('is shown again when something was changed meanwhile', async () => {
    const preview = await importSettings({ cooldownSeconds: 7 });
    await stage.write(() => ({ mostFiles: 2 }));

    const again = await mia().click(stage.general, preview.message.id, 'Change it');
    const unchanged = await own();
    await mia().click(stage.general, preview.message.id, 'Change it');

    expect(again.message.content).toContain('Settings were changed meanwhile');
    expect(again.message.content).toContain('Files with one message: 2 files → **(not set)**');
    expect(unchanged).toEqual({ mostFiles: 2 });
    expect(await own()).toEqual({ cooldownSeconds: 7 });
  });

  test('of what is set already changes nothing', async () => {
    await stage.write(() => ({ cooldownSeconds: 5 }));

    const reply = await importSettings({ cooldownSeconds: 5, bots: [] });

    expect(reply.message.content).toContain('Nothing would change');
    expect(controlsOf(reply.message)).toEqual([]);
  });

  test('with many changes shows them in a file', async () => {
    const reply = await importSettings({
      roleInstructions: Object.fromEntries(
        Array.from({ length: 12 }, (_, index) => [
          stage.discord.createRole({ name: `role ${index}` }).id,
          `Number ${index}: ${'be good. '.repeat(30)}`,
        ]),
      ),
    });

    const text = await (await fetch(reply.message.attachments[0]?.url ?? '')).text();
    const cancelled = await mia().click(stage.general, reply.message.id, 'Cancel');
    expect(text.trim().split('\n')).toHaveLength(12);
    expect(controlsOf(reply.message).map(({ label }) => label)).toEqual(['Change it', 'Cancel']);
    expect(cancelled.message.attachments).toEqual([]);
  });

  test("names everything that is not this server's, or is beyond what the operator allows", async () => {
    const tags = { '31': 'asst_unknown' };

    const reply = await importSettings({
      everywhere: { assistantId: 'asst_unknown' },
      places: { '21': { speaking: 'off' }, [id('questions')]: { tags, solvedTagId: '32' } },
      roleInstructions: { '22': 'x' },
      allowed: { roles: ['23'] },
      budgets: [{ per: 'role', of: '24', unit: 'answers', window: 'day', limit: 1 }],
      longestPost: 501,
      logChannelId: '25',
    });

    const { content } = reply.message;
    for (const mistake of [
      'everywhere.assistantId: this server may use no assistant asst_unknown',
      'places.21: this server has no channel 21',
      `tags.31: that forum has no tag 31`,
      'solvedTagId: that forum has no tag 32',
      'roleInstructions.22: this server has no role 22',
      'allowed.roles: this server has no role 23',
      'budgets.0.of: this server has no role 24',
      'longestPost: the people who run me allow 500 at most',
      'logChannelId: this server has no channel 25',
    ]) {
      expect(content).toContain(mistake);
    }
    expect(controlsOf(reply.message)).toEqual([]);
  });

  test.each([
    { name: 'no JSON', data: 'speaking: off', reason: 'it is no JSON' },
    { name: 'another shape', data: '[]', reason: 'another kind (object)' },
    { name: 'unknown settings', data: '{"colour":"blue"}', reason: 'I do not know colour' },
    { name: 'unknown settings of a place', data: '{"places":{"1":{"x":1}}}', reason: 'places.1: I do not know x' },
    { name: 'numbers that are too high', data: '{"mostFiles":11}', reason: 'mostFiles: 10 at most' },
    { name: 'numbers that are too low', data: '{"longestPost":0}', reason: 'longestPost: at least 1' },
    { name: 'numbers that are none', data: '{"mostFiles":"3"}', reason: 'mostFiles: has to be of another kind' },
    { name: 'half numbers', data: '{"mostFiles":1.5}', reason: 'mostFiles: has to be of another kind (int)' },
    { name: 'made up values', data: '{"everywhere":{"speaking":"x"}}', reason: 'everywhere.speaking: can be off, ' },
    { name: 'made up ids', data: '{"bots":["me"]}', reason: 'bots.0: has to be a Discord id' },
    { name: 'made up places', data: '{"places":{"here":{}}}', reason: 'has to be a Discord id' },
    { name: 'empty instructions', data: '{"everywhere":{"instructions":" "}}', reason: 'has to say something' },
    {
      name: 'budgets that do not fit together',
      data: '{"budgets":[{"per":"role","unit":"answers","window":"day","limit":1}]}',
      reason: 'budgets.0.of: goes with another kind of budget',
    },
    { name: 'no time zone', data: '{"timeZone":"Mars"}', reason: 'timeZone: has to be a time zone' },
    { name: 'too much', data: `{"x":"${'x'.repeat(600_000)}"}`, reason: 'too large' },
  ])('of $name is refused with the reason', async ({ data, reason }) => {
    const reply = await importFile(data);

    expect(reply).toMatchObject({ ephemeral: true, message: { content: expect.stringContaining(reason) } });
    expect(await own()).toEqual({});
  });
});
