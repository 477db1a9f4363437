import type { Browser, Locator } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { expectNoViolations } from '../../support/axe.ts';
import { browserIsMissing, startBrowser } from '../../support/chromium.ts';
import { visitDrawer } from '../../support/drawer-visit.ts';

describe.skipIf(browserIsMissing !== undefined)('the events of the drawer', { timeout: 60_000 }, () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await startBrowser();
  });
  afterAll(() => browser?.close());

  test('show what the bot and Discord tell each other, and follow it only while the drawer is open', async () => {
    const { discord, client, page, drawer } = await visitDrawer(browser);
    const streams: string[] = [];
    page.on('request', (request) => void (request.url().includes('/inspector/') && streams.push(request.url())));
    const general = discord.channel('general').id;
    const rows = drawer.getByRole('option');
    await discord.person('Ada').post(general, 'Hello');
    await discord.until(() => discord.messages(general)[1], { what: 'an answer' });
    expect(streams).toEqual([]);

    await page.getByRole('button', { name: 'Developer tools' }).first().click();
    await rows.filter({ hasText: 'POST /channels/#general/messages' }).filter({ hasText: '200 OK' }).waitFor();
    await rows.filter({ hasText: 'MESSAGE_CREATE' }).first().waitFor();
    await client.rest.get('/channels/1').catch(() => undefined);
    await rows.filter({ hasText: 'GET /channels/1' }).filter({ hasText: '404 Not found' }).waitFor();
    expect(streams).toHaveLength(1);

    await drawer.getByLabel('Errors only').check();
    await expect.poll(() => rows.count()).toBe(1);
    await drawer.getByLabel('Errors only').uncheck();
    await drawer.getByRole('button', { name: 'Gateway' }).click();
    await expect.poll(() => rows.filter({ hasText: 'MESSAGE_CREATE' }).count()).toBe(0);
    await drawer.getByRole('button', { name: 'Gateway' }).click();
    await drawer.getByLabel('This conversation only').check();
    await expect.poll(() => rows.filter({ hasText: 'GET /channels/1' }).count()).toBe(0);
    await drawer.getByLabel('This conversation only').uncheck();
    await drawer.getByLabel('Filter by text').fill('identify');
    await expect.poll(() => rows.count()).toBe(1);
    await drawer.getByLabel('Filter by text').fill('you said hello');
    await rows.filter({ hasText: 'MESSAGE_CREATE' }).waitFor();
    await expect.poll(() => rows.count()).toBe(2);
    await page.keyboard.press('Escape');
    await expect.poll(() => rows.count()).toBeGreaterThan(5);

    await drawer.getByRole('button', { name: 'Pause' }).click();
    await discord.person('Ada').post(general, 'While it is paused');
    await drawer.getByRole('button', { name: /Paused \(\d+ new\)/ }).waitFor();
    await drawer.getByRole('button', { name: 'Clear' }).click();
    await drawer.getByText('Nothing to see yet').waitFor();
    await drawer.getByRole('button', { name: 'Paused' }).click();
    await discord.person('Ada').post(general, 'Once more');
    await rows.filter({ hasText: 'POST /channels/#general/messages' }).first().waitFor();

    const [ended] = await Promise.all([
      page.waitForEvent('requestfailed', (request) => request.url().includes('/inspector/events')),
      drawer.getByRole('button', { name: 'Close the developer tools' }).click(),
    ]);
    expect(ended.url()).toContain('after=0');
  });

  test('open by keyboard: details, a tree of JSON, curl, the message itself', async () => {
    const { discord, page, drawer } = await visitDrawer(browser);
    const general = discord.channel('general').id;
    await discord.person('Ada').post(general, 'Hello');
    await discord.until(() => discord.messages(general)[1], { what: 'an answer' });
    const opener = page.getByRole('button', { name: 'Developer tools' }).first();
    await opener.focus();
    await page.keyboard.press('Enter');
    const tab = drawer.getByRole('tab', { name: 'Events' });
    await isFocused(tab);
    await drawer.getByLabel('Filter by text').fill('POST /channels');
    const list = drawer.getByRole('listbox', { name: 'Events' });
    await list.getByRole('option').first().waitFor();

    await list.focus();
    await page.keyboard.press('End');
    await page.keyboard.press('Enter');
    const details = drawer.getByRole('region', { name: /Details of POST/ });
    await isFocused(details.getByRole('heading', { level: 3 }));
    const tree = details.getByRole('tree', { name: 'Request' });
    await tree.getByRole('treeitem', { name: 'content: "You said Hello"' }).waitFor();
    await tree.focus();
    const active = tree.locator('.active');
    await page.keyboard.press('ArrowDown');
    await expect.poll(() => active.textContent()).toContain('content');
    await page.keyboard.press('ArrowLeft');
    await expect.poll(() => active.getAttribute('aria-level')).toBe('1');
    await page.keyboard.press('ArrowLeft');
    await expect.poll(() => tree.getByRole('treeitem').count()).toBe(1);
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('End');
    expect(await active.getAttribute('aria-level')).not.toBe('1');

    await details.getByRole('button', { name: 'Copy as curl' }).click();
    await details.getByText('Copied').first().waitFor();
    const curl = await page.evaluate<string>('navigator.clipboard.readText()');
    expect(curl).toContain('$DISCORD_TOKEN');
    expect(curl).not.toContain(discord.token);
    await details.getByRole('button', { name: 'Show the message' }).click();
    await expectNoViolations(page, { include: '.drawer' });

    await page.keyboard.press('Escape');
    await details.waitFor({ state: 'detached' });
    await page.keyboard.press('Escape');
    await drawer.waitFor({ state: 'detached' });
    await isFocused(opener);
  });

  test('a thousand of them: the list keeps few in the page, follows the newest, and stays where one has scrolled to', async () => {
    const { discord, page, drawer, openTab } = await visitDrawer(browser);
    const headers = { authorization: `Bot ${discord.token}` };
    const ask = () => fetch(`${discord.apiUrl}/v10/users/@me`, { headers }).then((response) => response.text());
    for (let round = 0; round < 20; round += 1) await Promise.all(Array.from({ length: 50 }, ask));
    await openTab('Events');
    const rows = drawer.getByRole('option');
    await drawer.getByText(/1,\d\d\d events/).waitFor();
    await expect.poll(() => rows.count()).toBeLessThan(60);
    const list = drawer.getByRole('listbox');
    const fromEnd = () => list.evaluate((box) => box.scrollHeight - box.scrollTop - box.clientHeight);
    await expect.poll(fromEnd).toBeLessThan(12);

    await discord.person('Ada').post(discord.channel('general').id, 'Hello');
    await rows.filter({ hasText: 'POST /channels/#general/messages' }).waitFor();
    await expect.poll(fromEnd).toBeLessThan(12);

    await list.focus();
    await page.keyboard.press('Home');
    await drawer.getByRole('button', { name: 'To the newest' }).waitFor();
    await discord.person('Ada').post(discord.channel('general').id, 'Hello again');
    await discord.until(() => discord.messages('general')[3], { what: 'an answer' });
    await expect.poll(() => list.evaluate((box) => box.scrollTop)).toBe(0);
    await drawer.getByRole('button', { name: 'To the newest' }).click();
    await expect.poll(fromEnd).toBeLessThan(12);
  });
});

async function isFocused(locator: Locator): Promise<void> {
  await locator.and(locator.page().locator(':focus')).waitFor();
}
