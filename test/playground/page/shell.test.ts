import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { expectNoViolations } from '../../support/axe.ts';
import { browserIsMissing, startBrowser } from '../../support/chromium.ts';
import { visitPage } from '../../support/page-visit.ts';

describe.skipIf(browserIsMissing !== undefined)('the frame of the page', { timeout: 60_000 }, () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await startBrowser();
  });
  afterAll(() => browser?.close());

  test('the header of a channel: its topic, its threads, what is pinned', async () => {
    const { page, channel, discord, become } = await visitPage(browser);
    const general = discord.channel('general').id;
    const [bob, mia] = [discord.person('Bob'), discord.person('Mia')];
    await mia.editChannel(general, { topic: 'Be **kind**.' });
    const kept = await bob.post(general, 'Read the *rules*.');
    await mia.pin(general, kept.id);
    const old = await bob.startThread(general, { name: 'old talk' });
    await mia.editChannel(old.id, { archived: true });
    await bob.startThread(general, { name: 'new talk' });

    await channel.getByRole('button', { name: 'Be kind.' }).click();
    await page.getByRole('dialog', { name: '#general' }).locator('strong', { hasText: 'kind' }).waitFor();
    await page.keyboard.press('Escape');

    await channel.getByRole('button', { name: 'Pinned messages' }).click();
    const pins = page.getByRole('dialog', { name: 'Pinned messages' });
    await pins.getByText('rules').waitFor();
    await expect.poll(() => pins.getByRole('button', { name: 'Unpin' }).count()).toBe(0);
    await expectNoViolations(page);
    await channel.getByRole('button', { name: 'Pinned messages' }).click();
    await pins.waitFor({ state: 'detached' });

    await channel.getByRole('button', { name: 'Threads' }).click();
    const threads = page.getByRole('dialog', { name: 'Threads' });
    const listed = () => threads.locator('.thread-entry strong').allInnerTexts();
    await expect
      .poll(() => threads.getByRole('heading').allInnerTexts())
      .toEqual(['Threads', 'Active threads', 'Archived threads']);
    await expectNoViolations(page);
    await threads.getByLabel('Search by name').fill('OLD');
    await expect.poll(listed).toEqual(['old talk']);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.locator('.pane.thread').getByText('This thread is archived.').waitFor();
    await page.locator('.pane.thread').getByRole('button', { name: 'Unarchive' }).click();
    await page.locator('.pane.thread').getByText('You do not follow this thread.').waitFor();
    await page.locator('.pane.thread').getByRole('button', { name: 'Join' }).click();
    await expect.poll(() => page.locator('.pane.thread .thread-note').count()).toBe(0);

    await channel.getByRole('button', { name: 'Threads' }).click();
    await threads.getByRole('button', { name: 'Create thread' }).click();
    const dialog = page.getByRole('dialog', { name: 'Create thread' });
    await dialog.getByLabel('Name').fill('plans');
    await dialog.getByLabel('First message').fill('What now?');
    await dialog.getByLabel('Private thread').check();
    await dialog.getByRole('button', { name: 'Create thread' }).click();
    await page.locator('.pane.thread .message', { hasText: 'What now?' }).waitFor();
    expect(discord.channel('plans')).toMatchObject({ type: 12 });

    await become('Mia (moderator)');
    await channel.getByRole('button', { name: 'Pinned messages' }).click();
    await pins.getByRole('button', { name: 'Unpin' }).click();
    await pins.getByText('Nothing is pinned here yet.').waitFor();
  });

  test('a thread has a width of its own, which is remembered, and a menu', async () => {
    const { page, discord } = await visitPage(browser);
    const ada = discord.person('Ada');
    await ada.startThread(discord.channel('general').id, { name: 'chat' });
    await page.getByRole('navigation').getByRole('button', { name: 'chat' }).click();
    const thread = page.locator('.pane.thread');
    const divider = thread.getByRole('separator', { name: 'Width of the thread' });
    const width = async () => (await thread.boundingBox())?.width;
    await expect.poll(width).toBe(400);

    await divider.focus();
    await page.keyboard.press('ArrowLeft');
    await expect.poll(width).toBe(424);
    const box = await divider.boundingBox();
    await page.mouse.move(box?.x ?? 0, 300);
    await page.mouse.down();
    await page.mouse.move((box?.x ?? 0) - 50, 300);
    await page.mouse.up();
    await expect.poll(width).toBe(474);
    await expectNoViolations(page);
    await page.reload();
    await thread.waitFor();
    await expect.poll(width).toBe(474);

    await thread.getByRole('button', { name: 'Thread options' }).click();
    await expect
      .poll(() => page.getByRole('menuitem').allInnerTexts())
      .toEqual(['Leave thread', 'Edit thread', 'Archive thread', 'Copy link', 'Copy ID', 'Developer tools']);
    await page.getByRole('menuitem', { name: 'Edit thread' }).click();
    await page.getByLabel('Name').fill('talk');
    await page.keyboard.press('Enter');
    await thread.getByRole('heading', { name: 'talk', level: 2 }).waitFor();
  });

  test('one becomes somebody else where one is, here or in another tab', async () => {
    const { page, channel, discord, become } = await visitPage(browser);
    await page.getByRole('navigation', { name: 'Channels' }).getByRole('button', { name: 'help' }).click();
    await channel.getByRole('heading', { name: 'help', level: 2 }).waitFor();

    await become('Mia (moderator)');
    await channel.getByRole('heading', { name: 'help', level: 2 }).waitFor();
    await expect.poll(() => page.evaluate('document.activeElement.className')).toBe('user-button');
    await page.reload();
    await page.getByRole('button', { name: 'You are Mia' }).click();
    await expectNoViolations(page);
    const opened = page.context().waitForEvent('page');
    await page.getByRole('menuitem', { name: 'Open as Bob in a new tab' }).click();
    const other = await opened;
    await other.getByRole('button', { name: 'You are Bob' }).waitFor();
    await other.getByRole('heading', { name: 'help', level: 2 }).waitFor();
    expect(other.url()).toBe(`${discord.url}/#/${discord.channel('help').id}`);
    await page.getByRole('button', { name: 'You are Mia' }).waitFor();

    const secret = discord.createChannel({ name: 'secret' });
    await page.goto(`${discord.url}/#/${secret.id}`);
    await channel.getByRole('heading', { name: 'secret', level: 2 }).waitFor();
    const moderators = { id: discord.person('Mia').id, type: 1, allow: '1024', deny: '0' };
    discord.setOverwrites(secret.id, [{ id: discord.guild.id, type: 0, allow: '0', deny: '1024' }, moderators]);
    await become('Ada (member)');
    await channel.getByRole('heading', { name: 'general', level: 2 }).waitFor();
  });

  test('light or dark is chosen, and there from the first paint on', async () => {
    const { page } = await visitPage(browser, { colorScheme: 'light', ignore: /ERR_FAILED/ });
    const ground = () => page.evaluate<string>('getComputedStyle(document.body).backgroundColor');
    const scheme = () => page.evaluate<string>('getComputedStyle(document.documentElement).colorScheme');
    await expect.poll(ground).toBe('rgb(255, 255, 255)');

    await page.getByRole('button', { name: 'Your settings' }).click();
    await page.getByRole('menuitemcheckbox', { name: 'Dark' }).click();
    await expect.poll(ground).not.toBe('rgb(255, 255, 255)');
    await expectNoViolations(page);

    await page.route('**/page.js', (route) => route.abort());
    await page.reload();
    await expect.poll(scheme).toBe('dark');
  });
});
