import { beforeEach, describe, expect, test } from 'vitest';
import type { ServerSettings } from '../../../src/server-settings/settings.ts';
import { shareBot } from '../../support/shared-bot.ts';

const stage = shareBot({
  discord: {
    seed: { channels: ['general', 'help', 'mods'], forums: [{ name: 'questions', tags: ['maths', 'done'] }] },
  },
});
const mia = () => stage.discord.person('Mia', { moderator: true });
const id = (name: string) => stage.discord.channel(name).id;
const own = () => stage.settings();
const type = (text: string) => mia().command(stage.general, `/config ${text}`);
const complete = (text: string) => mia().autocomplete(stage.general, `/config ${text}`);

beforeEach(async () => {
  await stage.write(() => ({}));
});

describe('what the panel sets can be typed', () => {
  test.each<{ text: string; settings: () => ServerSettings }>([
    { text: 'speaking when:channel', settings: () => ({ everywhere: { speaking: 'channel' } }) },
    {
      text: 'speaking when:off threads:mentioned in:help',
      settings: () => ({ places: { [id('help')]: { speaking: 'off', inThreads: 'mentioned' } } }),
    },
    { text: 'answers shown:growing', settings: () => ({ everywhere: { growing: true } }) },
    {
      text: 'answers shown:whole messages:20 in:help',
      settings: () => ({ places: { [id('help')]: { growing: false, mostMessages: 20 } } }),
    },
    { text: 'instructions text:Be brief.', settings: () => ({ everywhere: { instructions: 'Be brief.' } }) },
    {
      text: 'instructions text:Be kind. in:help',
      settings: () => ({ places: { [id('help')]: { instructions: 'Be kind.' } } }),
    },
    { text: 'cooldown seconds:5', settings: () => ({ cooldownSeconds: 5 }) },
    { text: 'longest-post characters:100', settings: () => ({ longestPost: 100 }) },
    { text: 'files count:0', settings: () => ({ mostFiles: 0 }) },
    { text: 'time-zone name:Europe/Berlin', settings: () => ({ timeZone: 'Europe/Berlin' }) },
    { text: 'retention days:30', settings: () => ({ retentionDays: 30 }) },
    { text: 'log-channel channel:mods', settings: () => ({ logChannelId: id('mods') }) },
    { text: 'people allow who:Ada', settings: () => ({ allowed: { people: [stage.discord.person('Ada').id] } }) },
    { text: 'people refuse who:Ada', settings: () => ({ refused: { people: [stage.discord.person('Ada').id] } }) },
    { text: 'bots allow webhook:123456789012345678', settings: () => ({ bots: ['123456789012345678'] }) },
    {
      text: 'budget set for:person limit:5 of:answers per:day',
      settings: () => ({ budgets: [{ per: 'person', unit: 'answers', window: 'day', limit: 5 }] }),
    },
    {
      text: 'budget set for:channel limit:0 of:tokens per:hour channel:help',
      settings: () => ({ budgets: [{ per: 'channel', of: id('help'), unit: 'tokens', window: 'hour', limit: 0 }] }),
    },
  ])('/config $text', async ({ text, settings }) => {
    stage.discord.person('Ada');
    const reply = await type(text);
    const again = await type(text);

    expect(reply).toMatchObject({ ephemeral: true, message: { content: expect.stringContaining('→') } });
    expect(again.message.content).toContain('Nothing has changed');
    expect(await own()).toEqual(settings());
  });
});

