import { beforeEach, describe, expect, test } from 'vitest';
import { openPanel } from '../../support/config-panel.ts';
import { shareBot } from '../../support/shared-bot.ts';

const stage = shareBot({
  discord: { seed: { channels: ['general', 'help', 'mods'] } },
});
const mia = () => stage.discord.person('Mia', { moderator: true });
const id = (name: string) => stage.discord.channel(name).id;
const open = () => openPanel(mia(), stage.general);
const own = () => stage.settings();
const logged = () => stage.discord.messages(id('mods')).map(({ content }) => content);

beforeEach(async () => {
  await stage.write(() => ({}));
});

describe('who may talk', () => {
  test('roles and people are allowed, refused and taken off', async () => {
    const role = stage.discord.createRole({ name: 'Students' });
    const ada = stage.discord.person('Ada');
    const panel = await open();
    await panel.go('Who may talk with me');

    await panel.choose('Allow roles or people', ['Students', 'Ada']);
    const allowed = await own();
    await panel.choose('Refuse roles or people', ['Ada']);
    const refused = await own();
    await panel.choose('Take off the list', [role.id, ada.id]);

    expect(allowed).toEqual({ allowed: { roles: [role.id], people: [ada.id] } });
    expect(refused).toEqual({ allowed: { roles: [role.id] }, refused: { people: [ada.id] } });
    expect(await own()).toEqual({});
  });
});

test('what a file named twice can be seen, and taken off as one', async () => {
  const budget = { per: 'person', unit: 'answers', window: 'day', limit: 3 } as const;
  await stage.write(() => ({ bots: ['123456789012345678', '123456789012345678'], budgets: [budget, budget] }));
  const panel = await open();

  await panel.go('Bots that I answer');
  await panel.choose('Take off the list', '123456789012345678');
  await panel.go('Budgets');
  await panel.choose('Remove budgets', 'person.answers.day');

  expect(await own()).toEqual({});
});

describe('bots', () => {
  test('are allowed and taken off, webhooks by their id', async () => {
    const bot = stage.discord.person('Feed', { bot: true });
    const panel = await open();
    await panel.go('Bots that I answer');

    await panel.choose('Let a bot talk with me', bot.id);
    await panel.click('Add a webhook …');
    await panel.fillIn({ "The webhook's id": ' 123456789012345678 ' });
    const allowed = await own();
    const listed = panel.controls().find(({ placeholder }) => placeholder === 'Take off the list')?.options;
    await panel.choose('Take off the list', [bot.id, '123456789012345678']);

    expect(allowed).toEqual({ bots: [bot.id, '123456789012345678'] });
    expect(listed?.map(({ label }) => label)).toEqual(['@Feed', '123456789012345678']);
    expect(await own()).toEqual({});
  });

  test('are not people, and not made up', async () => {
    const panel = await open();
    await panel.go('Bots that I answer');

    const person = await panel.choose('Let a bot talk with me', stage.discord.person('Ada').id);
    await panel.click('Add a webhook …');
    const made = await panel.fillIn({ "The webhook's id": '@everyone' });

    expect(person.message.content).toContain('is a person');
    expect(made.message.content).toContain('That is no id');
    expect(await own()).toEqual({});
  });
});

describe('budgets', () => {
  test('are set for whom and how they are counted, changed, and removed', async () => {
    const role = stage.discord.createRole({ name: 'Guests' });
    const panel = await open();
    await panel.go('Budgets');

    await panel.choose('For whom', 'All members of a role together');
    await panel.choose('How it is counted', 'Tokens a month');
    await panel.choose('Which role', 'Guests');
    await panel.click('Set the limit …');
    await panel.fillIn({ 'Tokens a month': '1,000,000' });
    const set = await own();
    const text = panel.text();
    await panel.click('Set the limit …');
    await panel.fillIn({ 'Tokens a month': '5' });
    const changed = await own();
    await panel.choose('Remove budgets', [`role.tokens.month.${role.id}`]);

    const budget = { per: 'role', of: role.id, unit: 'tokens', window: 'month' };
    expect(set).toEqual({ budgets: [{ ...budget, limit: 1_000_000 }] });
    expect(text).toContain(`All members of <@&${role.id}> together: 1,000,000 tokens a month`);
    expect(changed).toEqual({ budgets: [{ ...budget, limit: 5 }] });
    expect(await own()).toEqual({});
  });

  test('for each person, each channel, one channel and the server', async () => {
    const panel = await open();
    await panel.go('Budgets');
    const set = async (limit: string) => {
      await panel.click('Set the limit …');
      await panel.fillIn({ 'Answers a day': limit });
    };

    await set('1');
    await panel.choose('For whom', 'Each channel');
    await set('2');
    await panel.choose('Only this channel (otherwise each channel by itself)', 'help');
    await set('3');
    await panel.choose('For whom', 'The whole server');
    await set('4');
    await set('');

    const budget = { unit: 'answers', window: 'day' };
    expect((await own()).budgets).toEqual([
      { ...budget, per: 'person', limit: 1 },
      { ...budget, per: 'channel', limit: 2 },
      { ...budget, per: 'channel', of: id('help'), limit: 3 },
    ]);
  });

  test('need a number, and for a role that role', async () => {
    const panel = await open();
    await panel.go('Budgets');

    await panel.click('Set the limit …');
    const noNumber = await panel.fillIn({ 'Answers a day': 'many' });
    await panel.choose('For whom', 'All members of a role together');
    const noRole = await panel.click('Set the limit …');

    expect(noNumber.message.content).toContain('Write a whole number');
    expect(noRole.message.content).toContain('Choose the role');
    expect(await own()).toEqual({});
  });
});

