import { beforeEach, describe, expect, test } from 'vitest';
import { openPanel } from '../../support/config-panel.ts';
import { shareBot } from '../../support/shared-bot.ts';

const stage = shareBot({
  operator: {
    defaults: { everywhere: { speaking: 'thread' }, timeZone: 'Europe/Berlin', cooldownSeconds: 3 },
    ceilings: {
      longestPost: 500,
      mostFiles: 2,
      retentionDays: 30,
      budgets: [{ per: 'server', unit: 'answers', window: 'day', limit: 100 }],
    },
  },
});
const mia = () => stage.discord.person('Mia', { moderator: true });
const own = () => stage.settings();
const type = (text: string) => mia().command(stage.general, `/config ${text}`);

beforeEach(async () => {
  await stage.write(() => ({}));
});

describe('what the operator has set', () => {
  test('is shown, with who has set it', async () => {
    const panel = await openPanel(mia(), stage.general);
    const home = panel.text();
    await panel.go('Limits, time zone, retention');
    const limits = panel.text();
    const all = await type('show');

    expect(home).toContain('When I speak: **To every message, each in its own thread**');
    expect(home).toContain('The whole server: 100 answers a day');
    expect(limits).toContain('Pause between two answers to a person: **3 seconds (set by the people who run me)**');
    expect(limits).toContain('Longest message: **500 characters (set by the people who run me)**');
    expect(limits).toContain('The people who run me allow no more than: Longest message: 500 characters');
    expect(all.message.content).toContain('Set by the people who run me');
    expect(all.message.content).toContain('Time zone: **Europe/Berlin**');
  });

  test('can be replaced by what the server sets', async () => {
    await type('cooldown seconds:9');

    expect((await type('show')).message.content).toContain('Pause between two answers to a person: **9 seconds**');
  });
});

describe('beyond a ceiling nothing is set, and the reason is said', () => {
  test.each([
    { text: 'longest-post characters:501', reason: 'Longest message: the people who run me allow 500 at most' },
    { text: 'files count:3', reason: 'allow 2 at most' },
    { text: 'retention days:31', reason: 'allow 30 at most' },
    { text: 'budget set for:server limit:101 of:answers per:day', reason: 'Budgets: the people who run me allow 100' },
  ])('/config $text', async ({ text, reason }) => {
    expect((await type(text)).message.content).toContain(reason);
    expect(await own()).toEqual({});
  });

  test('in the form of the panel', async () => {
    const panel = await openPanel(mia(), stage.general);
    await panel.go('Limits, time zone, retention');
    await panel.click('Change …');

    const reply = await panel.fillIn({ 'Longest message': '501' });

    expect(reply.message.content).toContain('allow 500 at most');
    expect(await own()).toEqual({});
  });

  test('what was set before the ceiling stays, and other things can be changed', async () => {
    await stage.write(() => ({ longestPost: 9_000 }));

    await type('cooldown seconds:1');

    expect(await own()).toEqual({ longestPost: 9_000, cooldownSeconds: 1 });
  });
});