describe('what is left out is set no more', () => {
  test.each<{ text: string; before: () => ServerSettings }>([
    { text: 'speaking when:inherit', before: () => ({ everywhere: { speaking: 'off' } }) },
    {
      text: 'answers shown:inherit messages:0',
      before: () => ({ everywhere: { growing: true, mostMessages: 3 } }),
    },
    { text: 'assistant', before: () => ({ everywhere: { assistantId: 'asst_gone' } }) },
    { text: 'assistant in:help', before: () => ({ places: { [id('help')]: { assistantId: 'asst_gone' } } }) },
    { text: 'solved-tag forum:questions', before: () => ({ places: { [id('questions')]: { solvedTagId: '5' } } }) },
    { text: 'cooldown', before: () => ({ cooldownSeconds: 5 }) },
    { text: 'longest-post', before: () => ({ longestPost: 5 }) },
    { text: 'files', before: () => ({ mostFiles: 5 }) },
    { text: 'time-zone', before: () => ({ timeZone: 'Europe/Berlin' }) },
    { text: 'retention', before: () => ({ retentionDays: 5 }) },
    { text: 'log-channel', before: () => ({ logChannelId: id('mods') }) },
    { text: 'people remove who:Ada', before: () => ({ refused: { people: [stage.discord.person('Ada').id] } }) },
    { text: 'bots remove webhook:123456789012345678', before: () => ({ bots: ['123456789012345678'] }) },
    {
      text: 'budget remove budget:person.answers.day',
      before: () => ({ budgets: [{ per: 'person', unit: 'answers', window: 'day', limit: 5 }] }),
    },
  ])('/config $text', async ({ text, before }) => {
    await stage.write(before);

    await type(text);

    expect(await own()).toEqual({});
  });
});

describe('names are completed', () => {
  test('of assistants, and one is chosen for a place and for a tag by its name', async () => {
    const choices = await complete('assistant name:bob');
    const [assistantId] = choices.map(({ value }) => value);

    await type('assistant name:bobbin in:help');
    await type('assistant name:Bobbin in:questions tag:Maths');

    const { places } = await own();
    expect(choices.map(({ name }) => name)).toEqual(['Bobbin']);
    expect(places?.[id('help')]).toEqual({ assistantId });
    expect(Object.values(places?.[id('questions')]?.tags ?? {})).toEqual([assistantId]);
  });

  test('of the tags of the forum that was chosen', async () => {
    const choices = await complete(`solved-tag forum:${id('questions')} tag:do`);
    await type(`solved-tag forum:questions tag:${choices[0]?.value}`);

    expect(choices.map(({ name }) => name)).toEqual(['done']);
    expect((await own()).places?.[id('questions')]).toEqual({ solvedTagId: choices[0]?.value });
  });

  test('of time zones, 25 at most', async () => {
    const [all, berlin] = [await complete('time-zone name:'), await complete('time-zone name:new york')];

    expect(all).toHaveLength(25);
    expect(berlin.map(({ value }) => value)).toContain('America/New_York');
  });

  test('of budgets, in words', async () => {
    const role = stage.discord.createRole({ name: 'Guests' });
    await stage.write(() => ({
      budgets: [{ per: 'person', of: role.id, unit: 'answers', window: 'day', limit: 1_000 }],
    }));

    expect(await complete('budget remove budget:guests')).toEqual([
      { name: 'Each person with @Guests: 1,000 answers a day', value: `person.answers.day.${role.id}` },
    ]);
  });
});

