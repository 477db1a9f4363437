import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { expectNoViolations } from '../../support/axe.ts';
import { browserIsMissing, startBrowser } from '../../support/chromium.ts';
import { visitDrawer } from '../../support/drawer-visit.ts';

describe.skipIf(browserIsMissing !== undefined)('the drawer', { timeout: 60_000 }, () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await startBrowser();
  });
  afterAll(() => browser?.close());

  test('breaks Discord on purpose, says what is broken also when it is closed, and mends it', async () => {
    const { discord, client, page, drawer, openTab } = await visitDrawer(browser);
    const general = discord.channel('general').id;
    const ada = discord.person('Ada');
    const answered = (text: string) =>
      discord.until(() => discord.messages(general).find(({ content }) => content === `You said ${text}`), {
        what: `an answer to ${text}`,
      });
    await openTab('Break things');
    await drawer.getByText('Nothing is broken.').waitFor();
    await expectNoViolations(page, { include: '.drawer' });

    await drawer.getByRole('button', { name: 'Drop the socket' }).click();
    await drawer.getByText('The socket was dropped.').waitFor();
    await ada.post(general, 'after the socket');
    await answered('after the socket');

    await drawer.getByLabel('How many requests').fill('2');
    await drawer.getByLabel('With what').selectOption({ label: '503 Unavailable' });
    await drawer.getByRole('button', { name: 'Fail', exact: true }).click();
    const broken = drawer.getByRole('list', { name: 'Broken at the moment' });
    await broken.getByText('The next 2 requests fail with 503.').waitFor();
    await ada.post(general, 'after 503');
    await answered('after 503');
    await drawer.getByText('Nothing is broken').first().waitFor();

    const slider = drawer.getByRole('slider', { name: 'Slow down requests' });
    await slider.focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    await broken.getByText('Requests are slowed down by 500 ms.').waitFor();
    await expect.poll(() => broken.getByRole('listitem').count()).toBe(1);
    await page.keyboard.press('Home');
    await broken.waitFor({ state: 'detached' });

    await drawer.getByRole('switch', { name: 'Refuse connections' }).check();
    await drawer.getByRole('button', { name: 'Close the developer tools' }).click();
    const chip = page.getByRole('button', { name: 'Broken on purpose' });
    await chip.click();
    await broken.getByText('New connections of the bot are refused.').waitFor();
    await drawer.getByRole('button', { name: 'Invalidate the session' }).click();
    await expect.poll(() => discord.isOnline).toBe(false);
    await drawer.getByRole('button', { name: 'Clear all' }).click();
    await drawer.getByText('Nothing is broken any more.').waitFor();
    await expect.poll(() => discord.isOnline, { timeout: 15_000 }).toBe(true);
    expect(client.isReady()).toBe(true);
  });

  test('stands below or beside the page, is resized by keyboard and mouse, and remembers it', async () => {
    const { page, drawer, openTab } = await visitDrawer(browser, { colorScheme: 'dark' });
    await openTab('Bot');
    const edge = drawer.getByRole('separator', { name: 'Size of the developer tools' });
    const box = async () => (await drawer.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
    const { height } = await box();

    await edge.focus();
    await page.keyboard.press('ArrowUp');
    await expect.poll(async () => (await box()).height).toBeGreaterThan(height);
    await drawer.getByRole('button', { name: 'Move to the right' }).click();
    await expect.poll(async () => (await box()).y).toBe(0);
    const { x, width } = await box();
    await page.mouse.move(x, 300);
    await page.mouse.down();
    await page.mouse.move(x - 100, 300, { steps: 4 });
    await page.mouse.up();
    await expect.poll(async () => (await box()).width).toBeGreaterThan(width + 90);
    await expectNoViolations(page, { include: '.drawer' });

    await page.reload();
    await openTab('Bot');
    await expect.poll(async () => (await box()).width).toBeGreaterThan(width + 90);
    const tabs = drawer.getByRole('tablist');
    await tabs.getByRole('tab', { selected: true }).focus();
    await page.keyboard.press('Home');
    await tabs.getByRole('tab', { name: 'Events', selected: true }).waitFor();
    await page.keyboard.press('ArrowLeft');
    await tabs.getByRole('tab', { name: 'Bot', selected: true }).waitFor();
  });

  test('takes the whole screen of a phone', async () => {
    const viewport = { width: 390, height: 780 };
    const { discord, page, drawer, openTab } = await visitDrawer(browser, { viewport, hasTouch: true });
    discord.faults.refuseConnections();
    await page.getByRole('button', { name: 'Broken on purpose' }).waitFor();
    await expect.poll(() => page.evaluate<number>('document.documentElement.scrollWidth')).toBe(viewport.width);
    discord.faults.clear();
    for (const tab of ['Events', 'Assistants', 'Break things', 'Bot']) {
      await openTab(tab);
      await expect.poll(() => drawer.boundingBox()).toEqual({ x: 0, y: 0, ...viewport });
      await expect.poll(() => page.evaluate<number>('document.documentElement.scrollWidth')).toBe(viewport.width);
      await expectNoViolations(page, { include: '.drawer' });
    }
    await expect.poll(() => page.locator('.pane textarea').isVisible()).toBe(false);
    await page.keyboard.press('Escape');
    await page.locator('.pane textarea').waitFor();
  });
});
