import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { expectNoViolations } from '../../support/axe.ts';
import { browserIsMissing, startBrowser } from '../../support/chromium.ts';
import { logIn } from '../../support/discord-client.ts';
import { visitPage } from '../../support/page-visit.ts';

describe.skipIf(browserIsMissing !== undefined)('the places of the page', { timeout: 60_000 }, () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await startBrowser();
  });
  afterAll(() => browser?.close());

  test('categories fold up, and stay so; private threads have a lock; of many threads some are listed', async () => {
    const { page, discord } = await visitPage(browser);
    const category = discord.createChannel({ name: 'Study', type: 4 });
    const maths = discord.createChannel({ name: 'maths', parentId: category.id });
    const [bob, help] = [discord.person('Bob'), discord.channel('help').id];
    const plan = await bob.startThread(help, { name: 'plan', private: true });
    const list = page.getByRole('navigation', { name: 'Channels' });
    const names = () => list.locator('.name').allInnerTexts();
    await list.getByRole('heading', { name: 'Study' }).waitFor();
    await expect.poll(() => list.getByText('plan').count()).toBe(0);

    await bob.addToThread(plan.id, discord.person('Ada').id);
    await list.getByRole('button', { name: 'plan' }).click();
    await page.locator('.pane.thread').getByText('Bob added Ada.').waitFor();
    await expect.poll(() => list.locator('.thread', { hasText: 'plan' }).locator('svg').count()).toBe(1);
    await expect.poll(names).toEqual(['Playground', 'general', 'help', 'plan', 'questions', 'Study', 'maths']);

    for (let number = 1; number <= 7; number += 1) await bob.startThread(help, { name: `sheet ${number}` });
    await list.getByRole('button', { name: '3 more' }).click();
    await expect
      .poll(() => list.locator('.thread .name').allInnerTexts())
      .toEqual(['plan', ...[7, 6, 5, 4, 3, 2, 1].map((number) => `sheet ${number}`), 'Fewer threads']);

    await list.getByRole('button', { name: 'Study' }).click();
    await expect.poll(() => list.getByRole('button', { name: 'maths' }).count()).toBe(0);
    await page.reload();
    await list.getByRole('button', { name: 'Study', expanded: false }).waitFor();
    await bob.post(maths.id, 'news');
    await list.getByRole('button', { name: 'maths, unread' }).waitFor();
  });

  test('what is unread is marked, what mentions one is counted: in the list, the title and the icon', async () => {
    const { page, discord, become } = await visitPage(browser);
    const [bob, help] = [discord.person('Bob'), discord.channel('help').id];
    const list = page.getByRole('navigation', { name: 'Channels' });
    const icon = () => page.locator('link[rel=icon]').getAttribute('href');
    await expect.poll(() => page.title()).toBe('#general · Playground');

    await bob.post(help, 'is anybody here?');
    await list.getByRole('button', { name: 'help, unread' }).waitFor();
    await expect.poll(() => page.title()).toBe('• #general · Playground');
    await bob.post(help, `${discord.person('Ada').mention} are you?`);
    await list.getByRole('button', { name: 'help, 1 mention' }).waitFor();
    await expect.poll(() => page.title()).toBe('(1) #general · Playground');
    await expect.poll(icon).toBe('/icon-mentioned.svg');
    await expectNoViolations(page);

    await become('Bob (member)');
    await expect.poll(icon).toBe('/icon.svg');
    await discord.person('Mia').post(help, `${discord.person('Ada').mention} hello`);
    await become('Ada (member)');
    await list.getByRole('button', { name: 'help, 2 mentions' }).click();
    await expect.poll(() => list.getByRole('button', { name: /help, / }).count()).toBe(0);
    await list.getByRole('button', { name: 'general' }).click();
    await list.getByRole('button', { name: 'help' }).click({ button: 'right' });
    await page.getByRole('menuitem', { name: 'Mark as read' }).click();
    await expect.poll(() => page.title()).toBe('#general · Playground');
  });

  test('the menu of a channel or thread has what one may do there', async () => {
    const { page, discord, become } = await visitPage(browser);
    const general = discord.channel('general').id;
    const list = page.getByRole('navigation', { name: 'Channels' });
    const entries = async (name: string) => {
      await list.getByRole('button', { name, exact: true }).click({ button: 'right' });
      return page.getByRole('menuitem').allInnerTexts();
    };
    const close = () => page.keyboard.press('Escape');
    await discord.person('Bob').startThread(general, { name: 'chat' });

    await expect.poll(() => entries('general')).toEqual(['Mark as read', 'Copy link', 'Copy ID']);
    await close();
    await expect.poll(() => entries('chat')).toEqual(['Mark as read', 'Join thread', 'Copy link', 'Copy ID']);
    await page.getByRole('menuitem', { name: 'Join thread' }).click();
    await expect.poll(() => entries('chat')).toContain('Leave thread');
    await page.getByRole('menuitem', { name: 'Leave thread' }).click();

    await become('Mia (moderator)');
    await expect.poll(() => entries('chat')).toContain('Delete thread');
    await page.getByRole('menuitem', { name: 'Edit thread' }).click();
    await page.getByRole('dialog').getByLabel('Name').fill('small talk');
    await expectNoViolations(page);
    await page.keyboard.press('Enter');
    await expect.poll(() => entries('small talk')).toContain('Lock thread');
    await page.getByRole('menuitem', { name: 'Archive thread' }).click();
    await list.getByRole('button', { name: 'small talk' }).waitFor({ state: 'detached' });

    await entries('help');
    await page.getByRole('menuitem', { name: 'Delete channel' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Delete channel' }).click();
    await list.getByRole('button', { name: 'help' }).waitFor({ state: 'detached' });
    expect(discord.channelIds()).not.toContain('help');
  });

  test('a moderator makes a category, a channel, a role and a person', async () => {
    const { page, discord, become } = await visitPage(browser);
    await become('Mia (moderator)');
    const server = page.getByRole('heading', { name: 'Playground' }).getByRole('button');
    const dialog = page.getByRole('dialog');
    const choose = async (name: string) => {
      await server.click();
      await page.getByRole('menuitem', { name }).click();
    };

    await choose('Create category');
    await dialog.getByLabel('Name').fill('Study');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Study' }).waitFor();
    await page.getByRole('button', { name: 'Create channel' }).click();
    await dialog.getByLabel('Name').fill('Old Exams');
    await dialog.getByLabel('Kind').selectOption({ label: 'Forum: posts, each a conversation' });
    await dialog.getByLabel('Tags').fill('maths, physics, maths');
    await expectNoViolations(page);
    await dialog.getByRole('button', { name: 'Create channel' }).click();
    await page.getByRole('main', { name: 'old-exams' }).getByRole('button', { name: 'physics' }).waitFor();
    expect(discord.channel('old-exams')).toMatchObject({ parentId: discord.channel('Study').id });

    await choose('New role');
    await page.keyboard.press('Enter');
    await dialog.getByText('Name is missing.').waitFor();
    await dialog.getByLabel('Name').fill('Tutor');
    await page.keyboard.press('Enter');
    await dialog.waitFor({ state: 'detached' });
    await choose('Add a person');
    await dialog.getByLabel('Name').fill('Zoe');
    await page.keyboard.press('Enter');
    await page.getByRole('complementary', { name: 'Members' }).getByRole('button', { name: 'Zoe' }).click();
    await page.getByRole('menuitemcheckbox', { name: 'Tutor' }).click();
    await expect.poll(() => discord.person('Zoe').roles()).toHaveLength(1);
  });

  test('a moderator says who may use a command, and it is so at once', async () => {
    const { page, channel, discord, become } = await visitPage(browser);
    const server = page.getByRole('heading', { name: 'Playground' }).getByRole('button');
    await server.click();
    await page.getByRole('menuitem', { name: 'Mark all as read' }).waitFor();
    await expect.poll(() => page.getByRole('menuitem', { name: 'Integrations' }).count()).toBe(0);
    await page.keyboard.press('Escape');
    await become('Mia (moderator)');

    await server.click();
    await page.getByRole('menuitem', { name: 'Integrations' }).click();
    const dialog = page.getByRole('dialog', { name: 'Integrations' });
    await dialog.getByLabel('Command').selectOption('/secret');
    await dialog.getByLabel('@everyone').selectOption('Deny');

    const general = discord.channel('general').id;
    const offered = () =>
      discord
        .person('Ada')
        .commands(general)
        .map(({ name }) => name);
    await expect.poll(offered).not.toContain('secret');
    expect(offered()).toContain('form');
    await expectNoViolations(page);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await server.click();
    await page.getByRole('menuitem', { name: 'Overview' }).click();
    await page.getByLabel('Boosts').selectOption({ label: 'Level 2: files up to 50 MB' });
    await page.getByLabel('Language of the server').selectOption('Deutsch');
    await page.getByRole('button', { name: 'Save' }).click();
    const state = `${discord.url}/playground/people/Ada/state`;
    await expect
      .poll(async () => ((await (await fetch(state)).json()) as { guild: object }).guild)
      .toMatchObject({ premiumTier: 2, preferredLocale: 'de' });
    await channel.waitFor();
  });

  test('the members and the card of a person: roles, messages, what the bot does with them', async () => {
    const { page, channel, discord, become } = await visitPage(browser);
    const tutor = discord.createRole({ name: 'Tutor', color: 0xe6_7e_22 });
    const members = page.getByRole('complementary', { name: 'Members' });
    const bob = members.getByRole('button', { name: 'Bob' });
    const card = page.getByRole('menu', { name: 'Bob' });
    await expect
      .poll(() => members.getByRole('heading', { level: 3 }).allInnerTexts())
      .toEqual(['Bots — 1', 'Moderators — 2', 'Members — 2']);

    await bob.click();
    await expect.poll(() => page.locator('.profile').innerText()).toMatch(/^Bob\s+bob\s+Member since \d+ \w+ \d{4}$/);
    await expectNoViolations(page);
    await expect.poll(() => card.getByRole('menuitemcheckbox').count()).toBe(0);
    await card.getByRole('menuitem', { name: 'Look up' }).click();
    await channel.locator('.message', { hasText: 'That is Bob.' }).waitFor();

    await become('Mia (moderator)');
    await bob.click();
    await card.getByRole('menuitemcheckbox', { name: 'Tutor' }).click();
    await expect.poll(() => discord.person('Bob').roles()).toContain(tutor.id);
    await page.keyboard.press('Escape');
    await expect.poll(() => bob.locator('.name').getAttribute('style')).toContain('light-dark');
    await bob.click();
    await expect.poll(() => page.getByRole('list', { name: 'Roles' }).innerText()).toBe('Tutor');
    await card.getByRole('menuitem', { name: 'Be Bob' }).click();
    await page.getByRole('button', { name: 'You are Bob member' }).waitFor();

    await page.getByRole('button', { name: 'Members' }).click();
    await members.waitFor({ state: 'detached' });
    await page.reload();
    await channel.locator('textarea').waitFor();
    await expect.poll(() => members.count()).toBe(0);
  });

  test('a nickname is what somebody is called on the server, and not in direct messages', async () => {
    const { page, channel, discord } = await visitPage(browser);
    const bot = await logIn(discord);
    const direct = await discord.person('Ada').openDm();
    await (await bot.users.fetch(discord.person('Ada').id)).send('psst');
    const general = await bot.channels.fetch(discord.channel('general').id);
    if (general?.isSendable()) await general.send(`I am <@${bot.user.id}>`);
    const post = channel.locator('.message', { hasText: 'I am' });
    await post.getByText('@TestBot').waitFor();

    await bot.guilds.cache.first()?.members.me?.setNickname('Captain');

    await post.locator('.author', { hasText: 'Captain' }).waitFor();
    await post.getByText('@Captain').waitFor();
    for (const typed of ['@cap', '@testb']) {
      await channel.locator('textarea').fill(typed);
      await page.getByRole('option', { name: 'Captain' }).waitFor();
    }
    await channel.locator('textarea').fill('');
    await page.getByRole('complementary', { name: 'Members' }).getByRole('button', { name: 'Captain' }).click();
    await expect.poll(() => page.locator('.profile').innerText()).toMatch(/^Captain\s*BOT\s+TestBot\s/i);
    await page.keyboard.press('Escape');
    await page.evaluate(`location.hash = '#/${direct.id}'`);
    await channel
      .locator('.message', { hasText: 'psst' })
      .getByRole('button', { name: 'TestBot', exact: true })
      .waitFor();
  });

  test('direct messages: with the bot, with others, marked at the edge when one is elsewhere', async () => {
    const { page, channel, discord, say, become } = await visitPage(browser);
    const rail = page.getByRole('navigation', { name: 'Servers' });
    const list = page.getByRole('navigation', { name: 'Direct messages' });
    await rail.getByRole('button', { name: 'Direct messages' }).click();
    await page.getByText('No direct messages yet.').waitFor();
    await expectNoViolations(page);
    await list.getByRole('button', { name: 'TestBot' }).click();
    await channel.getByRole('heading', { name: 'TestBot', level: 2 }).waitFor();
    await say('hello');
    await channel.locator('.message', { hasText: 'hello' }).waitFor();
    await list.getByRole('button', { name: 'Mia' }).click();
    await channel.getByRole('heading', { name: 'Mia', level: 2 }).waitFor();
    await say('psst');
    await channel.locator('.message', { hasText: 'psst' }).waitFor();
    await expect.poll(() => list.locator('.directs .name').allInnerTexts()).toEqual(['Mia', 'TestBot']);

    await rail.getByRole('button', { name: 'Playground' }).click();
    await channel.getByRole('heading', { name: 'general', level: 2 }).waitFor();
    const ada = discord.person('Ada');
    await discord.person('Mia').post((await ada.openDm(discord.person('Mia').id)).id, 'what?');
    await rail.getByRole('button', { name: 'Mia, 1 mention' }).click();
    await channel.locator('.message', { hasText: 'what?' }).waitFor();

    await become('Bob (member)');
    await channel.getByRole('heading', { name: 'general', level: 2 }).waitFor();
    await expect.poll(() => page.getByText('psst').count()).toBe(0);
  });

  test('a stranger who may see nothing is told so', async () => {
    // The page may be reading a channel at the very moment.
    const { page, discord } = await visitPage(browser, { ignore: /status of 403/ });
    const hidden = { id: discord.guild.id, type: 0, allow: '0', deny: '1024' };
    for (const id of discord.channelIds().toReversed()) discord.setOverwrites(id, [hidden]);

    await page.getByText('There is no channel here that you may see.').waitFor();
    await expectNoViolations(page);
  });
});