describe('what cannot be is refused with the reason', () => {
  test.each([
    { text: 'speaking', reason: 'Give at least one' },
    { text: 'bots allow', reason: 'Give at least one' },
    { text: 'bots allow webhook:12', reason: 'That is no id' },
    { text: 'bots allow bot:Ada', reason: 'is a person' },
    { text: 'assistant name:Nobody', reason: 'There is no assistant called “Nobody”' },
    { text: 'assistant name:bobbin in:help tag:maths', reason: 'Tags belong to forums' },
    { text: 'assistant name:bobbin in:questions tag:nothing', reason: 'no such tag' },
    { text: 'time-zone name:Mars', reason: 'Time zone: has to be a time zone such as Europe/Berlin' },
    { text: 'budget set for:role limit:5 of:answers per:day', reason: 'Choose the role' },
    { text: 'budget set for:server limit:5 of:answers per:day channel:help', reason: 'does not fit together' },
    { text: 'budget remove budget:none', reason: 'There is no such budget' },
    { text: 'budget reset person:Ada channel:help', reason: 'Name one person' },
    { text: 'instructions text:x in:help role:Moderator', reason: 'not both' },
  ])('/config $text', async ({ text, reason }) => {
    stage.discord.person('Ada');

    const reply = await type(text);

    expect(reply).toMatchObject({ ephemeral: true, message: { content: expect.stringContaining(reason) } });
    expect(await own()).toEqual({});
  });

  test.each(['people allow who:', 'instructions text:x role:', 'budget set for:role limit:1 of:answers per:day role:'])(
    '/config %s@everyone',
    async (text) => {
      const reply = await type(`${text}<@&${stage.discord.guild.id}>`);

      expect(reply.message.content).toContain('@everyone cannot be chosen');
      expect(await own()).toEqual({});
    },
  );

  test('in a DM there is no /config', async () => {
    const dm = await mia().openDm();

    expect(
      mia()
        .commands(dm.id)
        .map(({ name }) => name),
    ).not.toContain('config');
  });
});

test('of a long list only what differs is said', async () => {
  const people = Array.from({ length: 20 }, (_, index) => String(index + 1));
  await stage.write(() => ({ allowed: { people } }));
  const ada = stage.discord.person('Ada');

  const reply = await type('people allow who:Ada');

  expect(reply.message.content).toBe(`- Allowed people: … → **… ${ada.mention}**`);
});

test('/config instructions without a text opens a form, for a place or a role', async () => {
  const role = stage.discord.createRole({ name: 'Premium' });

  const forPlace = await type('instructions in:help');
  await mia().submit(forPlace.modal, { 'Extra instructions': 'Be brief.' });
  const forRole = await type(`instructions role:${role.id}`);
  const reply = await mia().submit(forRole.modal, { 'Extra instructions': 'In depth.' });

  expect(reply).toMatchObject({ kind: 'message', ephemeral: true });
  expect(await own()).toEqual({
    places: { [id('help')]: { instructions: 'Be brief.' } },
    roleInstructions: { [role.id]: 'In depth.' },
  });
});

test('/config budget grant and reset say what they have done', async () => {
  const ada = stage.discord.person('Ada');

  const granted = await type('budget grant amount:3 of:answers per:day person:Ada');
  const reset = await type('budget reset person:Ada');
  const all = await type('budget reset');

  expect(granted.message.content).toBe(`Done: ${ada.mention} may use 3 answers more in the current day.`);
  expect(reset.message.content).toContain(`what ${ada.mention} has used counts from zero`);
  expect(all.message.content).toBe('Done: what the server has used counts from zero again.');
});

describe('/config show', () => {
  test('shows long instructions in a file, beside the list', async () => {
    await stage.write(() => ({ everywhere: { instructions: 'Long. '.repeat(50) } }));

    const { message } = await type('show');

    const text = await (await fetch(message.attachments[0]?.url ?? '')).text();
    expect(message.content).toContain('Extra instructions: **“Long. Long.');
    expect(message.content).toContain('in the file');
    expect(text.match(/Long\./g)).toHaveLength(50);
  });

  test('says that nothing is set', async () => {
    expect((await type('show')).message.content).toContain('Nothing is set');
  });

  test('lists everything in words, in a file when it is long', async () => {
    await stage.write(() => ({
      places: { [id('help')]: { speaking: 'thread' } },
      roleInstructions: Object.fromEntries(
        Array.from({ length: 12 }, (_, index) => [String(index + 1), 'Long. '.repeat(100)]),
      ),
    }));

    const reply = await type('show');

    const [file] = reply.message.attachments;
    const text = await (await fetch(file?.url ?? '')).text();
    expect(reply.message.content).toContain('in the file');
    expect(text).toContain(`#help: When I speak: **To every message, each in its own thread**`);
    expect(text.match(/Long\./g)).toHaveLength(1_200);
  });
});
