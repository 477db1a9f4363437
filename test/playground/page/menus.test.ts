import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { expectNoViolations } from '../../support/axe.ts';
import { browserIsMissing, startBrowser } from '../../support/chromium.ts';
import { visitPage } from '../../support/page-visit.ts';

describe.skipIf(browserIsMissing !== undefined)('menus, tooltips and notices of the page', { timeout: 60_000 }, () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await startBrowser();
  });
  afterAll(() => browser?.close());

  test('a menu with a menu of its own: by keys, by the pointer, and everything closes with what was chosen', async () => {
    const { page, channel, discord } = await visitPage(browser, { permissions: ['clipboard-write'] });
    await discord.person('Bob').post(discord.channel('general').id, 'So it is.');
    const post = channel.locator('.message', { hasText: 'So it is.' }).first();
    const apps = page.getByRole('menuitem', { name: 'Apps' });
    const quote = page.getByRole('menu', { name: 'Apps' }).getByRole('menuitem', { name: 'Quote this' });
    const focused = () => page.evaluate<string>('document.activeElement.textContent');

    await post.click({ button: 'right' });
    await apps.waitFor();
    await page.keyboard.press('End');
    await expect.poll(focused).toContain('Copy message ID');
    await page.keyboard.press('a');
    await page.keyboard.press('a');
    await expect.poll(focused).toBe('Apps');
    await page.keyboard.press('Enter');
    await quote.waitFor();
    await expectNoViolations(page);
    await expect.poll(focused).toBe('Quote this');
    await page.keyboard.press('ArrowLeft');
    await quote.waitFor({ state: 'detached' });
    await expect.poll(focused).toBe('Apps');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Escape');
    await quote.waitFor({ state: 'detached' });
    await apps.waitFor();

    await page.mouse.move(5, 5);
    await apps.hover();
    await quote.waitFor();
    await page.getByRole('menuitem', { name: 'Reply' }).hover();
    await quote.waitFor({ state: 'detached' });
    await apps.hover();
    await quote.click();
    await channel.locator('.content').getByText('Quoted: So it is.').waitFor();
    await expect.poll(() => page.getByRole('menu').count()).toBe(0);

    await post.click({ button: 'right' });
    await page.getByRole('menuitem', { name: 'Copy text' }).click();
    await page.locator('.toast').waitFor();
    await expect.poll(() => page.getByRole('status').filter({ hasText: 'copied' }).count()).toBe(1);
  });

  test('a tooltip comes with the pointer and with the keyboard, stays beneath the pointer, and goes with Escape', async () => {
    const { page, discord } = await visitPage(browser);
    const button = page.locator('header [data-tooltip]').first();
    const tooltip = page.getByRole('tooltip');
    await button.hover();
    await tooltip.waitFor();
    await expect.poll(() => tooltip.innerText()).toBe(await button.getAttribute('aria-label'));
    await tooltip.hover();
    await discord.person('Bob').post(discord.channel('general').id, 'and so on\n'.repeat(100));
    await page.getByText('and so on').last().waitFor(); // the log has scrolled
    await page.waitForTimeout(200); // longer than one that goes
    await expect.poll(() => tooltip.isVisible()).toBe(true);
    await page.keyboard.press('Escape');
    await tooltip.waitFor({ state: 'hidden' });

    await page.mouse.move(5, 5);
    await page.keyboard.press('Tab');
    await button.focus();
    await tooltip.waitFor();
    await expectNoViolations(page);
    await page.keyboard.press('Tab');
    await page.locator('#channel-text').focus();
    await tooltip.waitFor({ state: 'hidden' });
  });

  test('on a phone a menu rises from the lower edge, and a press beside it only closes it', async () => {
    const { page, channel, command } = await visitPage(browser, {
      viewport: { width: 390, height: 780 },
      hasTouch: true,
    });
    await command('/menus');
    const people = channel.getByRole('combobox', { name: 'Some people' });
    await people.tap();
    const list = page.locator('.popup');
    await expect.poll(async () => (await list.boundingBox())?.x).toBe(0);
    await expect
      .poll(async () => {
        const box = await list.boundingBox();
        return box && Math.round(box.y + box.height);
      })
      .toBe(780);
    await expectNoViolations(page);

    const button = await page.getByRole('button', { name: 'Members' }).boundingBox();
    await page.touchscreen.tap((button?.x ?? 0) + 10, (button?.y ?? 0) + 10);

    await list.waitFor({ state: 'detached' });
    await expect.poll(() => page.locator('.members').count()).toBe(0);
    await page.getByRole('button', { name: 'Members' }).tap();
    await page.locator('.members').waitFor();
  });
});