describe('limits', () => {
  const names = {
    pause: 'Pause between two answers to a person',
    longest: 'Longest message',
    files: 'Files with one message',
    days: 'Unused conversations are deleted after',
    zone: 'Time zone',
  };

  test('are set and emptied in one form', async () => {
    const panel = await open();
    await panel.go('Limits, time zone, retention');

    await panel.click('Change …');
    await panel.fillIn({
      [names.pause]: '5',
      [names.longest]: '1 000',
      [names.files]: '0',
      [names.days]: '30',
      [names.zone]: 'Europe/Berlin',
    });
    const set = await own();
    const text = panel.text();
    await panel.click('Change …');
    await panel.fillIn(Object.fromEntries(Object.values(names).map((name) => [name, ''])));

    expect(set).toEqual({
      cooldownSeconds: 5,
      longestPost: 1_000,
      mostFiles: 0,
      retentionDays: 30,
      timeZone: 'Europe/Berlin',
    });
    expect(text).toContain('Longest message: **1,000 characters**');
    expect(await own()).toEqual({});
  });

  test('that cannot be are named, and nothing is changed', async () => {
    const panel = await open();
    await panel.go('Limits, time zone, retention');

    await panel.click('Change …');
    const reply = await panel.fillIn({ [names.files]: '11', [names.zone]: 'Mars' });

    expect(reply.message.content).toContain('Files with one message: 10 at most');
    expect(reply.message.content).toContain('Time zone: has to be a time zone such as Europe/Berlin');
    expect(await own()).toEqual({});
  });

  test('of two moderators with the same form open are both set; of the same field, the second one hears of it', async () => {
    const noor = await openPanel(stage.discord.person('Noor', { moderator: true }), stage.general);
    const panel = await open();
    for (const one of [noor, panel]) {
      await one.go('Limits, time zone, retention');
      await one.click('Change …');
    }

    await panel.fillIn({ [names.longest]: '100' });
    await noor.fillIn({ [names.files]: '3' });
    const both = await own();
    await noor.click('Change …');
    await panel.click('Change …');
    await panel.fillIn({ [names.files]: '4' });
    const late = await noor.fillIn({ [names.files]: '5' });

    expect(both).toEqual({ longestPost: 100, mostFiles: 3 });
    expect(late.message.content).toContain('Somebody else has changed this');
    expect(await own()).toEqual({ longestPost: 100, mostFiles: 4 });
  });
});

describe('the log channel', () => {
  test('is greeted, told of every change with who, what, before and after, and of its end', async () => {
    const panel = await open();
    await panel.go('Log channel');
    await panel.choose('Choose the log channel', 'mods');
    await panel.go('Where, when and as whom');
    await panel.choose('When I speak', 'Never');
    await stage.discord.until(() => logged().some((text) => text.includes('Never')) || undefined);
    await panel.go('Log channel');
    await panel.click('No log channel');

    const lines = logged();
    const who = mia().mention;
    expect(lines[0]).toBe(
      `${who} made this my log channel. I tell here who is refused, what fails, and who changes which setting.`,
    );
    expect(lines.join('\n')).toContain(`${who} changed The server's default: When I speak: (not set) → Never`);
    expect(lines.at(-1)).toBe(`${who} changed “Log channel”: I tell nothing more here.`);
    expect(await own()).toEqual({ everywhere: { speaking: 'off' } });
  });

  test('is refused where Bobbin may not write', async () => {
    const { id: secret } = stage.discord.createChannel({ name: 'secret' });
    stage.discord.setOverwrites(secret, [
      { id: stage.discord.guild.id, type: 0, allow: '0', deny: String(1 << 11) },
      { id: stage.discord.bot.id, type: 1, allow: '0', deny: String(1 << 11) },
    ]);
    const panel = await open();
    await panel.go('Log channel');

    const reply = await panel.choose('Choose the log channel', 'secret');

    expect(reply.message.content).toContain(`I may not write in <#${secret}>`);
    expect(await own()).toEqual({});
  });
});
