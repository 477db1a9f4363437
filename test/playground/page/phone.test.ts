import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { expectNoViolations } from '../../support/axe.ts';
import { browserIsMissing, startBrowser } from '../../support/chromium.ts';
import { visitPage } from '../../support/page-visit.ts';

/** What a finger must be able to hit, in pixels. */
const TARGET = 44;

describe.skipIf(browserIsMissing !== undefined)('the page on a phone', { timeout: 60_000 }, () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await startBrowser();
  });
  afterAll(() => browser?.close());

  test('one column: the lists behind a button, a thread in place of its channel, the members from below', async () => {
    const { page, channel, discord } = await visitPage(browser, {
      viewport: { width: 390, height: 780 },
      hasTouch: true,
      isMobile: true,
    });
    await discord.person('Bob').startThread(discord.channel('general').id, { name: 'chat' });
    const lists = page.getByRole('navigation', { name: 'Channels' });
    const thread = page.locator('.pane.thread');
    await expectNoViolations(page);
    expect(await smallTargets(page, '.pane.channel > header')).toEqual([]);

    await page.getByRole('button', { name: 'Channels' }).click();
    await lists.getByRole('button', { name: 'chat' }).waitFor();
    await expectNoViolations(page);
    expect(await smallTargets(page, '.sidebar')).toEqual([]);
    await lists.getByRole('button', { name: 'chat' }).click();
    await thread.waitFor();
    await lists.waitFor({ state: 'hidden' });
    await expect.poll(() => channel.isVisible()).toBe(false);
    await expect.poll(() => page.evaluate<string>('document.activeElement.tagName')).toBe('H2');
    await expect.poll(() => width(page)).toBe(390);
    await expectNoViolations(page);

    await page.getByRole('button', { name: 'Back to the channel' }).click();
    await channel.waitFor();
    await expect.poll(() => thread.count()).toBe(0);
    await page.goBack();
    await thread.waitFor();
    await page.goBack();
    await channel.waitFor();

    await page.getByRole('button', { name: 'Members' }).click();
    const members = page.getByRole('complementary', { name: 'Members' });
    await members.getByRole('button', { name: 'Bob' }).click();
    const isInside = async () => {
      const card = await page.locator('.popup').boundingBox();
      return card !== null && card.x >= 0 && card.x + card.width <= 390 && card.y + card.height <= 780;
    };
    await expect.poll(isInside).toBe(true); // it rises from below
    await page.keyboard.press('Escape');
    await members.getByRole('button', { name: 'Close the members' }).click();
    await members.waitFor({ state: 'detached' });

    await page.getByRole('button', { name: 'Channels' }).click();
    await lists.getByRole('button', { name: 'help' }).click();
    await channel.getByRole('heading', { name: 'help', level: 2 }).waitFor();
    await page.getByRole('button', { name: 'Channels' }).click();
    const touch = { bubbles: true, pointerType: 'touch', clientX: 100, clientY: 200 };
    await lists.getByRole('button', { name: 'general' }).dispatchEvent('pointerdown', touch);
    await page.getByRole('menuitem', { name: 'Mark as read' }).waitFor();
  });

  test('a forum of 360 px: the new post fits', async () => {
    const { page, discord } = await visitPage(browser, { viewport: { width: 360, height: 740 }, hasTouch: true });
    const forum = discord.channel('questions').id;
    await discord.person('Bob').postInForum(forum, { name: 'A '.repeat(48), content: 'long '.repeat(80) });
    await page.getByRole('button', { name: 'Channels' }).click();
    await page.getByRole('navigation').getByRole('button', { name: 'questions' }).click();
    await page.locator('.post').waitFor();
    await expect.poll(() => width(page)).toBe(360);
    await page.getByRole('button', { name: 'New post' }).click();
    await page.getByLabel('Title', { exact: true }).waitFor();

    await expect.poll(() => width(page)).toBe(360);
    expect(await smallTargets(page, '.forum')).toEqual([]);
    await expectNoViolations(page);
  });

  test('on a phone of 360 px: a menu and a modal fit', async () => {
    const { page, channel, say } = await visitPage(browser, { viewport: { width: 360, height: 740 } });
    const width = () => page.evaluate<number>('document.documentElement.scrollWidth');
    await say('/menus');
    await channel.getByRole('combobox', { name: 'Some people' }).click();
    const list = await page.locator('.popup').boundingBox();
    expect(list && list.x >= 0 && list.x + list.width <= 360).toBe(true);
    await page.keyboard.press('Escape');
    await say('/form');
    const submit = page.getByRole('dialog').getByRole('button', { name: 'Submit' });
    await submit.waitFor();
    const button = await submit.boundingBox();
    expect(button && button.y + button.height <= 740).toBe(true);
    await page.keyboard.press('Escape');

    await expect.poll(width).toBe(360);
  });
});

function width(page: Page): Promise<number> {
  return page.evaluate<number>('document.documentElement.scrollWidth');
}

/** What is too small for a finger, there. */
function smallTargets(page: Page, selector: string): Promise<string[]> {
  return page.evaluate<string[]>(`
    [...document.querySelectorAll(${JSON.stringify(selector)} + ' :is(button, a, select, input:not([hidden]))')]
      .filter((one) => one.checkVisibility() && one.getBoundingClientRect().height < ${TARGET})
      .map((one) => one.outerHTML.slice(0, 120))`);
}
